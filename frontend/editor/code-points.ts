// Keeps every change whole: no edit begins or ends inside a surrogate pair (Yjs and the server
// disagree about halves, silently and for ever), and nothing enters that the notes may not hold.
import { EditorState, type Extension, type Text, Transaction, type TransactionSpec } from "@codemirror/state";
import { ySyncAnnotation } from "y-codemirror.next";

export interface Change {
  from: number;
  to: number;
  insert: string;
}

/** A document as far as this module needs to see it. */
type CharacterAt = (index: number) => number;

/** Widens every change of one's own to whole code points. */
export const wholeCodePoints: Extension = EditorState.transactionFilter.of((transaction) => {
  if (!transaction.docChanged || transaction.annotation(ySyncAnnotation) !== undefined) return transaction;
  const { doc } = transaction.startState;
  const changes: Change[] = [];
  transaction.changes.iterChanges((from, to, _fromB, _toB, inserted) => {
    changes.push({ from, to, insert: inserted.sliceString(0, inserted.length, "\n") });
  });
  const whole = widened(changes, codeUnits(doc));
  return whole === null ? transaction : [rewritten(transaction, whole)];
});

/** The same changes on whole code points and clean text, or null when they are that already. */
export function widened(changes: readonly Change[], unitAt: CharacterAt): Change[] | null {
  if (changes.every((change) => isWhole(change, unitAt))) return null;
  return joinedWhereClose(changes, unitAt).map((change) => widen(change, unitAt));
}

/** The text as the notes take it: no carriage returns, no NUL, and a sign where half a character stood. */
export function clean(text: string, half = "\uFFFD"): string {
  return text
    .replace(/\r\n?/g, "\n")
    .replace(/\0/g, "")
    .replace(/[\uD800-\uDBFF][\uDC00-\uDFFF]|[\uD800-\uDFFF]/g, (unit) => (unit.length === 2 ? unit : half));
}

/** How many code points a text has: what the limits count. */
export function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

function isWhole(change: Change, unitAt: CharacterAt): boolean {
  const inside = splits(change.from, unitAt) || splits(change.to, unitAt);
  return !inside && clean(change.insert) === change.insert;
}

function splits(index: number, unitAt: CharacterAt): boolean {
  return isHigh(unitAt(index - 1)) && isLow(unitAt(index));
}

// Two changes with less than two units between them could meet when they are widened.
function joinedWhereClose(changes: readonly Change[], unitAt: CharacterAt): Change[] {
  const joined: Change[] = [];
  for (const change of changes) {
    const before = joined[joined.length - 1];
    if (before === undefined || change.from - before.to > 1) {
      joined.push({ ...change });
    } else {
      before.insert += between(before.to, change.from, unitAt) + change.insert;
      before.to = change.to;
    }
  }
  return joined;
}

function widen(change: Change, unitAt: CharacterAt): Change {
  let { from, to, insert } = change;
  if (from === to && splits(from, unitAt)) return { from: from + 1, to: from + 1, insert: clean(insert) };
  if (splits(from, unitAt)) {
    from -= 1;
    insert = between(from, from + 1, unitAt) + insert;
  }
  if (splits(to, unitAt)) {
    insert += between(to, to + 1, unitAt);
    to += 1;
  }
  // What is left of a character that was cut is dropped; what came in broken is shown to be so.
  const cut = from !== change.from || to !== change.to;
  return { from, to, insert: cut ? clean(insert, "") : clean(insert) };
}

function between(from: number, to: number, unitAt: CharacterAt): string {
  let text = "";
  for (let index = from; index < to; index += 1) text += String.fromCharCode(unitAt(index));
  return text;
}

function rewritten(transaction: Transaction, changes: readonly Change[]): TransactionSpec {
  const length =
    transaction.startState.doc.length +
    changes.reduce((sum, { from, to, insert }) => sum + insert.length - (to - from), 0);
  const { anchor, head } = transaction.newSelection.main;
  const userEvent = transaction.annotation(Transaction.userEvent);
  return {
    changes: [...changes],
    selection: { anchor: Math.min(anchor, length), head: Math.min(head, length) },
    effects: transaction.effects,
    scrollIntoView: transaction.scrollIntoView,
    ...(userEvent === undefined ? {} : { userEvent }),
  };
}

function codeUnits(doc: Text): CharacterAt {
  return (index) => (index < 0 || index >= doc.length ? Number.NaN : doc.sliceString(index, index + 1).charCodeAt(0));
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
