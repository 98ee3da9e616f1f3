// Outcomes in the margin, as they are typed: a mark on the line where one begins, a bar along the lines
// that it reaches over, and what was understood of an action. Attributes of lines only: nothing is put
// into the text, so nothing breaks composition on phone keyboards.
import { forceParsing, syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, type Line, StateEffect, StateField, type Text } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { viewsRow } from "../editor/views-row";
import { OutcomePanel } from "./panel";
import { daysMeant, todayHere } from "./phrases";
import { type Outcome, outcomesOf } from "./reading";
import type { Tree } from "./visible";
import { kindName, understood } from "./wording";

// Reading thousands of outcomes takes as long as drawing a keystroke, and fifty people type: some times a second is
// at once for who types, and what is drawn moves along meanwhile. Where it takes long, it takes a small part of the
// time all the same, and it waits until nothing else is to be done.
const READ_EVERY_MS = 100;
const READ_MOST_EVERY_MS = 400;
const REST_PER_READING = 40;
const READ_ON_MS = 150;
const READ_ON_FOR_MS = 20;
const redraw = StateEffect.define<null>();

/** The outcomes of a text as far as its tree goes, read when somebody asks. */
class Reading {
  private found: readonly Outcome[] | null = null;

  constructor(
    readonly tree: Tree,
    private readonly doc: Text,
  ) {}

  get outcomes(): readonly Outcome[] {
    this.found ??= outcomesOf(this.tree, this.doc);
    return this.found;
  }

  get isWhole(): boolean {
    return this.tree.length === this.doc.length;
  }
}

const reading = StateField.define<Reading>({
  create: (state) => new Reading(syntaxTree(state), state.doc),
  update: (before, { state }) => {
    const tree = syntaxTree(state);
    return tree === before.tree ? before : new Reading(tree, state.doc);
  },
});

/** The outcomes of the text as far as it was read. */
export function outcomesIn(state: EditorState): readonly Outcome[] {
  return state.field(reading).outcomes;
}

/** Marks outcomes, and lists them beside the notes. */
export const outcomeMarks: Extension = [
  reading,
  ViewPlugin.define((view) => new Marks(view), { decorations: (marks) => marks.decorations }),
];

class Marks {
  decorations: DecorationSet;
  private readonly panel: OutcomePanel;
  private drawn: Reading;
  private told: Reading | null = null;
  private restMs = READ_EVERY_MS;
  private waiting: ReturnType<typeof setTimeout> | null = null;
  private gone = false;

  constructor(private readonly view: EditorView) {
    this.panel = new OutcomePanel(view.state.facet(viewsRow), ({ from }) => goTo(view, from));
    this.drawn = view.state.field(reading);
    this.decorations = decorated(view);
    this.readSoon(0);
  }

  update(update: ViewUpdate): void {
    const { viewportChanged, changes, state, transactions } = update;
    const now = state.field(reading);
    if (
      viewportChanged ||
      isOnAnotherLine(update) ||
      transactions.some(({ effects }) => effects.some((effect) => effect.is(redraw)))
    ) {
      this.drawn = now;
      this.decorations = decorated(this.view);
    } else this.decorations = this.decorations.map(changes);
    if (this.told !== now) this.readSoon(now.isWhole ? this.restMs : READ_ON_MS);
  }

  destroy(): void {
    this.gone = true;
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.panel.remove();
  }

  private readSoon(ms: number): void {
    this.waiting ??= setTimeout(() => {
      whenIdle(() => {
        this.waiting = null;
        if (!this.gone) this.read();
      });
    }, ms);
  }

  // The editor reads what is in view at once, and the rest of a long text when there is time.
  private read(): void {
    const { view } = this;
    if (!view.state.field(reading).isWhole) forceParsing(view, view.state.doc.length, READ_ON_FOR_MS);
    const now = view.state.field(reading);
    const began = performance.now();
    if (now !== this.drawn) view.dispatch({ effects: redraw.of(null) });
    const took = performance.now() - began;
    this.restMs = Math.max(READ_EVERY_MS, Math.min(READ_MOST_EVERY_MS, took * REST_PER_READING));
    if (!now.isWhole) {
      this.readSoon(READ_ON_MS);
      return;
    }
    this.told = now;
    this.panel.show(now.outcomes);
  }
}

function isOnAnotherLine({ docChanged, selectionSet, startState, state }: ViewUpdate): boolean {
  if (docChanged || !selectionSet) return false;
  return lineOfCursor(startState).from !== lineOfCursor(state).from;
}

function lineOfCursor({ doc, selection }: EditorState): Line {
  return doc.lineAt(selection.main.head);
}

/** An outcome as it is to be talked of: a day that is offered while one is on its line is not called unclear there. */
function saidOf(outcome: Outcome, state: EditorState): Outcome {
  if (outcome.hint === "" || daysMeant(outcome.hint, todayHere(new Date())).length === 0) return outcome;
  const { from, to } = lineOfCursor(state);
  return outcome.from <= to && from <= outcome.to ? { ...outcome, hint: "" } : outcome;
}

// Safari has no idle time to ask for.
function whenIdle(work: () => void): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: READ_EVERY_MS });
  else work();
}

/** Puts the cursor at the end of the line that holds a place, and shows it. */
function goTo(view: EditorView, place: number): void {
  const { doc } = view.state;
  const anchor = doc.lineAt(Math.min(place, doc.length)).to;
  view.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: "center" }) });
  view.focus();
}

function decorated(view: EditorView): DecorationSet {
  const { from, to } = view.viewport;
  const { doc } = view.state;
  const marks = outcomesIn(view.state).flatMap((read) => {
    if (read.to < from || read.from > to) return [];
    const outcome = saidOf(read, view.state);
    const first = doc.lineAt(outcome.from).number;
    const reach = doc.lineAt(outcome.to).number - first;
    return Array.from({ length: reach + 1 }, (_, at) => lineMark(outcome, at, reach).range(doc.line(first + at).from));
  });
  return Decoration.set(marks, true);
}

function lineMark(outcome: Outcome, at: number, last: number): Decoration {
  const { kind, hint } = outcome;
  const reach = last > 0 || kind === "internal" ? " is-long" : "";
  const begins = at === 0 ? " is-first" : "";
  const attributes: Record<string, string> = { class: `cm-outcome${begins}${reach}`, "data-kind": kind };
  const words = understood(outcome);
  if (at === 0) {
    attributes["data-name"] = kindName(kind);
    attributes.title = words === "" ? kindName(kind) : `${kindName(kind)} · ${words}`;
  }
  if (at === last && words !== "" && kind === "action") attributes["data-understood"] = words;
  if (hint !== "") attributes.class += " is-unclear";
  return Decoration.line({ attributes });
}
