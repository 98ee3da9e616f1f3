import { expect, test } from "vitest";
import type { Present } from "../live/presence";
import type { Role } from "../live/protocol";
import { persons } from "./people-list";

function at(seat: number, person: number, name: string, kind: Role = "facilitator"): Present {
  return { seat, info: { person, name, kind } };
}

test("oneself comes first, then who leads, then by name; two tabs are one person", () => {
  const writers = [
    at(1, 0, "Zoë"),
    at(2, 1, "Anna", "participant"),
    at(3, 2, "Olga", "organiser"),
    at(4, 3, "Ahmed"),
    at(5, 1, "Anna", "participant"),
    at(6, 4, "", "participant"),
  ];
  const listed = persons(writers, 5).map(({ info, me }) => [info.name, me]);
  expect(listed).toEqual([
    ["Anna", true],
    ["Olga", false],
    ["Ahmed", false],
    ["Zoë", false],
    ["", false],
  ]);
});

test("before one has a seat nobody is oneself", () => {
  expect(persons([at(1, 0, "Zoë")], -1)).toEqual([
    { info: { person: 0, name: "Zoë", kind: "facilitator" }, me: false },
  ]);
});
