// How long is left, in words, and what is said of it: five minutes, one minute, and that the time is up.

const MINUTE_MS = 60_000;
const LONG_OVER_MS = 60 * MINUTE_MS; // then nobody counts any more
const STILL_TRUE_MS = 20_000;
// Where each sentence stands among the server's; "{}" in it is a number of minutes, or the round's name.
const LEFT = 0;
const NO_MINUTE = 1;
const OVER = 2;
const LONG_OVER = 3;
const TOLD_AT = [5, 1, 0];
const NEWS = 4;

/** What stands beside the round's name, with so many milliseconds left (below zero: past its time). */
export function leftWords(left: number, words: readonly string[]): string {
  if (left >= MINUTE_MS) return filled(words[LEFT], Math.floor(left / MINUTE_MS));
  if (left > 0) return filled(words[NO_MINUTE], "");
  if (left <= -LONG_OVER_MS) return filled(words[LONG_OVER], "");
  return filled(words[OVER], Math.floor(-left / MINUTE_MS));
}

/** What is said when the time left went from `before` to `left`; "" for nothing, also when it is not true any more. */
export function leftNews(title: string, before: number, left: number, words: readonly string[]): string {
  const at = TOLD_AT.findIndex((minutes) => before > minutes * MINUTE_MS && left <= minutes * MINUTE_MS);
  const told = TOLD_AT[at];
  if (told === undefined || told * MINUTE_MS - left > STILL_TRUE_MS) return "";
  return filled(words[NEWS + at], title);
}

function filled(sentence: string | undefined, fact: string | number): string {
  return (sentence ?? "").replace("{}", String(fact));
}
