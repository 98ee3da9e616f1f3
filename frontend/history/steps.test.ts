import { expect, test } from "vitest";
import { stepOf, stepsOf } from "./steps";

/** Rows at these seconds, all of one person's or of those named. */
function past(times: number[], people: number[][] = []): Parameters<typeof stepsOf>[0] {
  const owners = times.map((_, row) => people[row] ?? [0]);
  let end = 0;
  return {
    rows: times.length,
    seconds: Uint32Array.from([0, ...times]),
    owned: {
      ends: Uint32Array.from([0, ...owners.map(({ length }) => (end += length))]),
      people: Int32Array.from(owners.flat()),
    },
  };
}

test("a step ends at a pause, after ten seconds of writing, and at every moment", () => {
  expect(stepsOf(past([0, 0, 1, 3_600, 3_601]), [])).toEqual([0, 3, 5]);
  const busy = Array.from({ length: 25 }, (_, second) => second);
  expect(stepsOf(past(busy), [])).toEqual([0, 10, 20, 25]);
  expect(stepsOf(past([0, 0, 0, 0]), [2])).toEqual([0, 2, 4]);
  expect(stepsOf(past([0, 0, 0, 0]), [0, 4])).toEqual([0, 4]);
});

test("a step ends where somebody joins in, once until the next pause", () => {
  const both = [[0], [0], [1], [0], [1, 0], [2], [1]];
  expect(stepsOf(past([0, 0, 0, 1, 1, 1, 1], both), [])).toEqual([0, 2, 5, 7]);
  expect(stepsOf(past([0, 0, 5, 5], [[0], [1], [1], [0]]), [])).toEqual([0, 1, 2, 3, 4]);
});

test("a pause of hours takes one step of the slider, and nothing written gives none", () => {
  expect(stepsOf(past([0, 40_000, 40_001]), [])).toEqual([0, 1, 3]);
  expect(stepsOf(past([]), [])).toEqual([0]);
});

test("a row belongs to the step that ends with it or after it", () => {
  const ends = [0, 3, 5, 9];
  expect([0, 1, 3, 4, 5, 9, 99].map((row) => stepOf(ends, row))).toEqual([0, 1, 1, 2, 2, 3, 3]);
});
