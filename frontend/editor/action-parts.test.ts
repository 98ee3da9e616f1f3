import { expect, test } from "vitest";
import { arranged, arrangedToGoOn, type Stop, stopAt } from "./action-parts";

const WHAT = "- [ ] Actie: ".length;

/** The line after a step; `|` is where the cursor goes. */
function after(words: string, want: Stop | null): string {
  const { text, at } = arranged(`- [ ] Actie: ${words}`, WHAT, "uiterlijk", want);
  return `${text.slice(WHAT, at)}|${text.slice(at)}`;
}

test.each<[string, Stop, string]>([
  ["bellen", "who", "bellen @|"],
  ["bellen @Anna", "due", "bellen @Anna (uiterlijk |)"],
  ["bellen @", "due", "bellen (uiterlijk |)"],
  ["bellen (uiterlijk morgen)", "who", "bellen @| (uiterlijk morgen)"],
  ["bellen @Anna (uiterlijk )", "who", "bellen @Anna|"],
  ["bellen @Anna (uiterlijk morgen)", "what", "bellen| @Anna (uiterlijk morgen)"],
  ["", "who", "@|"],
  ["bellen @Anna (uiterlijk morgen)", "due", "bellen @Anna (uiterlijk morgen|)"],
])("%j, on to %s: %j", (words, want, expected) => {
  expect(after(words, want)).toBe(expected);
});

test.each([
  ["bellen @ (uiterlijk )", "bellen|"],
  ["bellen @", "bellen|"],
  ["bellen @[] (uiterlijk)", "bellen|"],
  ["bellen (uiterlijk )", "bellen|"],
  ["bellen @Anna (uiterlijk )", "bellen @Anna|"],
  ["bellen  @Anna  (uiterlijk 15 januari 2022) ", "bellen @Anna (uiterlijk 15 januari 2022)|"],
  ["bellen (of mailen)", "bellen (of mailen)|"],
  ["mail naar info@example.org", "mail naar info@example.org|"],
  ["", "|"],
])("%j, finished: %j", (words, expected) => {
  expect(after(words, null)).toBe(expected);
});

test.each([
  ["bellen @Jan de Vries", "bellen @[Jan de Vries]|"],
  ["bellen @Fatima en Jan de Vries, @Bob", "bellen @Fatima en @[Jan de Vries], @Bob|"],
  ["bellen @[Jan de Vries] en Anna", "bellen @[Jan de Vries] en @Anna|"],
  ["bel @Fatima over het fonds en Rijk", "bel @Fatima over het fonds en Rijk|"],
  ["bellen @jan", "bellen @jan|"],
])("names in %j: %j", (words, expected) => {
  expect(after(words, null)).toBe(expected);
});

test("the place in the line says which part is being filled in", () => {
  const line = "- [ ] Actie: bellen @Anna (uiterlijk morgen)";
  const at = (part: string): Stop => stopAt(line, WHAT, "uiterlijk", line.indexOf(part) + part.length);
  expect([at("bel"), at("bellen "), at("@"), at("@Anna"), at("uiterlijk "), at("morgen")]).toEqual([
    "what",
    "what",
    "who",
    "who",
    "due",
    "due",
  ]);
});

test.each([
  ["bellen @Wim | (uiterlijk )", "bellen @Wim |"],
  ["bellen @Wim |", "bellen @Wim |"],
  ["bellen @Wim|", "bellen @Wim|"],
  ["bellen (of mailen) @|", "bellen (of mailen) |"],
  ["bellen @|", "bellen |"],
  ["bellen @Wim (uiterlijk |)", "bellen @Wim |"],
  ["bellen @Wim | (uiterlijk morgen)", "bellen @Wim (uiterlijk morgen)|"],
  ["@|", "|"],
])("%j, finished by who types on there: %j", (words, expected) => {
  const line = `- [ ] Actie: ${words}`;
  const { text, at } = arrangedToGoOn(line.replace("|", ""), WHAT, "uiterlijk", line.indexOf("|"));
  expect(`${text.slice(WHAT, at)}|${text.slice(at)}`).toBe(expected);
});
