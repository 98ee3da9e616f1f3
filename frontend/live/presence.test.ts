import { expect, test } from "vitest";
import type { Timers } from "../ground/timers";
import { Paced, Presence } from "./presence";
import type { SeatInfo } from "./protocol";

const anna: SeatInfo = { name: "Anna", person: 1, kind: "facilitator" };

test("cursors are everybody's but one's own, and go with their seat", () => {
  const presence = new Presence();
  presence.restart([
    [1, anna],
    [2, { ...anna, name: "Bram" }],
  ]);
  presence.take(
    [],
    [
      [1, null, [5, 2, 0]],
      [2, null, [5, 3, 0]],
      [9, null, [5, 4, 0]],
    ],
  );
  expect(presence.cursors(1).map(({ info, head }) => [info.name, head])).toEqual([["Bram", [5, 3, 0]]]);
  presence.take([[2, null]], []);
  expect(presence.cursors(1)).toEqual([]);
});

test("what is told faster than the pace arrives as its last value", () => {
  const { paced, sent, pass } = pacedNumbers();
  for (const value of [1, 2]) paced.tell(value);
  pass();
  for (const value of [3, 4]) paced.tell(value);
  expect(sent).toEqual([2]);
  pass();
  expect(sent).toEqual([2, 4]);
  pass();
  expect(sent).toEqual([2, 4]);
});

test("what goes along with something else is not sent again", () => {
  const { paced, sent, pass } = pacedNumbers();
  paced.tell(1);
  expect(paced.take()).toBe(1);
  expect(paced.take()).toBe(undefined);
  pass();
  expect(sent).toEqual([]);
  paced.tell(2);
  pass();
  expect(sent).toEqual([2]);
});

function pacedNumbers(): { paced: Paced<number>; sent: number[]; pass: () => void } {
  const callbacks: (() => void)[] = [];
  const timers: Timers = {
    now: () => 0,
    after(_ms, callback) {
      callbacks.push(callback);
      return () => undefined;
    },
  };
  const sent: number[] = [];
  return { paced: new Paced<number>(timers, (value) => sent.push(value)), sent, pass: () => callbacks.shift()?.() };
}
