import { expect, test } from "vitest";
import { movesOf } from "./cursors";

const fatima = { seat: 1, name: "Fatima", person: 0, anchor: 4, head: 4, moves: 2 };

test("who just came has not moved", () => {
  expect(movesOf(7, { anchor: 0, head: 0 }, [fatima])).toBe(0);
});

test("a cursor that stays where it is shows its name no second time", () => {
  expect(movesOf(1, { anchor: 4, head: 4 }, [fatima])).toBe(2);
});

test("a cursor that moves shows its name again", () => {
  expect(movesOf(1, { anchor: 4, head: 5 }, [fatima])).toBe(3);
});
