// Due dates in running text: read when there is no doubt, else left as text with a hint. The same
// rules as notes/domain/dates.py.
import { alternatives, WORD } from "./keywords";
import words from "./words.json";

/** What a text says about when: the day as 2022-01-15, the text without it, words that look like a date. */
export interface Due {
  day: string | null;
  rest: string;
  hint: string;
}

const MONTH = `(?:${alternatives(Object.keys(words.months))})`;
const WEEKDAY = `(?:${alternatives(words.weekdays.flat())})(?:\\.|\\b),?\\s+`;
const DATE =
  `(?:${WEEKDAY})?(?:the\\s+)?(?:(?<iso>\\d{4}-\\d{1,2}-\\d{1,2})` +
  `|(?<day>\\d{1,2})(?<sep>[-/.])(?<month>\\d{1,2})\\k<sep>(?<year>\\d{4})` +
  `|(?<d2>\\d{1,2})(?:e|ste|de|st|nd|rd|th)?\\s+(?<m2>${MONTH})\\.?,?\\s+(?<y2>\\d{4})` +
  `|(?<m3>${MONTH})\\.?\\s+(?<d3>\\d{1,2})(?:st|nd|rd|th)?,?\\s+(?<y3>\\d{4}))(?![${WORD}])(?![-/.]\\d)`;
const BEFORE = `(?:${alternatives(words.before)}):?\\s+`;
const ON = `(?:(?:${alternatives(words.on)})\\s+)?`;
const NO_WORD = `(?<ahead>^|[^${WORD}])`;
const FORMS = [
  `\\[due::\\s*${DATE}\\s*\\]`,
  `\\(?\\s*📅\\ufe0f?\\s*${DATE}\\s*\\)?`,
  `\\(\\s*(?:${BEFORE}${ON})?${DATE}\\s*\\)`,
  `${NO_WORD}${BEFORE}${ON}${DATE}`,
  `(?<ahead>^|[^${WORD}-])${DATE}\\s*$`,
].map((form) => new RegExp(form, "giu"));
const HINT = new RegExp(
  `\\(\\s*${BEFORE}([^()]{1,60})\\)|\\[due::\\s*([^\\]]{1,60})\\]` +
    `|${NO_WORD}(?:${alternatives(words.surely)}):?\\s+([^@()\\n]{1,60})$` +
    `|(?:^|[^${WORD}-])(\\d{1,4}[-/]\\d{1,2}[-/]\\d{1,4}(?![${WORD}-]))`,
  "iu",
);

/** The date by which something is to be done, if a text says one without doubt. */
export function due(text: string): Due {
  for (const form of FORMS) {
    for (const found of text.matchAll(form)) {
      const day = dayOf(found.groups ?? {});
      if (day === null) continue;
      const before = text.slice(0, found.index + (found.groups?.ahead ?? "").length);
      const after = text.slice(found.index + found[0].length);
      return { day, rest: `${before.trimEnd()} ${after.trimStart()}`.trim(), hint: "" };
    }
  }
  const [, inBrackets, marked, , last, bare] = HINT.exec(text) ?? [];
  return { day: null, rest: text, hint: (inBrackets ?? marked ?? last ?? bare ?? "").trim() };
}

function dayOf(groups: Record<string, string | undefined>): string | null {
  const { iso, day, sep, month, year, d2, m2, y2, d3, m3, y3 } = groups;
  if (iso !== undefined) return isoDay(...(iso.split("-").map(Number) as [number, number, number]));
  if (day === undefined) return isoDay(Number(y2 ?? y3), monthNumber(m2 ?? m3 ?? ""), Number(d2 ?? d3));
  // 3/4/2022 is March to some and April to others: not read rather than guessed.
  if (sep === "/" && Number(day) <= 12 && Number(month) <= 12 && Number(day) !== Number(month)) return null;
  return isoDay(Number(year), Number(month), Number(day));
}

/** The number of a month by any of its names, or 0. */
export function monthNumber(name: string): number {
  return (words.months as Record<string, number>)[name.toLowerCase()] ?? 0;
}

/** A day as 2022-01-15, or null when there is no such day. */
export function isoDay(year: number, month: number, day: number): string | null {
  const made = new Date(0);
  made.setUTCFullYear(year, month - 1, day);
  const isReal = year > 0 && made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
  return isReal ? made.toISOString().slice(0, 10) : null;
}
