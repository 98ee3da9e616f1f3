// Outcomes in the margin, as they are typed: a mark on the line where one begins, a bar along the lines
// that it reaches over, and what was understood of an action. Attributes of lines only: nothing is put
// into the text, so nothing breaks composition on phone keyboards.
import { forceParsing, syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { OutcomePanel } from "./panel";
import { type Outcome, outcomesOf } from "./reading";
import type { Tree } from "./visible";
import { kindName, understood } from "./wording";

const READ_ON_MS = 150;
const READ_ON_FOR_MS = 20;

interface Read {
  tree: Tree;
  outcomes: readonly Outcome[];
}

const read = StateField.define<Read>({
  create: (state) => readNow(state),
  update: (before, { state }) => (syntaxTree(state) === before.tree ? before : readNow(state)),
});

function readNow(state: EditorState): Read {
  const tree = syntaxTree(state);
  return { tree, outcomes: outcomesOf(tree, state.doc) };
}

/** The outcomes of the text as far as it was read. */
export function outcomesIn(state: EditorState): readonly Outcome[] {
  return state.field(read).outcomes;
}

/** Marks outcomes, and lists them beside the notes. */
export const outcomeMarks: Extension = [
  read,
  ViewPlugin.define((view) => new Marks(view), { decorations: (marks) => marks.decorations }),
];

class Marks {
  decorations: DecorationSet;
  private readonly panel: OutcomePanel;
  private told: Read | null = null;
  private waiting: ReturnType<typeof setTimeout> | null = null;

  constructor(private readonly view: EditorView) {
    this.panel = new OutcomePanel(({ from }) => goTo(view, from));
    this.decorations = decorated(view);
    this.tell();
  }

  update(update: ViewUpdate): void {
    const same = update.startState.field(read, false) === update.state.field(read);
    if (!same || update.viewportChanged) this.decorations = decorated(update.view);
    if (!same) this.tell();
  }

  destroy(): void {
    if (this.waiting !== null) clearTimeout(this.waiting);
    this.panel.remove();
  }

  // The editor reads what is in view at once, and the rest of a long text when there is time.
  private tell(): void {
    const now = this.view.state.field(read);
    if (this.told === now || this.waiting !== null) return;
    const whole = now.tree.length === this.view.state.doc.length;
    this.waiting = setTimeout(
      () => {
        this.waiting = null;
        if (!whole) forceParsing(this.view, this.view.state.doc.length, READ_ON_FOR_MS);
        const after = this.view.state.field(read);
        if (after.tree.length === this.view.state.doc.length) {
          this.told = after;
          this.panel.show(after.outcomes);
        } else this.tell();
      },
      whole ? 0 : READ_ON_MS,
    );
  }
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
  const marks = outcomesIn(view.state).flatMap((outcome) => {
    if (outcome.to < from || outcome.from > to) return [];
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
