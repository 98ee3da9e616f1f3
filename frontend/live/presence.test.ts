import { expect, test } from "vitest";
import type { Timers } from "../ground/timers";
import { Paced, Presence } from "./presence";
import type { SeatInfo } from "./protocol";

const anna: SeatInfo = { name: "Anna", colour: 1, kind: "facilitator" };

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
  const callbacks: (() => void)[] = [];
  const timers: Timers = {
    now: () => 0,
    after(_ms, callback) {
      callbacks.push(callback);
      return () => undefined;
    },
  };
  const sent: number[] = [];
  const paced = new Paced<number>(timers, (value) => sent.push(value));
  for (const value of [1, 2, 3]) paced.tell(value);
  expect(sent).toEqual([1]);
  callbacks.shift()?.();
  expect(sent).toEqual([1, 3]);
  callbacks.shift()?.();
  expect(sent).toEqual([1, 3]);
});
