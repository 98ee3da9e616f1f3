import { expect, test } from "vitest";
import { IdeaStore } from "./idea-store";
import { belongs, roundTitle } from "./round-choice";

const ROUNDS = [
  { title: "Ronde I", begins: 100 },
  { title: "Ronde II", begins: 200 },
];
const IDEAS = [50, 100, 199, 200, 900].map((created, at) => ({
  ...{ id: at + 1, rev: 1, state: "visible" as const, number: at + 1, text: String(created), support: 0, created },
  late: created === 199,
}));

function listed(choice: string): string[] {
  const store = new IdeaStore(IDEAS, [], []);
  store.choice.value = (idea) => belongs(idea, choice, ROUNDS);
  return store.visible.value.map(({ text }) => text).reverse();
}

test("each idea is in exactly one round or before the first, and late ones are found by themselves", () => {
  expect(["before", "0", "1", "late"].map(listed)).toEqual([["50"], ["100", "199"], ["200", "900"], ["199"]]);
  expect(listed("all")).toHaveLength(IDEAS.length);
});

test("a choice has a name unless it leaves nothing out", () => {
  const named = ["all", "before", "1", "late", "7"].map((choice) => roundTitle(choice, ROUNDS));
  expect(named).toEqual([null, "Vooraf", "Ronde II", "Nagekomen", null]);
});
