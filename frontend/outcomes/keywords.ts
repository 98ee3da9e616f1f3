// The words that make a line or a heading an outcome: the same rules as notes/domain/keywords.py,
// over the same lists (words.json is written from the domain).
import words from "./words.json";

export type Kind = keyof typeof words.keywords;

/** The kinds in the order in which they are shown. */
export const KINDS: readonly Kind[] = ["insight", "decision", "action", "question", "quote", "internal"];

/** A letter, digit or underscore in any script, for a class of a regular expression. */
export const WORD = "\\p{L}\\p{N}_";

const kindOf = byWord(words.keywords);
const kindOfHeading = new Map([...kindOf, ...byWord(words.plurals)]);
const LINE = new RegExp(`^\\s*(${alternatives(kindOf.keys())})\\s*:\\s*`, "iu");
const HEADING = new RegExp(`^[^\\p{L}]*?(${alternatives(kindOfHeading.keys())})(?![${WORD}])([^]*)`, "iu");
const BULLET = /^\s*(?:[-*+]\s+)?(?:\[[ xX]\]\s+)?/;

/** The kind that a line's keyword gives it, and where the words after it begin. */
export function keyword(line: string): { kind: Kind; end: number } | null {
  const found = LINE.exec(line);
  const kind = kindOf.get(plain(found?.[1]));
  return found === null || kind === undefined ? null : { kind, end: found[0].length };
}

/** Whether a cell of a table begins with the internal keyword. */
export function isInternal(cell: string): boolean {
  return keyword(cell.replace(BULLET, ""))?.kind === "internal";
}

/** Whether a line that Markdown takes for code would be an internal one in a text, quoted or bold or not. */
export function isInternalInCode(line: string): boolean {
  return isInternal(line.replace(/[*_~`]/g, "").replace(/^[ \t>]+/, ""));
}

/** The kind that a heading gives to the items of the lists under it; "Intern" must be all of it. */
export function headingKind(heading: string): Kind | null {
  const found = HEADING.exec(heading);
  const kind = kindOfHeading.get(plain(found?.[1])) ?? null;
  return kind === "internal" && /[^ :\t]/.test(found?.[2] ?? "") ? null : kind;
}

/** Words as alternatives of a regular expression, longest first. */
export function alternatives(given: Iterable<string>): string {
  return [...given]
    .sort((one, other) => other.length - one.length)
    .map((word) => word.replace(/ /g, "\\s+"))
    .join("|");
}

function plain(word = ""): string {
  return word.toLowerCase().replace(/\s+/g, " ");
}

function byWord(lists: Record<Kind, string[]>): Map<string, Kind> {
  return new Map(KINDS.flatMap((kind) => lists[kind].map((word) => [word, kind] as const)));
}
