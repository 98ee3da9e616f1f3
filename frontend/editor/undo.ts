// Undo and redo of one's own edits, in the steps that people think in: a few words, a line, a paste, a
// press of a button. The cursor goes to where something came back or went away.
//
// Yjs undoes only what this document's own client did. It would take all that was typed without a pause as
// one step, and put the cursor after a redo where it stood before the undo: this file mends both.
import { EditorSelection, type Extension, Transaction } from "@codemirror/state";
import { EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { ySyncAnnotation } from "y-codemirror.next";
import type * as Y from "yjs";

/** After a pause this long the next word is a step of its own. */
const PAUSE_MS = 600;
/** Who types slowly stops inside words, too; but not this long. */
const LONG_PAUSE_MS = 4_000;
/** A step of typing ends with the word in which it has become this long. */
const STEP_UNITS = 24;

/** How the undo manager for these extensions is made. */
export const UNDO_OPTIONS = { captureTimeout: LONG_PAUSE_MS };

/** A change of one's own, as far as steps are concerned. */
export interface Typed {
  /** `fresh` typing begins a step that typing goes on with; what is `whole` is a step by itself. */
  kind: "type" | "fresh" | "delete" | "whole";
  /** Where the step before must end for this to go on with it. */
  from: number;
  /** Where the next change begins that goes on with this. */
  next: number;
  text: string;
  at_ms: number;
}

export interface Step extends Typed {
  units: number;
}

/** The step that a change belongs to: the one before with it in, or a new one. */
export function stepWith(before: Step | null, typed: Typed): { begins: boolean; step: Step } {
  const begins = before === null || beginsAnew(before, typed);
  const units = (begins ? 0 : before.units) + typed.text.length;
  return { begins, step: { ...typed, units } };
}

function beginsAnew(before: Step, typed: Typed): boolean {
  if (typed.kind === "whole" || typed.kind === "fresh" || before.kind === "whole") return true;
  if ((typed.kind === "delete") !== (before.kind === "delete")) return true;
  if (typed.from !== before.next && typed.next !== before.next) return true;
  const pause_ms = typed.at_ms - before.at_ms;
  if (typed.kind === "delete") return pause_ms > PAUSE_MS;
  const startsWord = /\s$/.test(before.text) && /^\S/.test(typed.text);
  return pause_ms > LONG_PAUSE_MS || (startsWord && (pause_ms > PAUSE_MS || before.units >= STEP_UNITS));
}

/** Divides what is typed into steps. Stands before the binding to Yjs in the list of extensions. */
export function undoSteps(undoManager: Y.UndoManager): Extension {
  return ViewPlugin.define(() => new Steps(undoManager));
}

class Steps implements PluginValue {
  private step: Step | null = null;

  constructor(private readonly undoManager: Y.UndoManager) {}

  update(update: ViewUpdate): void {
    if (!update.docChanged) return;
    const own = update.transactions.filter((one) => one.docChanged && one.annotation(ySyncAnnotation) === undefined);
    for (const transaction of own) {
      const { begins, step } = stepWith(this.step, typedIn(transaction));
      if (begins) this.undoManager.stopCapturing();
      this.step = step;
    }
    if (own.length > 0 || this.step === null) return;
    // Others' typing moves the place where one's own step goes on; after an undo the next step is a new one.
    const undone = this.undoManager.undoing || this.undoManager.redoing;
    this.step = undone ? null : { ...this.step, next: update.changes.mapPos(this.step.next) };
  }
}

/** Shows what was undone or redone. Stands behind the binding to Yjs, which has its own idea of the cursor. */
export function undoCursor(undoManager: Y.UndoManager): Extension {
  return ViewPlugin.define((view) => new UndoCursor(view, undoManager));
}

class UndoCursor implements PluginValue {
  private changed: { from: number; to: number } | null = null;

  constructor(
    private readonly view: EditorView,
    private readonly undoManager: Y.UndoManager,
  ) {
    undoManager.on("stack-item-popped", this.popped);
  }

  update(update: ViewUpdate): void {
    if (!update.docChanged || !(this.undoManager.undoing || this.undoManager.redoing)) return;
    update.changes.iterChanges((_fromA, _toA, fromB, toB) => {
      this.changed = { from: Math.min(this.changed?.from ?? fromB, fromB), to: toB };
    });
  }

  destroy(): void {
    this.undoManager.off("stack-item-popped", this.popped);
  }

  private readonly popped = ({ type }: { type: "undo" | "redo" }): void => {
    const { changed } = this;
    this.changed = null;
    if (changed === null) return;
    const { main } = this.view.state.selection;
    // What was selected before the step is selected again, if that is where the change is.
    const isThere = type === "undo" && main.to >= changed.from && main.from <= changed.to;
    const selection = isThere ? main : EditorSelection.cursor(changed.to);
    this.view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.head) });
  };
}

function typedIn(transaction: Transaction): Typed {
  const at_ms = transaction.annotation(Transaction.time) ?? 0;
  const typed: Typed[] = [];
  transaction.changes.iterChanges((fromA, toA, _fromB, toB, inserted) => {
    const text = inserted.toString();
    typed.push({ kind: kindOf(transaction, fromA === toA, text), from: toA, next: toB, text, at_ms });
  });
  const [one, ...more] = typed;
  return one === undefined || more.length > 0 ? { kind: "whole", from: 0, next: 0, text: "", at_ms } : one;
}

function kindOf(transaction: Transaction, inserts: boolean, text: string): Typed["kind"] {
  if (transaction.isUserEvent("delete") && text === "")
    return transaction.isUserEvent("delete.cut") ? "whole" : "delete";
  if (inserts && text.startsWith("\n") && transaction.isUserEvent("input")) return "fresh";
  // A composition writes its word anew with every key.
  if (transaction.isUserEvent("input.type")) {
    return inserts || transaction.isUserEvent("input.type.compose") ? "type" : "fresh";
  }
  return "whole";
}
