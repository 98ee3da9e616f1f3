import { beforeEach, expect, test } from "vitest";
import { type Press, Presses } from "./presses";

let now = 10_000;
let presses: Presses;

beforeEach(() => {
  presses = new Presses(() => now);
});

const button = {};
const press = (change: Partial<Press> = {}): Press => ({
  on: button,
  words: "Overnemen",
  place: [100, 200],
  ...change,
});

test.each([150, 600, 890])("a second tap after %i ms means nothing to what came in the place of the first", (ms) => {
  expect(presses.counts(press())).toBe(true);
  now += 10;
  presses.moved();
  now += ms - 10;
  expect(presses.counts(press({ on: {}, words: "Ongedaan maken", place: [112, 190] }))).toBe(false);
  now += 900;
  expect(presses.counts(press({ on: {}, words: "Ongedaan maken" }))).toBe(true);
});

test("an answer that comes late moves things under the finger, too", () => {
  presses.counts(press());
  now += 3000;
  presses.moved();
  now += 200;
  expect(presses.counts(press({ on: {} }))).toBe(false);
});

test("the same button, one that says something else now, and one elsewhere", () => {
  presses.counts(press());
  now += 200;
  expect(presses.counts(press())).toBe(true);
  expect(presses.counts(press({ words: "Ja, intrekken" }))).toBe(false);
  expect(presses.counts(press({ on: {}, place: [160, 200] }))).toBe(true);
});

test("a pointer that went away and came back", () => {
  presses.counts(press());
  presses.pointsAt([110, 210]);
  expect(presses.counts(press({ on: {} }))).toBe(false);
  presses.pointsAt([300, 200]);
  expect(presses.counts(press({ on: {} }))).toBe(true);
});

test("by keyboard, where the focus moved by itself and where it was moved", () => {
  presses.counts(press({ place: null }));
  now += 300;
  expect(presses.counts(press({ on: {}, place: null }))).toBe(false);
  presses.forget();
  expect(presses.counts(press({ on: {}, place: null }))).toBe(true);
});
