// The notes of somebody who may type: the live document, the editor over it, and what the page says
// about both. Loaded on demand, so that phones that only read never fetch an editor.
import type * as Y from "yjs";
import { showEditorNote } from "../face/editor-note";
import type { KeptTexts } from "../face/kept-text";
import type { SaveIndicator } from "../face/save-indicator";
import { WhoIsHere } from "../face/who-is-here";
import { isStaff, type NotepadData } from "../ground/page-data";
import { t } from "../ground/t";
import { pageTimers } from "../ground/timers";
import { Notepad } from "../live/notepad";
import type { FetchedState } from "../live/notepad-http";
import type { NotepadPage } from "../live/notepad-page";
import type { After } from "../live/protocol";
import type { Transport } from "../live/transport";
import type { ViewerPage } from "../live/viewer";
import { Editor } from "./editor";
import { LateWords } from "./late-words";
import { WhoWrote } from "./who-wrote";

const LAST_CHANCE_MS = 2_000;

/** What the writer needs of the ideas beside the notes. */
export interface WriterIdeas {
  /** Mod-z: undoes a take-over that was just made; false when there is none. */
  undoTakeOver(): boolean;
  /** Shows an idea that the notes link to. */
  goToIdea(number: number): void;
}

/** What the writer needs of the page beside the reader's part. */
export interface WriterWishes {
  data: NotepadData;
  csrf: string;
  transport: Transport;
  /** The editor's place, the rows above it, and the head that says whether one's words are saved. */
  places: { editor: HTMLElement; toolbar: HTMLElement; views: HTMLElement; head: HTMLElement };
  /** What the editor is called and says while it is empty; as in a room unless given. */
  words?: { label: string; placeholder: string };
  indicator: SaveIndicator;
  keptTexts: KeptTexts;
  room: ViewerPage;
  /** Notes that are large are on their way already. */
  early: Promise<FetchedState | null> | null;
  /** The editor stands in the place of the rendered notes from now on; `knownAt` as in NotepadPage. */
  opened(knownAt: number | null): void;
  /** Tells screen readers something short. */
  say(text: string): void;
  ideas: WriterIdeas | null;
}

export class Writer {
  private editor: Editor | null = null;
  private readonly notepad: Notepad;
  private typedSince = false;
  private names: string[] = [];
  private text: Y.Text | null = null;
  private readonly late = new LateWords();
  private readonly whoIsHere: WhoIsHere;
  private readonly whoWrote: WhoWrote;
  /** Words of the document that ended were kept: what is typed on belongs right behind them. */
  private isAside = false;
  private closed = false;
  private readonly tools = import("./writing-tools");

  constructor(private readonly wishes: WriterWishes) {
    const { data, csrf, transport, early, places } = wishes;
    const { notepad, epoch, session } = data;
    this.whoIsHere = new WhoIsHere(places.views);
    this.whoWrote = new WhoWrote(notepad, places.views, places.editor);
    this.notepad = new Notepad(notepad, epoch, csrf, transport, pageTimers, this.page(), early, session);
    this.notepad.start();
    document.addEventListener("visibilitychange", this.seen);
  }

  private readonly seen = (): void => {
    if (document.hidden) this.notepad.keepNow();
  };

  /**
   * Where a taken-over idea is to be put: below the line of the cursor, null for the end before there is one.
   * From now on Mod-z undoes that first.
   */
  placeForTakeOver(): After | null {
    this.typedSince = false;
    return this.editor?.after ?? null;
  }

  /** Shows where an idea stands in the notes. */
  showIdea(number: number): void {
    this.editor?.showText(`](idee:${number})`);
  }

