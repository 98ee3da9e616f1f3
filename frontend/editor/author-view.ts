// "Wie schreef wat": every part of the notes under its author's line, and at their foot a list of whose line is whose
// and a sentence about the place where the cursor or the mouse is. Loaded when it is asked for.
import { type Extension, RangeSetBuilder, StateEffect } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import type * as Y from "yjs";
import { personLine } from "../face/people-list";
import { make } from "../ground/dom";
import { t } from "../ground/t";
import { pageTimers } from "../ground/timers";
import { AuthorRecord, type AuthorsAnswer, type Source } from "./author-record";
import { type Run, runsOf } from "./author-runs";

const LIST_EVERY_MS = 1_000;
/** Who moves through the text with the keys hears a name when they rest, not at every step. */
const RESTING_MS = 400;
const recordChanged = StateEffect.define<null>();

export class AuthorView {
  private readonly list = make("ul", "author-list");
  private readonly line = make("p", "author-line");
  private readonly foot = make("div", "author-foot");
  private readonly record: AuthorRecord;
  private readonly marks = new Map<string, Decoration>();
  private view: EditorView | null = null;
  private listing = false;
  private resting = (): void => undefined;

  /** List and sentence stand below `notes`, where they push nothing down; `me` is one's own number. */
  constructor(notepad: number, notes: HTMLElement, me: number) {
    this.list.setAttribute("aria-label", t("Wie schreef wat"));
    this.line.setAttribute("role", "status");
    this.foot.append(this.list, this.line);
    notes.after(this.foot);
    this.record = new AuthorRecord(
      () => fetchAuthors(notepad),
      me,
      pageTimers,
      () => this.view?.dispatch({ effects: recordChanged.of(null) }),
    );
  }

  /** What shows the authors of `text` in its editor. */
  extension(text: Y.Text): Extension {
    const plugin = ViewPlugin.define((view) => new AuthorMarks(view, text, this), {
      decorations: (marks) => marks.shown,
    });
    return [
      plugin,
      EditorView.domEventHandlers({
        mousemove: (event, view) => this.point(text, view.posAtCoords({ x: event.clientX, y: event.clientY })),
        mouseleave: (_event, view) => this.point(text, view.state.selection.main.head),
      }),
    ];
  }

  remove(): void {
    this.record.stop();
    this.resting();
    this.foot.remove();
  }

  /** The source of a run, with how it is marked; null while that is not known. */
  marked({ client }: Run): { source: Source; mark: Decoration } | null {
    const source = this.record.source(client);
    if (source === null) return null;
    const known = this.marks.get(source.key);
    const mark = known ?? Decoration.mark({ class: `author ${source.look}`, attributes: { title: source.sentence } });
    this.marks.set(source.key, mark);
    return { source, mark };
  }

  /** The editor is another one, or shows something else. */
  shows(view: EditorView, text: Y.Text): void {
    this.view = view;
    if (this.listing) return;
    this.listing = true;
    this.drawList(text);
    pageTimers.after(LIST_EVERY_MS, () => {
      this.listing = false;
      this.drawList(text);
    });
  }

  /** The cursor stands elsewhere. */
  rests(text: Y.Text, at: number): void {
    this.resting();
    this.resting = pageTimers.after(RESTING_MS, () => this.point(text, at));
  }

  private point(text: Y.Text, at: number | null): false {
    // The character before the cursor, as whoever types sees it.
    const [run] = at === null ? [] : runsOf(text, Math.max(0, at - 1), Math.max(1, at));
    const sentence = run === undefined ? "" : (this.record.source(run.client)?.sentence ?? "");
    if (this.line.textContent !== sentence) this.line.textContent = sentence;
    return false; // the editor does with the mouse what it always does
  }

  private drawList(text: Y.Text): void {
    const sizes = new Map<string, { source: Source; units: number }>();
    for (const run of runsOf(text, 0, text.length)) {
      const source = this.record.source(run.client);
      if (source === null) continue;
      const key = source.label + source.look;
      sizes.set(key, { source, units: (sizes.get(key)?.units ?? 0) + run.to - run.from });
    }
    const sources = [...sizes.values()].sort((a, b) => b.units - a.units).map(({ source }) => source);
    const drawn = sources.map(({ label, look }) => label + look).join("\n");
    if (this.list.dataset.drawn === drawn) return;
    this.list.dataset.drawn = drawn;
    this.list.replaceChildren(...sources.map(listed));
  }
}

function listed({ author, label, look }: Source): HTMLElement {
  const item = make("li", "person-line");
  if (author !== null) item.append(...personLine({ ...author, name: label }));
  else item.append(make("span", `person-mark ${look}`), make("span", "person-name", label));
  return item;
}

class AuthorMarks implements PluginValue {
  shown: DecorationSet = Decoration.none;

  constructor(
    view: EditorView,
    private readonly text: Y.Text,
    private readonly authors: AuthorView,
  ) {
    this.shown = this.marks(view);
    authors.shows(view, text);
  }

  update(update: ViewUpdate): void {
    const { view, docChanged, viewportChanged, selectionSet } = update;
    const told = update.transactions.some(({ effects }) => effects.some((effect) => effect.is(recordChanged)));
    if (docChanged) this.shown = this.shown.map(update.changes);
    if (docChanged || viewportChanged || told) this.shown = this.marks(view);
    if (docChanged || told) this.authors.shows(view, this.text);
    if (selectionSet || told) this.authors.rests(this.text, view.state.selection.main.head);
  }

  // Of what is in view only. The document is ahead of the editor for a moment while others' changes come in.
  private marks(view: EditorView): DecorationSet {
    if (this.text.length !== view.state.doc.length) return this.shown;
    const builder = new RangeSetBuilder<Decoration>();
    for (const { from, to } of view.visibleRanges) {
      let open: { from: number; to: number; mark: Decoration } | null = null;
      for (const run of runsOf(this.text, from, to)) {
        const mark = this.authors.marked(run)?.mark ?? null;
        if (open !== null && mark === open.mark && run.from === open.to) open.to = run.to;
        else {
          if (open !== null) builder.add(open.from, open.to, open.mark);
          open = mark === null ? null : { from: run.from, to: run.to, mark };
        }
      }
      if (open !== null) builder.add(open.from, open.to, open.mark);
    }
    return builder.finish();
  }
}

async function fetchAuthors(notepad: number): Promise<AuthorsAnswer> {
  const response = await fetch(`/notities/${notepad}/authors`, { credentials: "same-origin", cache: "no-store" });
  if (!response.ok) throw new Error(`authors: ${response.status}`);
  return (await response.json()) as AuthorsAnswer;
}
