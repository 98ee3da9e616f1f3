// Days as people say them, in both languages: "volgende week vrijdag", "in two weeks", "15 jan". Each
// becomes the days that it may mean, the likeliest first; none where it means nothing. Never a day that
// has been, unless it was written with its year.
import { monthNumber } from "./due";
import words from "./words.json";

/** A day of the calendar, without a place on earth. */
interface Day {
  year: number;
  month: number;
  day: number;
}

type Rule = (found: (string | undefined)[], today: number) => (number | null)[];

const DAY_MS = 86_400_000;
const NUMBERS: Record<string, number> = {
  ...{ een: 1, één: 1, a: 1, an: 1, one: 1, twee: 2, two: 2, drie: 3, three: 3, vier: 4, four: 4, vijf: 5, five: 5 },
  ...{ zes: 6, six: 6, zeven: 7, seven: 7, acht: 8, eight: 8, negen: 9, nine: 9, tien: 10, ten: 10 },
};
const COUNT = `(\\d{1,3}|${Object.keys(NUMBERS).join("|")})`;
const UNIT = "(dag(?:en)?|days?|week|weken|weeks|maand(?:en)?|months?|jaar|jaren|years?)";
const NEXT = "(?:volgende|volgend|next)";
const THIS = "(?:deze|dit|de|het|this|the)";
const OF = "(?:van |of )?";
const END = "(?:eind|einde|end)";
const NAME = "(\\p{L}{2,})\\.?";
const NUMBER = "(\\d{1,2})(?:e|de|ste|st|nd|rd|th)?";
const YEAR = "(?:,? (\\d{4}|[’']?\\d{2}))?";
const WEEK_AFTER = `(?:over|in|na) ${COUNT} (?:week|weken|weeks)`;

const RULES: readonly (readonly [string, Rule])[] = [
  ["vandaag|today|nu|now", (_found, today) => [today]],
  ["morgen|tomorrow", (_found, today) => [today + 1]],
  ["overmorgen|(?:the )?day after tomorrow", (_found, today) => [today + 2]],
  [`(?:over|in|binnen|within|na) ${COUNT} ${UNIT}`, ([count, unit], today) => [later(today, count, unit)]],
  [`${COUNT} ${UNIT} (?:from now|from today)`, ([count, unit], today) => [later(today, count, unit)]],
  ["in a fortnight|a fortnight", (_found, today) => [today + 14]],
  [`${NEXT} week|${END} ${OF}${NEXT} week`, (_found, today) => [monday(today) + 11, monday(today) + 13]],
  [`(?:begin|start|early) ${OF}${NEXT} week|early next week`, (_found, today) => [monday(today) + 7]],
  [`(?:deze|this) week|${END} ${OF}${THIS} week`, (_found, today) => [monday(today) + 4, monday(today) + 6]],
  [`${NEXT} (?:maand|month)|${END} ${OF}${NEXT} (?:maand|month)`, (_found, today) => [endOfMonth(today, 1)]],
  [`(?:begin|start) ${OF}${NEXT} (?:maand|month)`, (_found, today) => [endOfMonth(today, 0) + 1]],
  [`(?:deze|this) (?:maand|month)|${END} ${OF}${THIS} (?:maand|month)`, (_found, today) => [endOfMonth(today, 0)]],
  [`${END} ${OF}${THIS} (?:jaar|year)`, (_found, today) => [numberOf(dayOf(today).year, 12, 31)]],
  [`${END} ${OF}${NEXT} (?:jaar|year)`, (_found, today) => [numberOf(dayOf(today).year + 1, 12, 31)]],
  [`${END} ${OF}${NAME}${YEAR}`, ([name, year], today) => [inMonth(today, name, year, (last) => last)]],
  [`(?:begin|start|early) ${OF}${NAME}${YEAR}`, ([name, year], today) => [inMonth(today, name, year, () => 1)]],
  [`(?:half|medio|midden|mid)[ -]${NAME}${YEAR}`, ([name, year], today) => [inMonth(today, name, year, () => 15)]],
  [`(?:${NAME},? )?(?:de |the )?${NUMBER} ${OF}${NAME}${YEAR}`, dated],
  [
    `(?:${NAME},? )?${NAME} (?:the )?${NUMBER}${YEAR}`,
    ([day, name, number, year], today) => dated([day, number, name, year], today),
  ],
  [
    "(?:de |the )(\\d{1,2})(?:e|de|ste|st|nd|rd|th)",
    ([number], today) => [0, 1, 2].map((on) => dayInMonth(today, on, number)),
  ],
  ["(\\d{1,2})([-/.])(\\d{1,2})(?:\\2(\\d{4}|\\d{2}))?", numeric],
  [NAME, ([name], today) => onWeekday(name, (day) => [after(today, day), on(today, day)])],
  [
    `(?:aanstaande|aankomende|komende|a\\.s\\.|as|coming) ${NAME}`,
    ([name], today) => onWeekday(name, (day) => [after(today, day)]),
  ],
  [`${NAME} (?:aanstaande|a\\.s\\.?|as)`, ([name], today) => onWeekday(name, (day) => [after(today, day)])],
  [`(?:deze|this) ${NAME}`, ([name], today) => onWeekday(name, (day) => [on(today, day)])],
  [`${NEXT} ${NAME}`, ([name], today) => onWeekday(name, (day) => [inWeek(today, 1, day), after(today, day)])],
  [`${NEXT} week (?:op |on )?${NAME}`, ([name], today) => onWeekday(name, (day) => [inWeek(today, 1, day)])],
  [`${NAME} (?:in )?${NEXT} week`, ([name], today) => onWeekday(name, (day) => [inWeek(today, 1, day)])],
  [`(?:deze|this) week ${NAME}`, ([name], today) => onWeekday(name, (day) => [inWeek(today, 0, day)])],
  [`${NAME} (?:deze|this) week`, ([name], today) => onWeekday(name, (day) => [inWeek(today, 0, day)])],
  [
    `${WEEK_AFTER} (?:op |on )?${NAME}`,
    ([count, name], today) => onWeekday(name, (day) => [inWeek(today, counted(count), day)]),
  ],
  [`${NAME} ${WEEK_AFTER}`, ([name, count], today) => onWeekday(name, (day) => [inWeek(today, counted(count), day)])],
];
const READ = RULES.map(([pattern, rule]) => [new RegExp(`^(?:${pattern})$`, "u"), rule] as const);

