// A line of notes taken apart, and lines written anew: only what stands before and behind somebody's
// words changes, so that cursors, authors and others' edits in the words stay where they are.
import { syntaxTree } from "@codemirror/language";
import { type ChangeSpec, EditorSelection, type EditorState, type Line, type TransactionSpec } from "@codemirror/state";

export interface LineParts {
  indent: string;
  /** `> `, once or more. */
  quote: string;
  /** `- ` or `1. `. */
  bullet: string;
  /** `[ ] `. */
  task: string;
  /** `## `. */
  heading: string;
  words: string;
}

/** A line as it is to be: some of its text with something else before and behind it. */
export interface NewLine {
  line: Line;
  before: string;
  /** What stays, as indexes in the line. */
  from: number;
  to: number;
  behind: string;
}

const LINE = /^(\s*)((?:>\s?)*)((?:[-*+]|\d{1,9}[.)])(?:\s+|$))?(\[[ xX]\](?:\s+|$))?(#{1,6}(?:\s+|$))?(.*)$/s;
const NO_PARAGRAPH = /^(?:\||```|~~~|(?:[-*_]\s*){3,}$)/;

/** Takes a line apart. */
export function partsOf(line: string): LineParts {
  const [, indent = "", quote = "", bullet = "", task = "", heading = "", words = ""] = LINE.exec(line) ?? [];
  // A box belongs to a list: elsewhere it is text.
  if (bullet === "" && task !== "")
    return { indent, quote, bullet, task: "", heading: "", words: task + heading + words };
  return { indent, quote, bullet, task, heading, words };
}

/** The lines that a button acts on: blank ones only where there is nothing else, code and tables never. */
export function selectedLines(state: EditorState): Line[] {
  const { from, to } = state.selection.main;
  const lines: Line[] = [];
  for (let number = state.doc.lineAt(from).number; number <= state.doc.lines; number += 1) {
    const line = state.doc.line(number);
    // A selection that ends where a line begins does not mean that line.
    if (line.from > to || (line.from === to && to > from)) break;
    if (!isRaw(state, line)) lines.push(line);
  }
  const written = lines.filter((line) => line.text.trim() !== "");
  return written.length > 0 ? written : lines.slice(0, 1);
}

/**
 * Writes lines anew. A cursor before the words stays before them; a blank line is put where a line
 * would otherwise run on into what is not its own.
 */
export function rewritten(state: EditorState, lines: readonly NewLine[]): TransactionSpec {
  const now = new Map(lines.map((one) => [one.line.number, one.before + kept(one) + one.behind]));
  const textOf = (number: number): string =>
    now.get(number) ?? (number < 1 || number > state.doc.lines ? "" : state.doc.line(number).text);
  const before: ChangeSpec[] = [];
  const behind: ChangeSpec[] = [];
  for (const one of lines) {
    const { line, from, to } = one;
    const text = textOf(line.number);
    if (needsGap(textOf(line.number - 1), text) && !ranOn(state, line.number, textOf(line.number - 1)))
      before.push({ from: line.from, insert: "\n" });
    before.push(changed(line.from, line.text.slice(0, from), one.before));
    behind.push(changed(line.from + to, line.text.slice(to), one.behind));
    const isLast = !now.has(line.number + 1);
    if (isLast && needsGap(text, textOf(line.number + 1))) behind.push({ from: line.to, insert: "\n" });
  }
  const first = state.changes(before);
  const second = state.changes(behind).map(first);
  const place = (at: number): number => second.mapPos(first.mapPos(at, 1), -1);
  const { anchor, head } = state.selection.main;
  return {
    changes: first.compose(second),
    selection: EditorSelection.single(place(anchor), place(head)),
    scrollIntoView: true,
    userEvent: "input.format",
  };
}

function kept({ line, from, to }: NewLine): string {
  return line.text.slice(from, to);
}

function changed(at: number, was: string, is: string): ChangeSpec {
  const shortest = Math.min(was.length, is.length);
  let same = 0;
  while (same < shortest && was[same] === is[same]) same += 1;
  return { from: at + same, to: at + was.length, insert: is.slice(same) };
}

// Text under a list item or quote would belong to it, and two quotes would be one.
function needsGap(above: string, below: string): boolean {
  if (above.trim() === "" || below.trim() === "") return false;
  const top = partsOf(above);
  const { indent, quote, bullet, heading, words } = partsOf(below);
  if (quote !== "") return top.quote !== "" && /^["“„«]/.test(words);
  const isParagraph = bullet === "" && heading === "" && indent.length < 2 && !NO_PARAGRAPH.test(words);
  return isParagraph && top.heading === "" && !NO_PARAGRAPH.test(top.words);
}

/** Whether two lines, of which the upper one is `above` now, were one paragraph and still may be. */
function ranOn(state: EditorState, number: number, above: string): boolean {
  const [was, below] = [number - 1, number].map((at) => partsOf(state.doc.line(at).text));
  const isPlain = (parts: LineParts | undefined): boolean => parts?.bullet === "" && parts.heading === "";
  const { quote, bullet } = partsOf(above);
  return isPlain(was) && isPlain(below) && was?.quote === below?.quote && quote === "" && bullet === "";
}

function isRaw(state: EditorState, line: Line): boolean {
  if (/^\s*\|/.test(line.text)) return true;
  for (let node = syntaxTree(state).resolveInner(line.from, 1); node.parent !== null; node = node.parent)
    if (node.name === "FencedCode") return true;
  return false;
}
