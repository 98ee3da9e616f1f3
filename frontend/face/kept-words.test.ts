import { expect, test } from "vitest";
import { reopened, shut, withWords } from "./kept-words";

const here = { text: "Dit is een z", reason: "dicht" };

test("what is typed on within a sentence is put right after it, whatever its reason", () => {
  expect(withWords([here], "in.", "anders", true)).toEqual([{ text: "Dit is een zin.", reason: "dicht" }]);
});

test("further words with the same reason go below in the same text, those with another in their own", () => {
  expect(withWords([here], "\nNog iets.", "dicht", false)).toEqual([
    { text: "Dit is een z\nNog iets.", reason: "dicht" },
  ]);
  expect(withWords([here], "\nNog iets.", "te lang", false)).toEqual([here, { text: "Nog iets.", reason: "te lang" }]);
});

test("words that follow nothing begin a text", () => {
  expect(withWords([], "in.", "dicht", true)).toEqual([{ text: "in.", reason: "dicht" }]);
});

test("once one may type again, the reason why not is over; what has another reason keeps it", () => {
  const long = { text: "Te veel.", reason: "te lang" };
  const again = reopened([...shut([here]), long], "nog niet erin");
  expect(again).toEqual([{ text: here.text, reason: "nog niet erin" }, long]);
});

test("a box in which nothing was typed goes when one may type again", () => {
  expect(reopened(shut([{ text: " \n", reason: "dicht" }]), "nog niet erin")).toEqual([]);
});