/** The days (as 2022-01-15) that a phrase may mean, seen from today; several where people differ. */
export function daysMeant(phrase: string, today: Day): string[] {
  const plain = phrase.normalize("NFC").trim().toLowerCase().replace(/\s+/g, " ");
  const now = numberOf(today.year, today.month, today.day);
  for (const [pattern, rule] of READ) {
    const found = pattern.exec(plain);
    if (found === null) continue;
    const days = rule(found.slice(1), now).filter((day): day is number => day !== null && day >= now);
    if (days.length > 0) return [...new Set(days)].map((day) => new Date(day * DAY_MS).toISOString().slice(0, 10));
  }
  return [];
}

/** Today, where this device is. */
export function todayHere(now: Date): Day {
  return { year: now.getFullYear(), month: now.getMonth() + 1, day: now.getDate() };
}

/** A day as the notes write it: 15-01-2022. */
export function written(day: string): string {
  return day.split("-").reverse().join("-");
}

function numberOf(year: number, month: number, day: number): number {
  return Date.UTC(year, month - 1, day) / DAY_MS;
}

/** The same, or null when there is no such day. */
function realDay(year: number, month: number, day: number): number | null {
  const number = numberOf(year, month, day);
  return month >= 1 && month <= 12 && dayOf(number).day === day ? number : null;
}

function dayOf(number: number): Day {
  const date = new Date(number * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() + 1, day: date.getUTCDate() };
}

function counted(count = ""): number {
  return NUMBERS[count] ?? Number(count);
}

function later(today: number, count: string | undefined, unit = ""): number {
  const many = counted(count);
  if (/^da/.test(unit)) return today + many;
  if (/^we/.test(unit)) return today + 7 * many;
  const { year, month, day } = dayOf(today);
  const months = /^m/.test(unit) ? many : 12 * many;
  return Math.min(numberOf(year, month + months, day), endOfMonth(today, months));
}

function monday(today: number): number {
  return today - ((today + 3) % 7); // 1 January 1970 was a Thursday
}

function inWeek(today: number, weeks: number, weekday: number): number {
  return monday(today) + 7 * weeks + weekday;
}

function on(today: number, weekday: number): number {
  return today + ((weekday - (today - monday(today)) + 7) % 7);
}

function after(today: number, weekday: number): number {
  return on(today + 1, weekday);
}

function endOfMonth(today: number, months: number): number {
  const { year, month } = dayOf(today);
  return numberOf(year, month + months + 1, 0);
}

/** From Monday, or nothing; the beginning of a name counts once only one day begins so. */
function onWeekday(name: string | undefined, days: (weekday: number) => number[]): number[] {
  const meant = words.weekdays.flatMap((names, weekday) =>
    names.some((one) => one === name || (one.startsWith(name ?? "?") && (name ?? "").length > 2)) ? [weekday] : [],
  );
  const [weekday] = meant;
  return weekday === undefined || meant.length > 1 ? [] : days(weekday);
}

function inMonth(today: number, name = "", year: string | undefined, pick: (last: number) => number): number | null {
  const month = monthNumber(name);
  return month === 0
    ? null
    : yearly(today, year, (of) => realDay(of, month, pick(dayOf(numberOf(of, month + 1, 0)).day)));
}

/** A day of this year, or of the next one when it has been; or of the year that is said. */
function yearly(today: number, said: string | undefined, day: (year: number) => number | null): number | null {
  const { year } = dayOf(today);
  if (said !== undefined) return day(said.length === 4 ? Number(said) : 2000 + Number(said.slice(-2)));
  return [year, year + 1, year + 2, year + 3, year + 4].map(day).find((one) => one !== null && one >= today) ?? null;
}

function dated([, number, name = "", year]: (string | undefined)[], today: number): (number | null)[] {
  const month = monthNumber(name);
  return [month === 0 ? null : yearly(today, year, (of) => realDay(of, month, Number(number)))];
}

// 3/4 is the third of April to some and the fourth of March to others: both are offered.
function numeric([first, sign, second, year]: (string | undefined)[], today: number): (number | null)[] {
  const both = (day: number, month: number) => yearly(today, year, (of) => realDay(of, month, day));
  const [one, other] = [Number(first), Number(second)];
  const days = [both(one, other)];
  if (sign === "/") days.push(both(other, one));
  // What is already written in full is read as it stands.
  return year?.length === 4 && new Set(days).size === 1 ? [] : days;
}

function dayInMonth(today: number, months: number, number: string | undefined): number | null {
  const { year, month } = dayOf(today);
  const first = dayOf(numberOf(year, month + months, 1));
  return realDay(first.year, first.month, Number(number));
}
