// Everything beside plain typing that a writer's hands reach for: toolbar, keys, the stops of an action and of a link,
// pasting and dropping. Fetched beside the editor and put in when it is there: typing never waits for it.
import type { Extension } from "@codemirror/state";
import { type EditorView, keymap, ViewPlugin } from "@codemirror/view";
import type { Marking } from "../ground/page-data";
import { ActionStops } from "./action-stops";
import { FindPanel } from "./find-panel";
import { linkStops } from "./link-stops";
import { OutcomeLines } from "./outcome-lines";
import { type DroppingWishes, dropping } from "./paste/dropping";
import { type PastingWishes, pasting } from "./paste/pasting";
import { toolbar } from "./toolbar";
import { keysOf } from "./tools";

export interface WritingToolsWishes extends Omit<PastingWishes & DroppingWishes, "newStep"> {
  /** The row that the tools come in. */
  bar: HTMLElement;
  marking: Marking;
  undo(): void;
  redo(): void;
  /** Ends a step of undo. */
  step(): void;
  /** Tells screen readers something short. */
  say(text: string): void;
}

export function writingTools(wishes: WritingToolsWishes): Extension {
  const outcomes = new OutcomeLines(wishes.marking);
  const stops = new ActionStops(outcomes, wishes.marking.dueBy, wishes.step);
  const find = new Find(wishes);
  const all = { ...wishes, outcomes, stops, openFind: (view: EditorView) => find.open(view) };
  const words = { ...wishes, newStep: wishes.step };
  return [
    pasting(words),
    dropping(words),
    toolbar(wishes.bar, all),
    linkStops,
    stops.extension,
    keymap.of(keysOf(all)),
    ViewPlugin.define(() => ({ destroy: () => find.close() })),
  ];
}

class Find {
  private panel: FindPanel | null = null;

  constructor(private readonly wishes: WritingToolsWishes) {}

  open(view: EditorView): void {
    const { bar, say, step } = this.wishes;
    this.panel ??= new FindPanel(
      import("./find").then(({ findIn }) => findIn(view, step)),
      say,
      () => view.focus(),
    );
    const { from, to } = view.state.selection.main;
    const selected = view.state.sliceDoc(from, to);
    this.panel.open(bar, selected.includes("\n") ? "" : selected);
  }

  /** The editor is gone, and the row with it. */
  close(): void {
    this.panel?.leave();
  }
}
