// The notes of a page: rendered blocks for who reads, the editor for who may type, and the way from one to the
// other. The editor is fetched on demand, so that who only reads never loads any of it, or of Yjs.
import type { Writer, WriterIdeas } from "../editor/writer";
import { make } from "../ground/dom";
import { blockElement } from "../ground/html";
import type { NotepadData } from "../ground/page-data";
import { t } from "../ground/t";
import { pageTimers } from "../ground/timers";
import { BlockList } from "../live/blocks";
import { HeldBlocks } from "../live/held-blocks";
import { keptEpochs } from "../live/kept-epochs";
import { fetchState } from "../live/notepad-http";
import type { After } from "../live/protocol";
import type { Transport } from "../live/transport";
import { Viewer, type ViewerPage } from "../live/viewer";
import type { KeptTexts } from "./kept-text";
import { hasKeptText } from "./kept-words";
import type { SaveIndicator } from "./save-indicator";

/** The elements of a notepad on a page. */
export interface NotesPlaces {
  /** The rendered notes, and what stands there while there are none. */
  notes: HTMLElement;
  empty: HTMLElement;
  /** What comes and goes with the editor: itself, the row of tools, and the row of ways to look at the notes. */
  editor: HTMLElement;
  toolbar: HTMLElement;
  views: HTMLElement;
  /** Where it is said whether one's words are saved. */
  head: HTMLElement;
}

/** What the notes need of their page. */
export interface NotesWishes {
  data: NotepadData;
  places: NotesPlaces;
  csrf: string;
  transport: Transport;
  indicator: SaveIndicator;
  room: ViewerPage;
  /** What the editor says of itself, where the notes are not those of a room. */
  words?: { label: string; placeholder: string };
  /** The ideas beside the notes; null where there are none. */
  ideas: WriterIdeas | null;
  /** Fetches what the page came without and who types needs. */
  needs(): Promise<unknown>;
  /** The editor stands in the place of the rendered notes from now on; `knownAt` as in NotepadPage. */
  opened(knownAt: number | null): void;
  /** Tells screen readers something short. */
  say(text: string): void;
}

/** The places whose ids begin with `prefix`, which names the notepad; what is absent is nowhere on the page. */
export function notesPlaces(prefix = ""): NotesPlaces {
  const place = (id: string): HTMLElement => document.getElementById(prefix + id) ?? make("div");
  return {
    ...{ notes: place("notes"), empty: place("notes-empty"), editor: place("editor") },
    ...{ toolbar: place("toolbar"), views: place("note-views"), head: place("notes-head") },
  };
}

export class NotesPart {
  private texts: Promise<KeptTexts> | null = null;
  private viewer: Viewer | null = null;
  private blocks: HeldBlocks<HTMLElement> | null = null;
  private writer: Writer | null = null;
  private hasWritten = false;
  private closing: Promise<void> = Promise.resolve();

  constructor(private readonly wishes: NotesWishes) {
    if (hasKeptText(wishes.data.notepad)) void this.keptTexts();
  }

  /** Somebody types here, or is about to. */
  get isWriting(): boolean {
    return this.writer !== null;
  }

  /** The editor was open before: who had it does not have to ask for it again. */
  get hadEditor(): boolean {
    return this.hasWritten;
  }

  /** How many blocks would be others if nothing were held. */
  get waiting(): number {
    return this.blocks?.waiting ?? 0;
  }

  hold(still: boolean): void {
    if (still) this.blocks?.hold();
    else this.blocks?.release();
  }

  /** Shows the blocks that stand in the page, and follows the room with them. */
  read(): void {
    const { data, places, transport, room } = this.wishes;
    const { notes } = places;
    const present = [...notes.querySelectorAll<HTMLElement>(":scope > .block")];
    const host = {
      make: ([key, html]: [string, string]) => blockElement(key, html),
      place: (node: HTMLElement, before: HTMLElement | null) => notes.insertBefore(node, before),
      remove: (node: HTMLElement) => node.remove(),
    };
    this.blocks = new HeldBlocks(
      new BlockList<HTMLElement>(
        host,
        present.map((node) => ({ key: node.dataset.key ?? "", node })),
      ),
    );
    const version = present.length === 0 ? null : data.version;
    this.viewer = new Viewer(data.notepad, data.epoch, version, transport, pageTimers, this.blocks, room);
    this.viewer.start();
  }

