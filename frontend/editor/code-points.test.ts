import { expect, test } from "vitest";
import { type Change, clean, codePoints, widened } from "./code-points";

function applied(doc: string, changes: readonly Change[]): string {
  let text = doc;
  for (const { from, to, insert } of [...changes].reverse()) text = text.slice(0, from) + insert + text.slice(to);
  return text;
}

function whole(doc: string, changes: readonly Change[]): Change[] | null {
  return widened(changes, (index) => doc.charCodeAt(index));
}

test("an ordinary change is left alone", () => {
  expect(whole("a😀b", [{ from: 1, to: 3, insert: "😁" }])).toBeNull();
});

test("half an emoji replaced is a whole one replaced", () => {
  const changes = whole("a😀b", [{ from: 2, to: 3, insert: "\uDE01" }]);
  expect(changes).toEqual([{ from: 1, to: 3, insert: "😁" }]);
});

test("the first half replaced is a whole one replaced", () => {
  const doc = "😀";
  const changes = whole(doc, [{ from: 0, to: 1, insert: "\uD83E" }]);
  expect(changes).toEqual([{ from: 0, to: 2, insert: "\uD83E\uDE00" }]);
});

test("half an emoji deleted is a whole one deleted", () => {
  expect(applied("a😀b", whole("a😀b", [{ from: 2, to: 3, insert: "" }]) ?? [])).toBe("ab");
});

test("text put into the middle of an emoji comes behind it", () => {
  expect(applied("a😀b", whole("a😀b", [{ from: 2, to: 2, insert: "x" }]) ?? [])).toBe("a😀xb");
});

test("changes that touch the two halves become one", () => {
  const doc = "😀😀";
  const changes = whole(doc, [
    { from: 1, to: 2, insert: "\uDE01" },
    { from: 3, to: 4, insert: "\uDE02" },
  ]);
  expect(applied(doc, changes ?? [])).toBe("😁😂");
});

test("carriage returns and NUL do not get in; half a character is replaced by its sign", () => {
  expect(clean("a\r\nb\rc\0d\uD83De\uDE00f😀")).toBe("a\nb\ncd\uFFFDe\uFFFDf😀");
  expect(clean("\uDE00\uDE00\uD83D")).toBe("\uFFFD\uFFFD\uFFFD");
  expect(clean("\uD83D\uD83D\uDE00")).toBe("\uFFFD😀");
});

test("a paste with half a character is replaced too", () => {
  expect(whole("ab", [{ from: 1, to: 1, insert: "x\uD83Dy" }])).toEqual([{ from: 1, to: 1, insert: "x\uFFFDy" }]);
});

test("limits count code points", () => {
  expect(codePoints("a😀é")).toBe(3);
});
