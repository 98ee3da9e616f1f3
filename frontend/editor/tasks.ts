// Task boxes: drawn where the marks are hidden, ticked by click, tap or Mod-Enter. A tick is an
// ordinary edit of whoever ticks, and undone like one.
import { ensureSyntaxTree, syntaxTree } from "@codemirror/language";
import { type EditorState, type Extension, Facet, type TransactionSpec } from "@codemirror/state";
import { type EditorView, keymap, WidgetType } from "@codemirror/view";
import { make } from "../ground/dom";

const READ_WITHIN_MS = 200;

/** A tick box in the place of `[ ]`. */
export class TaskBox extends WidgetType {
  constructor(
    private readonly done: boolean,
    private readonly name: string,
  ) {
    super();
  }

  override eq(other: TaskBox): boolean {
    return other.done === this.done && other.name === this.name;
  }

  override toDOM(view: EditorView): HTMLElement {
    const place = make("label", "md-task");
    const box = make("input");
    box.type = "checkbox";
    // The keyboard ticks with Mod-Enter where it is: a stop at every box would be in its way.
    box.tabIndex = -1;
    // The cursor stays where it is, and the keyboard of a phone as it is.
    place.addEventListener("mousedown", (event) => event.preventDefault());
    box.addEventListener("change", () => tick(view, view.posAtDOM(place)));
    place.append(box);
    this.show(box);
    return place;
  }

  override updateDOM(place: HTMLElement): boolean {
    const box = place.querySelector("input");
    if (box !== null) this.show(box);
    return box !== null;
  }

  override get estimatedHeight(): number {
    return -1;
  }

  private show(box: HTMLInputElement): void {
    box.checked = this.done;
    box.setAttribute("aria-label", this.name);
  }
}

/** What a task is about, for those who hear the page. */
export function taskName(line: string): string {
  const words = line.replace(/^.*?\[[ xX]\]/, "").replace(/\]\([^)]*\)|[*_~`[\]\\]/g, "");
  return words.trim() || "…";
}

const undoSteps = Facet.define<() => void>();

/** Ticks with Mod-Enter, too; `newStep` makes what follows a step of its own for undo. */
export function tickTasks(newStep: () => void): Extension {
  return [
    undoSteps.of(newStep),
    keymap.of([{ key: "Mod-Enter", run: (view) => tick(view, view.state.selection.main.head) }]),
  ];
}

function tick(view: EditorView, at: number): boolean {
  const change = ticked(view.state, at);
  if (change === null) return false;
  const steps = view.state.facet(undoSteps);
  for (const step of steps) step();
  view.dispatch(change);
  for (const step of steps) step();
  return true;
}

/** The change that ticks the task on the line of a place, or null where there is none. */
export function ticked(state: EditorState, at: number): TransactionSpec | null {
  const { from, to } = state.doc.lineAt(at);
  let found: number | null = null;
  const tree = ensureSyntaxTree(state, to, READ_WITHIN_MS) ?? syntaxTree(state);
  tree.iterate({
    from,
    to,
    enter: (node) => {
      if (node.name === "TaskMarker" && node.from >= from) found ??= node.from + 1;
    },
  });
  if (found === null) return null;
  const done = state.sliceDoc(found, found + 1) !== " ";
  return { changes: { from: found, to: found + 1, insert: done ? " " : "x" }, userEvent: "input.task" };
}
