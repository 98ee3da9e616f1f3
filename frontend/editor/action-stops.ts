// Filling in an action: three stops, What, Who and By when. Tab goes to the next; what is left empty
// leaves no sign behind. The place is kept as a position that every change moves along, and each step
// is an ordinary edit, so that others may type above and undo works as always.
import {
  EditorSelection,
  type EditorState,
  type Extension,
  Prec,
  StateEffect,
  StateField,
  type TransactionSpec,
} from "@codemirror/state";
import { type Command, EditorView, keymap, ViewPlugin } from "@codemirror/view";
import { arranged, arrangedToGoOn, type Stop, stopAt } from "./action-parts";
import type { OutcomeLines } from "./outcome-lines";

interface Active {
  /** Where the action's own words begin. */
  at: number;
  stop: Stop;
  /** The cursor went elsewhere: the line is still to be tidied. */
  left: boolean;
}

const NEXT: Record<Stop, Stop | null> = { what: "who", who: "due", due: null };
const PREVIOUS: Record<Stop, Stop | null> = { what: null, who: "what", due: "who" };
const setActive = StateEffect.define<number | null>();

export class ActionStops {
  readonly extension: Extension;
  private readonly field: StateField<Active | null>;

  constructor(
    private readonly lines: OutcomeLines,
    private readonly dueBy: string,
    /** Ends a step of undo. */
    private readonly step: () => void,
  ) {
    this.field = StateField.define<Active | null>({
      create: () => null,
      update: (active, { effects, changes, state }) => {
        let at = active === null ? null : changes.mapPos(active.at, -1);
        for (const effect of effects) if (effect.is(setActive)) at = effect.value;
        return at === null ? null : this.activeAt(state, at);
      },
    });
    this.extension = [this.field, Prec.high(keymap.of(this.keys())), this.ownSign(), this.leaving()];
  }

  current(state: EditorState): Stop | null {
    const active = state.field(this.field, false);
    return active?.left === false ? active.stop : null;
  }

  /** Begins on the line of the cursor, if that is an action. */
  begin(view: EditorView): void {
    const line = view.state.doc.lineAt(view.state.selection.main.head);
    const { kind, from } = this.lines.of(line.text);
    if (kind === "action") this.move(view, line.from + from, "what");
  }

  go(view: EditorView, stop: Stop | null): boolean {
    const active = view.state.field(this.field, false);
    if (!active) return false;
    this.move(view, active.at, stop);
    return true;
  }

  private escape(view: EditorView): boolean {
    const active = view.state.field(this.field, false);
    if (!active) return false;
    this.move(view, active.at, null, true);
    return true;
  }

  // The "@" stands there already: who types it all the same means that one, and is offered names.
  private ownSign(): Extension {
    return EditorView.inputHandler.of((view, from, to, text) => {
      const { state } = view;
      if (text !== "@" || from !== to || this.current(state) !== "who") return false;
      if (!/(?:^|\s)@$/.test(state.sliceDoc(state.doc.lineAt(from).from, from))) return false;
      view.dispatch({ changes: { from: from - 1, to: from, insert: "@" }, userEvent: "input.type" });
      return true;
    });
  }

  private keys(): { key: string; run: Command }[] {
    const along = (way: Record<Stop, Stop | null>, ends: boolean): Command => {
      return (view) => {
        const stop = this.current(view.state);
        if (stop === null) return false;
        return way[stop] === null && !ends ? false : this.go(view, way[stop]);
      };
    };
    return [
      { key: "Tab", run: along(NEXT, true) },
      { key: "Shift-Tab", run: along(PREVIOUS, false) },
      { key: "Escape", run: (view) => this.escape(view) },
      // The line is finished, and Enter does behind it what it always does.
      { key: "Enter", run: (view) => this.go(view, null) && false },
    ];
  }

  private activeAt(state: EditorState, at: number): Active | null {
    const line = state.doc.lineAt(at);
    const { kind, from } = this.lines.of(line.text);
    if (kind !== "action") return null;
    const { main } = state.selection;
    const left = main.from < line.from || main.to > line.to;
    return { at: line.from + from, stop: stopAt(line.text, from, this.dueBy, main.head - line.from), left };
  }

  /** `typesOn`: the line goes on where the cursor is. */
  private move(view: EditorView, at: number, stop: Stop | null, typesOn = false): void {
    this.step();
    const { spec, cursor } = this.arranged(view.state, at, stop, typesOn);
    view.dispatch({ ...spec, selection: EditorSelection.cursor(cursor), scrollIntoView: true });
    this.step();
  }

  private arranged(
    state: EditorState,
    at: number,
    stop: Stop | null,
    typesOn = false,
  ): { spec: TransactionSpec; cursor: number } {
    const line = state.doc.lineAt(at);
    const { from } = this.lines.of(line.text);
    const now = typesOn
      ? arrangedToGoOn(line.text, from, this.dueBy, state.selection.main.head - line.from)
      : arranged(line.text, from, this.dueBy, stop);
    const effects = setActive.of(stop === null ? null : at);
    return {
      // Not as if typed: a list of names that opened by itself would take the Tab of who leaves "who" empty.
      spec: {
        changes: difference(line.from, line.text, now.text),
        effects,
        userEvent: stop === null ? "delete.tidy" : "input.stop",
      },
      cursor: line.from + now.at,
    };
  }

  // The cursor or the focus went elsewhere: the line is tidied as soon as the editor takes an edit.
  private leaving(): Extension {
    const tidy = (view: EditorView): void => {
      const active = view.state.field(this.field, false);
      if (active) view.dispatch(this.arranged(view.state, active.at, null).spec);
    };
    return [
      ViewPlugin.define((view) => {
        let isThere = true;
        return {
          update: ({ state, startState }) => {
            const left = state.field(this.field)?.left === true;
            if (left && startState.field(this.field)?.left !== true) queueMicrotask(() => isThere && tidy(view));
          },
          destroy: () => {
            isThere = false;
          },
        };
      }),
      EditorView.domEventObservers({
        blur: ({ relatedTarget }, view) => {
          const inToolbar = relatedTarget instanceof Element && relatedTarget.closest("[role=toolbar]") !== null;
          if (document.hasFocus() && !inToolbar) tidy(view);
        },
      }),
    ];
  }
}

function difference(at: number, was: string, is: string): { from: number; to: number; insert: string } {
  const shortest = Math.min(was.length, is.length);
  let start = 0;
  while (start < shortest && was[start] === is[start]) start += 1;
  let end = 0;
  while (end < shortest - start && was[was.length - 1 - end] === is[is.length - 1 - end]) end += 1;
  return { from: at + start, to: at + was.length - end, insert: is.slice(start, is.length - end) };
}
