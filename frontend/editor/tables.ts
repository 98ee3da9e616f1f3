// Tables that can be read as they are typed: cells of a column are as wide as its longest where there is room, and
// wrap where there is less; the row of dashes is a rule, and the text stays what it is.
import type { EditorState } from "@codemirror/state";
import { Decoration } from "@codemirror/view";
import type { SyntaxNode } from "@lezer/common";
import type { Drawing } from "./looks";
import type { Span } from "./styled";

const CELL_MAX = 60;
const WORD_MAX = 20;
const ROWS_MAX = 200;
const PIPE_EM = 0.4;

interface Row extends Span {
  cells: Span[];
  pipes: Span[];
  head: boolean;
}

/** Draws what is in view of a table. */
export function drawTable(drawing: Drawing, table: SyntaxNode): void {
  const { state } = drawing;
  drawing.lines.leaf(table, "md-table");
  const rows = rowsOf(state, table, drawing.range);
  const dashes = table.getChild("TableDelimiter");
  const sides = dashes === null ? [] : sidesOf(state.sliceDoc(dashes.from, dashes.to));
  const widths = widthsOf(state, rows);
  for (const row of rows) {
    if (row.head) drawing.lines.leaf(row, "md-table-head");
    for (const pipe of row.pipes) drawing.style(pipe.from, pipe.to, "md-pipe");
    row.cells.forEach(({ from, to }, column) => {
      if (from === to) return;
      const name = `md-cell${row.head ? " md-cell-head" : ""} ${sides[column] ?? ""}`.trim();
      const style = `width:${widths[column] ?? "auto"}`;
      drawing.add(Decoration.mark({ class: name, attributes: { style } }).range(from, to));
    });
  }
  if (dashes !== null) drawDashes(drawing, dashes);
}

function drawDashes(drawing: Drawing, dashes: Span): void {
  const shows = drawing.shows(dashes.from);
  if (!shows) drawing.lines.leaf(dashes, "md-rule");
  drawing.style(dashes.from, dashes.to, shows ? "md-mark" : "md-unseen");
}

// Long tables are not measured as a whole at each key: what is in view decides.
function rowsOf(state: EditorState, table: SyntaxNode, range: Span): Row[] {
  const rows: Row[] = [];
  for (let node = table.firstChild; node !== null && rows.length < ROWS_MAX; node = node.nextSibling) {
    const isRow = node.name === "TableRow" || node.name === "TableHeader";
    if (isRow && node.to >= range.from && node.from <= range.to) rows.push(rowOf(state, node));
  }
  return rows;
}

function rowOf(state: EditorState, node: SyntaxNode): Row {
  const pipes = node.getChildren("TableDelimiter");
  const cells: Span[] = [];
  let at = node.from;
  for (const pipe of [...pipes, { from: node.to, to: node.to }]) {
    const outside = pipe.from === node.from || (pipe.from === node.to && blank(state, at, pipe.from));
    if (!outside) cells.push({ from: at, to: pipe.from });
    at = pipe.to;
  }
  return { from: node.from, to: node.to, cells, pipes, head: node.name === "TableHeader" };
}

function blank(state: EditorState, from: number, to: number): boolean {
  return state.sliceDoc(from, to).trim() === "";
}

/**
 * The width of each column, as CSS: generous room for its longest cell (most letters take about half an em). Where a
 * line has less than that, the columns share what is left beside their longest words.
 */
function widthsOf(state: EditorState, rows: readonly Row[]): string[] {
  const wanted: number[] = [];
  const needed: number[] = [];
  for (const { cells } of rows) {
    cells.forEach(({ from, to }, column) => {
      const text = state.sliceDoc(from, to).trim();
      const word = Math.max(...text.split(/\s+/).map(({ length }) => length));
      wanted[column] = Math.max(wanted[column] ?? 0, Math.min(CELL_MAX, text.length) * 0.6 + 1.2);
      needed[column] = Math.max(needed[column] ?? 0, Math.min(WORD_MAX, word) * 0.5 + 0.6);
    });
  }
  const least = sum(needed) + (needed.length + 1) * PIPE_EM;
  const more = Math.max(1, sum(wanted) - sum(needed));
  return wanted.map((most, column) => {
    const own = needed[column] ?? most;
    return `calc(${own}em + clamp(0em, (100% - ${least}em) * ${(most - own) / more}, ${most - own}em))`;
  });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function sidesOf(dashes: string): string[] {
  const parts = dashes
    .trim()
    .replace(/^\||\|$/g, "")
    .split("|");
  return parts.map((part) => {
    const [left, right] = [part.trim().startsWith(":"), part.trim().endsWith(":")];
    return right ? (left ? "align-center" : "align-right") : "";
  });
}
