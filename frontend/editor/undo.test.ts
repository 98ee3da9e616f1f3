import { expect, test } from "vitest";
import { type Step, stepWith, type Typed } from "./undo";

/** The steps that these changes make, each as the texts in it. */
function steps(changes: readonly Typed[]): string[] {
  let step: Step | null = null;
  const found: string[] = [];
  for (const change of changes) {
    const { begins, step: next } = stepWith(step, change);
    if (begins) found.push("");
    found.push((found.pop() ?? "") + (change.kind === "delete" ? "<" : change.text));
    step = next;
  }
  return found;
}

/** Somebody who types a text from `from` on, a key every `each_ms`. */
function typing(text: string, { from = 0, each_ms = 120, begin_ms = 0 } = {}): Typed[] {
  return [...text].map((key, index) => {
    const at = from + index;
    const kind = key === "\n" ? "fresh" : "type";
    return { kind, from: at, next: at + 1, text: key, at_ms: begin_ms + index * each_ms };
  });
}

function deleting(count: number, end: number): Typed[] {
  return Array.from({ length: count }, (_, index) => {
    const from = end - index;
    return { kind: "delete", from, next: from - 1, text: "", at_ms: 10_000 + index * 100 };
  });
}

test("a few words are a step, and it ends with a word", () => {
  const text = "We richten samen een fonds op en beginnen klein";
  const found = steps(typing(text));
  expect(found.join("")).toBe(text);
  expect(found).toEqual(["We richten samen een fonds ", "op en beginnen klein"]);
});

test("after a pause the next word is a step, but who types slowly is not taken apart by letters", () => {
  const slow = typing("een twee", { each_ms: 900 });
  expect(steps(slow)).toEqual(["een ", "twee"]);
  const stopped = [...typing("een tw"), ...typing("ee", { from: 6, begin_ms: 60_000 })];
  expect(steps(stopped)).toEqual(["een tw", "ee"]);
});

test("a new line belongs to the words that follow it", () => {
  expect(steps(typing("een\ntwee"))).toEqual(["een", "\ntwee"]);
});

test("deleting is a step, and typing after it another", () => {
  const changes = [...typing("een"), ...deleting(3, 3), ...typing("x", { begin_ms: 10_400 })];
  expect(steps(changes)).toEqual(["een", "<<<", "x"]);
});

test("typing elsewhere is another step", () => {
  expect(steps([...typing("een"), ...typing("x", { from: 40, begin_ms: 400 })])).toEqual(["een", "x"]);
});

test("a paste and a button's change are steps by themselves", () => {
  const paste: Typed = { kind: "whole", from: 3, next: 9, text: "geplakt", at_ms: 400 };
  expect(steps([...typing("een"), paste, ...typing("na", { from: 9, begin_ms: 500 })])).toEqual([
    "een",
    "geplakt",
    "na",
  ]);
});

test("a composed word goes on while it is written anew", () => {
  const keys: Typed[] = [
    { kind: "type", from: 0, next: 1, text: "c", at_ms: 0 },
    { kind: "type", from: 1, next: 2, text: "co", at_ms: 100 },
    { kind: "type", from: 2, next: 3, text: "coö", at_ms: 200 },
  ];
  expect(steps(keys)).toEqual(["ccocoö"]);
});