  /** Opens the editor in the place of what is read. */
  async write(): Promise<void> {
    const { data, places, needs } = this.wishes;
    // Only the page's first editor: what is on its way now is old by the time of a second one. And only for
    // somebody whom the server knows already: who just came in is made somebody meanwhile.
    const ahead = data.large && data.me !== null && !this.hasWritten;
    const early = ahead ? fetchState(data.notepad).catch(() => null) : null;
    this.hasWritten = true;
    await this.closing;
    // Begun together; some of the editor's words are made when it is drawn, so it waits for both.
    const [{ Writer }, keptTexts] = await Promise.all([import("../editor/writer"), this.keptTexts(), needs()]);
    this.viewer?.stop();
    this.viewer = null;
    this.showEditor(false);
    this.writer = new Writer({
      ...this.wishes,
      ...{ keptTexts, early },
      opened: (knownAt) => {
        this.showEditor(true);
        places.notes.hidden = true;
        places.empty.hidden = true;
        this.wishes.opened(knownAt);
      },
    });
  }

  /** The person may not type any more: what was not saved is at hand, and the notes are read on. */
  async stopWriting(why = t("Je kunt hier nu niet meer typen. Dit was nog niet opgeslagen.")): Promise<void> {
    const { writer } = this;
    this.writer = null;
    if (writer === null) return;
    this.closing = writer.close(why);
    await this.closing;
    this.wishes.indicator.show(null);
    this.showEditor(false);
    this.wishes.places.notes.hidden = false;
    this.wishes.data.version = null;
    this.read();
  }

  /** The server sent this browser away. */
  gone(why: string): void {
    void this.writer?.close(why);
  }

  /** The server let this browser in: what was typed in an epoch that is over is found again. */
  joined(epoch: number): void {
    const { data } = this.wishes;
    data.epoch = epoch;
    if (keptEpochs(data.notepad).length > 0) this.rescue(epoch, this.isWriting).catch(() => undefined); // else at the next join
  }

  /** What is read is another text now. */
  changed(): void {
    const { notes, empty } = this.wishes.places;
    empty.hidden = notes.childElementCount > 0;
  }

  /** Where a taken-over idea is to be put; null without an editor. */
  placeForTakeOver(): After | null {
    return this.writer?.placeForTakeOver() ?? null;
  }

  /** Shows where an idea stands in the notes. */
  showIdea(number: number): void {
    const link = this.wishes.places.notes.querySelector(`a[href$="#idee-${number}"]`);
    if (link !== null) link.scrollIntoView({ block: "center" });
    else this.writer?.showIdea(number);
  }

  // Most who read never typed here, and load nothing of this.
  private async rescue(epoch: number, writes: boolean): Promise<void> {
    const [{ rescueLeftBehind }, texts] = await Promise.all([import("../live/left-behind"), this.keptTexts()]);
    await rescueLeftBehind(this.wishes.data.notepad, epoch, writes, (text, why) => texts.add(text, why));
  }

  private keptTexts(): Promise<KeptTexts> {
    const { data, places, needs, say } = this.wishes;
    const before = places.editor.isConnected ? places.editor : places.notes;
    this.texts ??= Promise.all([import("./kept-text"), needs()]).then(
      ([{ KeptTexts }]) => new KeptTexts(data.notepad, before, places.toolbar, say),
      (reason: unknown) => {
        this.texts = null;
        throw reason;
      },
    );
    return this.texts;
  }

  /** The editor and the rows of buttons above it come and go together. */
  private showEditor(on: boolean): void {
    const { toolbar, views, editor } = this.wishes.places;
    for (const part of [toolbar, views, editor]) part.hidden = !on;
    // Named here, as a style that looks for the editor (`:has`) would look again at every letter.
    editor.parentElement?.classList.toggle("is-writing", on);
  }
}
