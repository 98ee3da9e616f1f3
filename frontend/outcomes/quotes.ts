// Quotes, their words and who is said to have said them: the same rules as notes/domain/quotes.py.
import { alternatives, WORD } from "./keywords";
import words from "./words.json";

const DASH = "(?:—|–|―|--)";
const NAME = `(?![a-z])\\p{L}[${WORD}’'.-]*`;
const LAST_LINE = new RegExp(`^\\s*${DASH}\\s*(?<name>\\S.{0,79})$`, "u");
const FORMS = [
  `^(?<words>[^]*[${words.closing}][.,]?)\\s*(?:—|–|―|--|\\s-\\s)\\s*(?<name>[^\\n]{1,80})$`,
  `^(?<words>[^]*\\S)\\s+${DASH}\\s+(?<name>${NAME}(?:\\s+(?:${alternatives(words.particles)}|${NAME})){0,4})\\.?$`,
].map((form) => new RegExp(form, "u"));

/** A quote's words and its attribution ("" when it has none). */
export function attributed(given: string): { words: string; name: string } {
  const text = given.trim();
  const end = text.lastIndexOf("\n");
  const name = LAST_LINE.exec(text.slice(end + 1))?.groups?.name;
  if (end >= 0 && name !== undefined) return { words: text.slice(0, end).trim(), name: name.trim() };
  for (const form of FORMS) {
    const { words: said, name: by } = form.exec(text)?.groups ?? {};
    if (said !== undefined && by !== undefined) return { words: said.trim(), name: by.trim() };
  }
  // Lines that run on below the name are no part of the quote.
  const line = text.indexOf("\n");
  const first = line > 0 ? FORMS[0]?.exec(text.slice(0, line).trim())?.groups : undefined;
  if (first?.words !== undefined && first.name !== undefined)
    return { words: first.words.trim(), name: first.name.trim() };
  return { words: text, name: "" };
}

/** Whether a text begins with a quotation mark. */
export function isMarked(text: string): boolean {
  const first = text.trimStart().charAt(0);
  return first !== "" && words.opening.includes(first);
}

/** A quote's words without the quotation marks around them. */
export function bareWords(given: string): string {
  const text = given.trim();
  if (text.length < 2 || !isMarked(text) || !words.closing.includes(text.slice(-1))) return text;
  const inner = text.slice(1, -1).trim();
  return inner === "" || /[“”„«»"]/.test(inner) ? text : inner;
}
