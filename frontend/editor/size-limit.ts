// The notes have a stated limit in characters. What would pass it is not taken, said so, and handed
// back: a paste that is too large is never lost.
import { EditorState, type Extension } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";
import { codePoints } from "./code-points";

/** Refuses one's own changes beyond `limit` code points; `refused` gets what was to be put in. */
export function sizeLimit(limit: number, refused: (text: string) => void): Extension {
  return EditorState.transactionFilter.of((transaction) => {
    if (!transaction.docChanged || transaction.annotation(ySyncAnnotation) !== undefined) return transaction;
    const grows = transaction.newDoc.length > transaction.startState.doc.length;
    // UTF-16 units are never fewer than code points, so most changes are settled without counting.
    if (!grows || transaction.newDoc.length <= limit) return transaction;
    if (codePoints(transaction.newDoc.toString()) <= limit) return transaction;
    let text = "";
    transaction.changes.iterChanges((_fromA, _toA, _fromB, _toB, inserted) => {
      text += inserted.toString();
    });
    // A filter may not change the page; the message comes right after.
    queueMicrotask(() => refused(text));
    return [];
  });
}
