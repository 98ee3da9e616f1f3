// The outcome buttons: they write the marker of the conference's language on each selected line, and
// take it away again in whatever spelling it stands there.
import type { EditorState, StateCommand } from "@codemirror/state";
import type { Marking, OutcomeKind } from "../ground/page-data";
import { type Kind, keyword } from "../outcomes/keywords";
import { type NewLine, partsOf, rewritten, selectedLines } from "./line-parts";

interface Marked {
  kind: Kind | null;
  /** How many characters of the line are its own words' start: after bullet, box and keyword. */
  from: number;
  /** Emphasis that began before the keyword and ends somewhere behind it. */
  open: string;
}

const OPENS = /^["“„«‘‚']/;
const CLOSES = /["”“»’']$/;
const ATTRIBUTION = /^(?:—|–|―|--)\s*\S/;

export class OutcomeLines {
  constructor(private readonly marking: Marking) {}

  /** What the marker on a line makes of it. */
  of(text: string): Marked {
    const { task, words } = partsOf(text);
    const at = text.length - words.length;
    const found = bareKeyword(words);
    if (found === null) return { kind: task === "" ? null : "action", from: at, open: "" };
    const { kind, end, open } = found;
    const box = kind === "action" ? (/^\[[ xX]\]\s+/.exec(words.slice(end))?.[0].length ?? 0) : 0;
    return { kind, from: at + end + box, open };
  }

  /** The kind of the line that the cursor is on, or null. */
  at(state: EditorState): Kind | null {
    const line = state.doc.lineAt(state.selection.main.head);
    return this.of(line.text).kind ?? (isQuote(state, line.number) ? "quote" : null);
  }

  /** Writes the marker of a kind on every selected line, or takes it away where all of them have it. */
  toggle(kind: OutcomeKind): StateCommand {
    return ({ state, dispatch }) => {
      const lines = selectedLines(state);
      if (lines.length === 0) return false;
      const isKind = (number: number): boolean =>
        this.of(state.doc.line(number).text).kind === kind || (kind === "quote" && isQuote(state, number));
      const all = lines.every((line) => isKind(line.number));
      const numbers = all && kind === "quote" ? wholeQuotes(state, lines) : lines.map((line) => line.number);
      const written = numbers
        .filter((number) => all || !isKind(number))
        .map((number) => (all ? this.without(state, number) : this.with(state, number, kind)));
      dispatch(state.update(rewritten(state, written)));
      return true;
    };
  }

  private with(state: EditorState, number: number, kind: OutcomeKind): NewLine {
    const line = state.doc.line(number);
    const [before, behind] = this.marking.markers[kind];
    const marker = partsOf(before);
    const own = partsOf(line.text);
    const { open, ...bounds } = this.own(state, number);
    if (kind === "quote") return { line, ...bounds, before: before + open, behind };
    // A numbered item stays one, and a nested item where it is; a quote becomes an ordinary item.
    const bullet = own.bullet || marker.bullet;
    const indent = own.quote === "" ? own.indent : "";
    const task = marker.task === "" ? "" : own.task || marker.task;
    return { line, ...bounds, before: indent + bullet + task + marker.words + open, behind };
  }

  private without(state: EditorState, number: number): NewLine {
    const line = state.doc.line(number);
    const { indent, quote, bullet, task, heading } = partsOf(line.text);
    const { kind, open } = this.of(line.text);
    const { from, to } = this.own(state, number);
    if (kind === null) return { line, from, to, before: "", behind: "" };
    const left = kind === "action" ? "" : task;
    return { line, from, to, before: indent + quote + bullet + left + heading + open, behind: line.text.slice(to) };
  }

  /** What of a line is nobody's marker: without keyword, and of a quote without the marks around it. */
  private own(state: EditorState, number: number): { from: number; to: number; open: string } {
    const { text } = state.doc.line(number);
    const { kind, from, open } = this.of(text);
    const words = text.slice(from);
    const inMarks = words.length > 1 && OPENS.test(words) && CLOSES.test(words);
    if (kind !== null || !inMarks || !isQuote(state, number)) return { from, to: text.length, open };
    return { from: from + 1, to: text.length - 1, open };
  }
}

/** The keyword that words begin with, bold or not: "**Besluit:** …", "**Besluit**: …" and "**Besluit: …**". */
function bareKeyword(words: string): { kind: Kind; end: number; open: string } | null {
  const [whole = "", mark = "", inside = ""] = /^([*_]{1,3})(.+?)\1/.exec(words) ?? [];
  const found = keyword(inside + words.slice(whole.length));
  if (found === null) return null;
  const isClosed = found.end >= inside.length;
  const end = found.end + (isClosed ? 2 : 1) * mark.length;
  return { kind: found.kind, end, open: isClosed ? "" : mark };
}

/** Whether a line is of a block quote that is somebody's words: in quotation marks, or with a name below. */
function isQuote(state: EditorState, number: number): boolean {
  const [first, last] = quoteAround(state, number);
  if (first > last) return false;
  const ending = partsOf(state.doc.line(last).text).words;
  return OPENS.test(partsOf(state.doc.line(first).text).words) || ATTRIBUTION.test(ending);
}

/** The first and last line of the block quote that a line is in; none when the first is beyond the last. */
function quoteAround(state: EditorState, number: number): [first: number, last: number] {
  const isQuoted = (at: number): boolean =>
    at >= 1 && at <= state.doc.lines && partsOf(state.doc.line(at).text).quote !== "";
  if (!isQuoted(number)) return [number, number - 1];
  let first = number;
  let last = number;
  while (isQuoted(first - 1)) first -= 1;
  while (isQuoted(last + 1)) last += 1;
  return [first, last];
}

function wholeQuotes(state: EditorState, lines: readonly { number: number }[]): number[] {
  const numbers = new Set<number>();
  for (const { number } of lines) {
    numbers.add(number);
    const [first, last] = quoteAround(state, number);
    for (let at = first; at <= last; at += 1) numbers.add(at);
  }
  return [...numbers].sort((a, b) => a - b);
}
