import { expect, test } from "vitest";
import { leftNews, leftWords } from "./time-left";

const MINUTE = 60_000;
const WORDS = [
  ...["nog {} min", "nog geen minuut", "De tijd is om · {} min", "De tijd is om"],
  ...["{}: nog vijf minuten.", "{}: nog één minuut.", "{}: de tijd is om."],
];

/** What is said while the time left runs from `from` to `to`, looked at every `step`. */
function heard(from: number, to: number, step: number): string[] {
  const said: string[] = [];
  for (let left = from; left > to; left -= step) said.push(leftNews("Ronde I", left, left - step, WORDS));
  return said.filter((text) => text !== "");
}

test("five minutes, one minute and the end are said once each", () => {
  const all = ["Ronde I: nog vijf minuten.", "Ronde I: nog één minuut.", "Ronde I: de tijd is om."];
  expect(heard(60 * MINUTE, -60 * MINUTE, 1_000)).toEqual(all);
});

test("a page that comes late hears what is still to come", () => {
  expect(heard(4 * MINUTE, -MINUTE, 1_000)).toEqual(["Ronde I: nog één minuut.", "Ronde I: de tijd is om."]);
});

test("a device that slept says nothing that is not true any more", () => {
  expect(leftNews("Ronde I", 20 * MINUTE, 3 * MINUTE, WORDS)).toBe("");
  expect(leftNews("Ronde I", 20 * MINUTE, -10 * MINUTE, WORDS)).toBe("");
});

test("the time left counts on quietly when it is up", () => {
  const words = [61 * MINUTE, MINUTE, MINUTE - 1, 1, 0, -3.5 * MINUTE, -60 * MINUTE + 1].map((left) =>
    leftWords(left, WORDS),
  );
  expect(words).toEqual([
    "nog 61 min",
    "nog 1 min",
    "nog geen minuut",
    "nog geen minuut",
    "De tijd is om · 0 min",
    "De tijd is om · 3 min",
    "De tijd is om · 59 min",
  ]);
});

test("after an hour it only says that the time is up", () => {
  expect(leftWords(-60 * MINUTE, WORDS)).toBe("De tijd is om");
  expect(leftWords(-660 * MINUTE, WORDS)).toBe("De tijd is om");
});
