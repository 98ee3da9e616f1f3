import { Text } from "@codemirror/state";
import { expect, test } from "vitest";
import { matchesOf, nextMatch } from "./find";

const doc = Text.of(["Een appel, twee Appels", "en een APPEL"]);

test("words are found whatever their capitals, or exactly", () => {
  expect(matchesOf(doc, { words: "appel", exact: false }).map(({ from }) => from)).toEqual([4, 16, 30]);
  expect(matchesOf(doc, { words: "Appel", exact: true }).map(({ from }) => from)).toEqual([16]);
  expect(matchesOf(doc, { words: "", exact: false })).toEqual([]);
  expect(matchesOf(doc, { words: "appels\nen", exact: false })).toEqual([{ from: 16, to: 25 }]);
});

test("going on goes round the end, back round the beginning", () => {
  const matches = matchesOf(doc, { words: "appel", exact: false });
  expect(nextMatch(matches, 4, 9, false)?.from).toBe(16);
  expect(nextMatch(matches, 30, 35, false)?.from).toBe(4);
  expect(nextMatch(matches, 16, 21, true)?.from).toBe(4);
  expect(nextMatch(matches, 4, 9, true)?.from).toBe(30);
  expect(nextMatch([], 4, 9, false)).toBeUndefined();
});
