// Owners of actions, `@name` and `@[First Last]`: the same rules as notes/domain/owners.py.
import { alternatives, WORD } from "./keywords";
import words from "./words.json";

// Safari 15 cannot look behind: what stands before a mention is matched along with it.
const MENTION = new RegExp(
  `(^|[^${WORD}@/.])@(?:\\[([^\\[\\]\\n]{1,80})\\]|(\\p{L}(?:[${WORD}’'-]|\\.(?=[${WORD}]))*))`,
  "gu",
);
const BETWEEN = `(?:[\\s,;&+/]|\\b(?:${alternatives(words.and)})\\b)*`;
const BETWEEN_BEFORE = new RegExp(`${BETWEEN}$`);
const BETWEEN_AFTER = new RegExp(`^${BETWEEN}`);

interface Mention {
  name: string;
  from: number;
  to: number;
}

/** Everybody who is mentioned in a text, in order, where they stand in it. */
export function mentions(text: string): Mention[] {
  return [...text.matchAll(MENTION)].map((found) => {
    const [all, ahead = "", full, short = ""] = found;
    const name = (full ?? short).replace(/['’-]+$/, "").trim();
    return { name: name.replace(/\s+/g, " "), from: found.index + ahead.length, to: found.index + all.length };
  });
}

/** The names of everybody who is mentioned in a text, each once, in order. */
export function owners(text: string): string[] {
  return [...new Set(mentions(text).map(({ name }) => name))].filter((name) => name !== "");
}

/** A text without the mentions at its beginning and end; those inside a sentence stay. */
export function withoutOuter(given: string): string {
  return withoutFirst(withoutLast(given.trim()).trim()).trim();
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
    start = to + (BETWEEN_AFTER.exec(text.slice(to))?.[0].length ?? 0);
  }
  return start === 0 ? text : text.slice(start).replace(/^[:\s]+/, "");
}
