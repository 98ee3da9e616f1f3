import { expect, test } from "vitest";
import { Taps } from "./taps";

test("a second tap on the same thing within a moment does not count; a later one does", () => {
  let now = 1000;
  const taps = new Taps(() => now);
  expect(taps.counts(1)).toBe(true);
  now += 600;
  expect(taps.counts(1)).toBe(false);
  expect(taps.counts(2)).toBe(true);
  now += 150;
  expect(taps.counts(1)).toBe(true);
});
