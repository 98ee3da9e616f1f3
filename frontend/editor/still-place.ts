// What somebody reads or types stays at its place of the screen while others add and take lines above it: the page
// scrolls along. CodeMirror does that with the keyboard's focus only, and for the last of several updates of a frame.
import type { Transaction } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { ySyncAnnotation } from "y-codemirror.next";

/** Where in the text a line begins, and how far from the top of the window. */
interface Held {
  at: number;
  top: number;
}

export class StillPlace {
  private held: Held | null = null;

  /** Takes the place of the editor's own `dispatch`. */
  readonly dispatch = (transactions: readonly Transaction[], view: EditorView): void => {
    // What is done here may scroll on purpose, from where things were.
    if (transactions.some(({ scrollIntoView, selection }) => scrollIntoView || selection)) this.settle(view);
    const begins = this.held === null && transactions.some(isOfOthers);
    if (begins) this.held = heldIn(view);
    view.update(transactions);
    for (const { changes } of transactions) if (this.held !== null) this.held.at = changes.mapPos(this.held.at, 1);
    // After the editor has measured what it draws, and before anybody sees it.
    if (begins) requestAnimationFrame(() => this.settle(view));
  };

  private settle(view: EditorView): void {
    const { held } = this;
    this.held = null;
    if (held === null || !view.dom.isConnected) return;
    const moved = topOf(view, held.at) - held.top;
    if (Math.abs(moved) >= 1) window.scrollBy({ top: moved, behavior: "instant" });
  }
}

function isOfOthers(transaction: Transaction): boolean {
  return transaction.docChanged && transaction.annotation(ySyncAnnotation) !== undefined;
}

// The line of the cursor, if it is seen; else the first line that is seen as a whole. At the top of the notes who
// only reads sees what is new.
function heldIn(view: EditorView): Held | null {
  const covered = view.state.facet(EditorView.scrollMargins).map((margins) => margins(view)?.top ?? 0);
  const edge = Math.max(0, ...covered);
  const cursor = view.lineBlockAt(view.state.selection.main.head).from;
  const isSeen = (at: number): boolean => topOf(view, at) >= edge && topOf(view, at) < window.innerHeight;
  if (view.hasFocus && isSeen(cursor)) return { at: cursor, top: topOf(view, cursor) };
  if (view.documentTop >= edge) return null;
  const first = view.lineBlockAtHeight(edge - view.documentTop);
  const next = Math.min(first.to + 1, view.state.doc.length);
  const at = !isSeen(first.from) && isSeen(next) ? next : first.from;
  return { at, top: topOf(view, at) };
}

function topOf(view: EditorView, at: number): number {
  return view.documentTop + view.lineBlockAt(at).top;
}
