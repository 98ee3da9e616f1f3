import { expect, test } from "vitest";
import { type DoorAct, withWaiting } from "./door-outbox";
import { found, type Guest } from "./guests";

function guest(id: number, name: string, at: number | null = null): Guest {
  return { id, name, about: "", state: "placed", at };
}

function act(guest: number, arrived: boolean, at: number, name = "", refused?: string): DoorAct {
  return { request: `${guest}-${at}`, guest, name, arrived, at, ...(refused === undefined ? {} : { refused }) };
}

const EVERYBODY = [guest(1, "Zoë van den Berg"), guest(2, "Ada Lovelace"), guest(3, "Adam Zoet"), guest(4, "Ümit Öz")];

test("two letters of any part of a name find somebody, whatever the accents", () => {
  const names = (typed: string): number[] => found(EVERYBODY, typed).map(({ id }) => id);
  expect(names("zo")).toEqual([1, 3]);
  expect(names("ZOE v")).toEqual([1]);
  expect(names("be zo")).toEqual([1]);
  expect(names("um")).toEqual([4]);
  expect(names("öz")).toEqual([4]);
  expect(names("a")).toEqual([]);
  expect(names(" ")).toEqual([]);
  expect(names("xx")).toEqual([]);
});

test("five thousand names give twenty at most", () => {
  const many = Array.from({ length: 5_000 }, (_, id) => guest(id + 1, `Jan ${id}`));
  expect(found(many, "ja")).toHaveLength(20);
});

test("what waits is shown as done, in its order, and what was refused is not", () => {
  const waiting = [
    act(1, true, 10),
    act(2, true, 11),
    act(2, false, 12),
    act(0, true, 13, "Zus"),
    act(3, true, 14, "", "nee"),
  ];
  const known = withWaiting(EVERYBODY, waiting);
  expect(known.map(({ id, at }) => [id, at])).toEqual([
    [1, 10],
    [2, null],
    [3, null],
    [4, null],
    [0, 13],
  ]);
  expect(EVERYBODY[0]?.at).toBeNull();
});

test("who is in already keeps the moment that the server knows", () => {
  expect(withWaiting([guest(1, "Ada", 5)], [act(1, true, 9)])[0]?.at).toBe(5);
});
