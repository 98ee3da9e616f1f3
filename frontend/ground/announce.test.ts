import { expect, test } from "vitest";
import { Announcer, type Volume } from "./announce";
import { handTime } from "./hand-time";

interface Heard {
  announcer: Announcer;
  pass(ms: number): void;
  /** Every sentence with the second at which it came. */
  sentences: [number, string][];
}

function listening(volume: () => Volume = () => "all"): Heard {
  const time = handTime();
  const sentences: [number, string][] = [];
  const region = {
    set textContent(text: string) {
      if (text !== "") sentences.push([time.now() / 1000, text]);
    },
  };
  return { announcer: new Announcer(region, time, volume), pass: time.pass, sentences };
}

const ideas = (count: number): string => `${count} nieuw`;

test("in a busy minute new ideas are told three times at most, and all of them are counted", () => {
  const { announcer, pass, sentences } = listening();
  for (let second = 0; second < 60; second += 1) {
    announcer.newIdeas(2, ideas);
    pass(1_000);
  }
  expect(sentences).toEqual([
    [0, "2 nieuw"],
    [30, "58 nieuw"],
    [60, "60 nieuw"],
  ]);
});

test("sentences come apart from each other, each once, and who is behind hears the newest", () => {
  const { announcer, pass, sentences } = listening();
  for (const text of ["a", "b", "b", "c", "d", "e", "f"]) announcer.mine(text);
  pass(20_000);
  expect(sentences.map(([, text]) => text)).toEqual(["a", "c", "d", "e", "f"]);
  const gaps = sentences.slice(1).map(([at], index) => at - (sentences[index]?.[0] ?? 0));
  expect(Math.min(...gaps)).toBe(1.5);
});

test("half a minute counts from when ideas were told, not from when they came", () => {
  const { announcer, pass, sentences } = listening();
  for (const text of ["a", "b", "c"]) announcer.mine(text);
  announcer.newIdeas(1, ideas);
  pass(5_000);
  announcer.newIdeas(1, ideas);
  pass(60_000);
  expect(sentences.slice(3)).toEqual([
    [4.5, "1 nieuw"],
    [34.5, "1 nieuw"],
  ]);
});

test("the same sentence may come again later", () => {
  const { announcer, pass, sentences } = listening();
  announcer.mine("a");
  pass(5_000);
  announcer.mine("a");
  expect(sentences.length).toBe(2);
});

test.each<[Volume, string[]]>([
  ["all", ["mijn", "zaal", "1 nieuw"]],
  ["mine", ["mijn"]],
  ["none", []],
])("who chose %s hears no more than that", (volume, heard) => {
  const { announcer, pass, sentences } = listening(() => volume);
  announcer.mine("mijn");
  announcer.room("zaal");
  announcer.newIdeas(1, ideas);
  pass(10_000);
  expect(sentences.map(([, text]) => text)).toEqual(heard);
});

test("ideas of before somebody wanted to hear them are not told later", () => {
  let volume: Volume = "mine";
  const { announcer, pass, sentences } = listening(() => volume);
  announcer.newIdeas(7, ideas);
  volume = "all";
  announcer.newIdeas(1, ideas);
  pass(5_000);
  expect(sentences.map(([, text]) => text)).toEqual(["1 nieuw"]);
  announcer.newIdeas(2, ideas);
  volume = "none";
  pass(60_000);
  expect(sentences.length).toBe(1);
});