  /**
   * Ends writing; what is on its way gets a moment, what is left is handed to the person. Whoever is
   * in the middle of a sentence types on: first in the notes, then among the words that were kept.
   */
  async close(reason: string): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    const { keptTexts } = this.wishes;
    keptTexts.insertWith(null);
    if (this.notepad.unsaved || this.editor?.focused)
      await new Promise<void>((resolve) => pageTimers.after(LAST_CHANCE_MS, resolve));
    this.keep(this.notepad.takeUnsaved(), reason);
    this.keep(this.late.take(), reason);
    const focused = this.editor?.focused === true;
    document.removeEventListener("visibilitychange", this.seen);
    this.notepad.stop();
    this.whoIsHere.remove();
    this.whoWrote.remove();
    this.editor?.close();
    this.editor = null;
    if (focused) keptTexts.writeOn(this.isAside);
  }

  private keep(words: string, reason: string): void {
    if (words === "") return;
    this.wishes.keptTexts.add(words, reason, this.isAside);
    this.isAside = true;
  }

  private finished(): void {
    const doc = this.text?.doc;
    if (doc && this.editor !== null) this.late.gather(doc);
  }

  private page(): NotepadPage {
    const { room, indicator } = this.wishes;
    return {
      opened: (text, knownAt) => this.open(text, knownAt),
      joined: (epoch) => room.joined(epoch),
      finished: () => this.finished(),
      saveState: (state) => indicator.show(state),
      cursors: (cursors) => this.editor?.showCursors(cursors),
      ideas: (ideas) => room.ideas(ideas),
      here: (count) => {
        room.here(count);
        this.whoIsHere.number(count);
      },
      people: (people, mine) => {
        this.whoIsHere.people(people, mine);
        this.names = people.map(({ info }) => info.name);
        this.whoWrote.me = people.find(({ seat }) => seat === mine)?.info.person ?? -1;
      },
      room: (state, box) => room.room(state, box),
      keptText: (text, reason) => this.keep(text, reason),
      shut: (problem) => room.shut(problem),
      shownText: () => this.editor?.shown ?? null,
      cleared: () => room.cleared(),
    };
  }

  private open(text: Y.Text, knownAt: number | null): void {
    const { data, keptTexts, places, words, ideas } = this.wishes;
    this.keep(this.late.take(), t("Je tekst is bewaard, maar staat niet in de notities."));
    this.isAside = false;
    this.text = text;
    const before = this.editor;
    const was =
      before === null ? null : { selection: before.selection, focused: before.focused, scroll: window.scrollY };
    before?.close();
    const editor = new Editor({
      ...{ parent: places.editor, bar: places.toolbar, views: places.views, tools: this.tools, text },
      label: words?.label ?? t("Notities"),
      placeholder: words?.placeholder ?? t("Schrijf hier wat er gezegd wordt."),
      ...{ marking: data.marking, notesLanguage: data.conference.language },
      nonce: data.nonce,
      limit: data.limits.notepad,
      language: data.lang,
      tooLarge: (lost) => keptTexts.add(lost, this.tooLargeReason()),
      homeless: (lost) => this.keep(lost, t("Je tekst is bewaard, maar staat niet in de notities.")),
      tell: (message) => showEditorNote(places.head, message),
      selected: (ends) => this.notepad.select(ends),
      undoOther: () => !this.typedSince && ideas?.undoTakeOver() === true,
      typed: () => {
        this.typedSince = true;
        showEditorNote(places.head, "");
      },
      goToIdea: (number) => ideas?.goToIdea(number),
      say: (sentence) => this.wishes.say(sentence),
      leads: isStaff(data.role) ? data.notepad : null,
      names: () => [...this.names, data.me?.name ?? ""].filter((name) => name !== ""),
    });
    this.editor = editor;
    if (was !== null) {
      editor.continueFrom(was.selection, was.focused);
      window.scrollTo({ top: was.scroll });
    }
    this.whoWrote.opened(editor);
    if (!this.closed) keptTexts.insertWith((taken) => editor.insert(taken));
    this.wishes.opened(knownAt);
  }

  private tooLargeReason(): string {
    const limit = this.wishes.data.limits.notepad.toLocaleString(this.wishes.data.lang);
    return t("De notities mogen samen niet langer zijn dan {limit} tekens. Dit past er niet meer bij.", { limit });
  }
}
