// Where pasted text goes, and what has to stand around it so that it stays what it is: blocks get a
// blank line on both sides, words of one paragraph go in where the cursor is.
import { syntaxTree } from "@codemirror/language";
import type { EditorState } from "@codemirror/state";
import { isInCode } from "../lists";

export interface Span {
  from: number;
  to: number;
}

const MARKED = /^\s*(?:[-*+]\s|\d{1,9}[.)]\s|>|#{1,6}\s|\|)/;
const EMPTY_ITEM = /^(?:[-*+]|\d{1,9}[.)])\s+(?:\[[ xX]\]\s*)?$/;
const HEADING = /^(#{1,6})\s/;
const FIRST_LEVEL = 2;

/** Whether looks may come in here: not in code, and not within the words of an item, a quote or a heading. */
export function takesLooks(state: EditorState): boolean {
  const { main } = state.selection;
  if (state.selection.ranges.length > 1 || isInCode(state, main.from)) return false;
  const { text } = state.doc.lineAt(main.from);
  return !MARKED.test(text) || EMPTY_ITEM.test(text);
}

/** The level of the highest pasted heading: under the heading that stands above. */
export function levelBelow(state: EditorState, at: number): number {
  for (let number = state.doc.lineAt(at).number; number >= 1; number -= 1) {
    const line = state.doc.line(number);
    const marks = HEADING.exec(line.text)?.[1];
    if (marks !== undefined && !isInCode(state, line.from)) return Math.min(6, marks.length + 1);
  }
  return FIRST_LEVEL;
}

/** The change that puts blocks in: an empty item makes place for them, and nothing runs into them. */
export function blocksAt(state: EditorState, { from, to }: Span, text: string): Span & { insert: string } {
  const line = state.doc.lineAt(from);
  const start = EMPTY_ITEM.test(line.text) && to <= line.to ? line.from : from;
  const end = start === line.from && to <= line.to && EMPTY_ITEM.test(line.text) ? line.to : to;
  const before = missing(state.doc.sliceString(Math.max(0, start - 2), start), start, /\n*$/);
  const after = missing(state.doc.sliceString(end, end + 2), state.doc.length - end, /^\n*/);
  return { from: start, to: end, insert: before + text + after };
}

/** The change that gives words a paragraph of their own below the block that a place is in. */
export function paragraphBelow(state: EditorState, at: number, text: string): Span & { insert: string } {
  const line = state.doc.lineAt(at);
  let block = syntaxTree(state).resolveInner(line.to, -1);
  while (block.parent?.parent) block = block.parent;
  const end = block.parent === null ? line.to : state.doc.lineAt(block.to).to;
  return blocksAt(state, { from: end, to: end }, text);
}

// How many line ends are missing to a blank line, on a side where there is anything at all.
function missing(beside: string, length: number, ends: RegExp): string {
  const there = ends.exec(beside)?.[0].length ?? 0;
  return length === 0 || there === length ? "" : "\n".repeat(Math.max(0, 2 - there));
}
