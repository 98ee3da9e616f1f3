// Lists as people expect them: Enter goes on with the next item, Enter on an empty item ends the
// list with a blank line (without one, what follows would belong to the last item), Tab and
// Shift-Tab move an item in and out. Outside lists Tab leaves the editor.
import { syntaxTree } from "@codemirror/language";
import {
  ChangeSet,
  EditorSelection,
  type EditorState,
  type Line,
  type StateCommand,
  type Text,
  Transaction,
} from "@codemirror/state";

interface Item {
  /** Everything before the item's own words. */
  marks: string;
  /** What the next item begins with. */
  next: string;
  empty: boolean;
}

const ITEM = /^(\s*(?:>\s?)*\s*)(?:([-*+])|(\d{1,9})([.)]))(\s+)(\[[ xX]\]\s+)?/;
const QUOTE = /^(\s*(?:>\s?)+)/;
// The marks that the button for a quote puts around its words, with nothing between them; and the one behind them.
const NO_WORDS = /^[“"„«]?[”"»]?\s*$/;
const LAST_MARK = /^[”"»]\s*$/;
const STEP = "    ";

/** What a line of Markdown continues with, or null when it is no item and no quote. */
export function itemOf(line: string): Item | null {
  const item = ITEM.exec(line);
  if (item !== null) {
    const [marks, before = "", bullet, number, dot = "", space = " ", task] = item;
    const mark = bullet ?? `${Number(number) + 1}${dot}`;
    const next = before + mark + space + (task === undefined ? "" : "[ ] ");
    return { marks, next, empty: line.slice(marks.length).trim() === "" };
  }
  const quote = QUOTE.exec(line);
  if (quote === null) return null;
  const [marks] = quote;
  return { marks, next: marks, empty: NO_WORDS.test(line.slice(marks.length)) };
}

/** Enter inside a list or quote: the next item, or out of it when this one is empty. */
export const continueList: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  const line = state.doc.lineAt(main.from);
  const item = isInCode(state, main.from) ? null : itemOf(line.text);
  if (item === null || main.from < line.from + item.marks.length) return false;
  // An empty item inside another one goes one level out first, as word processors do.
  const isInner = ITEM.test(line.text) && leading(line.text) > 0;
  if (item.empty && main.empty && isInner) return outdentItems({ state, dispatch });
  const change = item.empty && main.empty ? ended(line, state.doc) : goneOn(main, line, item.next);
  const at = change.from + change.insert.length;
  dispatch(
    state.update({ changes: change, selection: EditorSelection.cursor(at), scrollIntoView: true, userEvent: "input" }),
  );
  return true;
};

/** Tab on items: one level deeper. The first item of a list has nothing to be under, and stays. */
export const indentItems: StateCommand = ({ state, dispatch }) => {
  const lines = selectedItems(state);
  if (lines === null) return false;
  if (!isUnderItem(state, lines[0])) return true;
  const changes = lines.map((line) => ({ from: line.from + quoteLength(line.text), insert: STEP }));
  dispatch(counted(state, state.update({ changes, userEvent: "input.indent" }), lines));
  return true;
};

/** Shift-Tab on items: one level out; an item of the first level stays and keeps the key. */
export const outdentItems: StateCommand = ({ state, dispatch }) => {
  const lines = selectedItems(state);
  if (lines === null) return false;
  const changes = lines.map((line) => {
    const from = line.from + quoteLength(line.text);
    return { from, to: from + leading(line.text.slice(from - line.from)) };
  });
  dispatch(counted(state, state.update({ changes, userEvent: "delete.dedent" }), lines));
  return true;
};

// Items that moved in or out go on counting where they came, and those below them, too.
function counted(state: EditorState, moved: Transaction, lines: readonly Line[]): Transaction {
  const first = lines[0];
  if (first === undefined || !moved.docChanged) return moved;
  const changes = moved.changes.compose(ChangeSet.of(numbersFrom(moved.newDoc, first.number), moved.newDoc.length));
  const userEvent = moved.annotation(Transaction.userEvent);
  return state.update({ changes, ...(userEvent === undefined ? {} : { userEvent }) });
}

// The new numbers of the items from a line on, as far as their list goes. What stands above that line counts as it is;
// a first item begins at 1, unless it begins a list that nobody moved.
function numbersFrom(doc: Text, from: number): { from: number; to: number; insert: string }[] {
  const changes: { from: number; to: number; insert: string }[] = [];
  const last = new Map<number, number | null>(); // of each depth: the number before, null behind a bullet
  let first = from;
  while (first > 1 && ITEM.test(doc.line(first - 1).text)) first -= 1;
  for (let at = first; at <= doc.lines; at += 1) {
    const line = doc.line(at);
    const item = ITEM.exec(line.text);
    if (item === null) break;
    const [, before = "", , number] = item;
    const depth = before.length;
    for (const deeper of [...last.keys()]) if (deeper > depth) last.delete(deeper);
    const isNew = !last.has(depth);
    const next = isNew && (at < from || depth === 0) ? Number(number) : (last.get(depth) ?? 0) + 1;
    last.set(depth, number === undefined ? null : at < from ? Number(number) : next);
    if (number === undefined || at < from || String(next) === number) continue;
    changes.push({ from: line.from + depth, to: line.from + depth + number.length, insert: String(next) });
  }
  return changes;
}

// Who ends a quote stands before its last mark: that stays with the words.
function goneOn(
  { from, to }: { from: number; to: number },
  line: Line,
  next: string,
): { from: number; to: number; insert: string } {
  const insert = `\n${next}`;
  const ends = from === to && QUOTE.test(line.text) && LAST_MARK.test(line.text.slice(from - line.from));
  return ends ? { from: line.to, to: line.to, insert } : { from, to, insert };
}

function ended(line: Line, doc: Text): { from: number; to: number; insert: string } {
  const below = line.number > 1 && doc.line(line.number - 1).text.trim() !== "";
  return { from: line.from, to: line.to, insert: below ? "\n" : "" };
}

/** How far the marks of a quote reach: an item moves in and out within it. */
function quoteLength(text: string): number {
  return QUOTE.exec(text)?.[0].length ?? 0;
}

function leading(text: string): number {
  const spaces = /^(?:\t| {1,4})/.exec(text);
  return spaces === null ? 0 : spaces[0].length;
}

function selectedItems(state: EditorState): Line[] | null {
  const { main } = state.selection;
  const lines: Line[] = [];
  for (let at = main.from; ; ) {
    const line = state.doc.lineAt(at);
    lines.push(line);
    if (line.to >= main.to) break;
    at = line.to + 1;
  }
  const isList = lines.every((line) => ITEM.test(line.text)) && !isInCode(state, main.from);
  return isList ? lines : null;
}

// Four spaces before the first item of a list would make it a block of code.
function isUnderItem(state: EditorState, first: Line | undefined): boolean {
  if (first === undefined || first.number === 1) return false;
  const above = ITEM.exec(state.doc.line(first.number - 1).text);
  const indent = ITEM.exec(first.text)?.[1]?.length ?? 0;
  return above !== null && (above[1]?.length ?? 0) >= indent;
}

/** Whether a place is in a block of code. */
export function isInCode(state: EditorState, at: number): boolean {
  for (let node = syntaxTree(state).resolveInner(at, -1); node.parent !== null; node = node.parent) {
    if (node.name === "FencedCode") return true;
  }
  return false;
}
