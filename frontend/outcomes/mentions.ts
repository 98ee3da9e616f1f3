// Owners of actions, `@name`, `@First Last` and `@[First Last]`: the same rules as notes/domain/owners.py.
import { alternatives, WORD } from "./keywords";
import words from "./words.json";

// Safari 15 cannot look behind: what stands before a mention is matched along with it.
const PART = `\\p{L}(?:[${WORD}’'-]|\\.(?=[${WORD}]))*`;
const MENTION = new RegExp(`(^|[^${WORD}@/.])@(?:\\[([^\\[\\]\\n]{1,80})\\]|(${PART}))`, "gu");
const NEXT = new RegExp(`^[ \\t]+((?:(?:${words.beforeSurname.join("|")})[ \\t]+)*)(${PART})`, "iu");
const GOES_ON = new RegExp(`^[ \\t]+(\\p{L}[${WORD}]*)`, "u");
const LINE_END = "\ue000"; // nobody types it: where a line ended of what was made one line
const BETWEEN = `(?:[\\s,;&+/${LINE_END}]|\\b(?:${alternatives(words.and)})\\b)*`;
const BETWEEN_BEFORE = new RegExp(`${BETWEEN}$`);
const BETWEEN_AFTER = new RegExp(`^${BETWEEN}`);
const SURNAMES_MAX = 3;
const NO_SURNAMES = new Set(words.noSurname);
const NOT_IN_A_SENTENCE = new Set([...words.and, ...words.before]);

interface Mention {
  name: string;
  from: number;
  to: number;
}

/** Everybody who is mentioned in a text, in order, where they stand in it. */
export function mentions(text: string): Mention[] {
  let lead = text.length - text.trimStart().length; // up to here, nothing but mentions
  return [...text.matchAll(MENTION)].map((found) => {
    const [all, ahead = "", full, short = ""] = found;
    const from = found.index + ahead.length;
    const first = from === lead;
    const end = found.index + all.length;
    const to = full === undefined && isCapital(short) ? surnameEnd(text, end, first) : end;
    if (first) lead = afterBetween(text, to);
    const name = (full ?? text.slice(from + 1, to)).replace(/['’-]+$/, "").trim();
    return { name: name.replace(/\s+/g, " "), from, to };
  });
}

/** A text with a mark behind each mention that ends a line: no name runs on to the next one. */
export function withLineEnds(given: string): string {
  let text = given.replaceAll(LINE_END, "");
  for (const { to } of mentions(text).reverse()) {
    if (/^[ \t]*\n/.test(text.slice(to))) text = text.slice(0, to) + LINE_END + text.slice(to);
  }
  return text;
}

/** A text without these marks. */
export function withoutLineEnds(text: string): string {
  return text.replaceAll(LINE_END, "");
}

/** The names of everybody who is mentioned in a text, each once, in order. */
export function owners(text: string): string[] {
  return [...new Set(mentions(text).map(({ name }) => name))].filter((name) => name !== "");
}

/** A text without the mentions at its beginning and end; those inside a sentence stay. */
export function withoutOuter(given: string): string {
  return withoutFirst(withoutLast(given.trim()).trim()).trim();
}

// Where a name ends whose first part ends at `end`. One that begins the action leaves the action its first word.
function surnameEnd(text: string, end: number, first: boolean): number {
  const ends = [end];
  let bare = false;
  while (ends.length <= SURNAMES_MAX) {
    const found = NEXT.exec(text.slice(ends[ends.length - 1]));
    const word = found?.[2] ?? "";
    if (found === null || !isCapital(word) || NO_SURNAMES.has(word.toLowerCase())) break;
    ends.push((ends[ends.length - 1] ?? end) + found[0].length);
    bare = found[1] === "";
  }
  const last = ends[ends.length - 1] ?? end;
  const on = GOES_ON.exec(text.slice(last))?.[1];
  const goesOn = on !== undefined && !isCapital(on) && !NOT_IN_A_SENTENCE.has(on.toLowerCase());
  return first && bare && goesOn ? (ends[ends.length - 2] ?? end) : last;
}

function isCapital(word: string): boolean {
  return /^\p{Lu}/u.test(word);
}

function withoutLast(text: string): string {
  let end = text.length;
  let stop = "";
  for (const { from, to } of mentions(text).reverse()) {
    const gap = text.slice(to, end).replace(BETWEEN_AFTER, "");
    const isStop = end === text.length && /^[.!]$/.test(gap);
    if (gap !== "" && !isStop) break;
    if (isStop) stop = gap;
    end = from;
  }
  return end === text.length ? text : text.slice(0, end).replace(BETWEEN_BEFORE, "") + stop;
}

function withoutFirst(text: string): string {
  let start = 0;
  for (const { from, to } of mentions(text)) {
    if (from !== start) break;
    start = afterBetween(text, to);
  }
  return start === 0 ? text : text.slice(start).replace(/^[:\s]+/, "");
}

function afterBetween(text: string, at: number): number {
  return at + (BETWEEN_AFTER.exec(text.slice(at))?.[0].length ?? 0);
}
