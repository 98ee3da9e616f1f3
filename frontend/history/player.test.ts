import { beforeEach, expect, test } from "vitest";
import type { Timers } from "../ground/timers";
import { Player } from "./player";

let now = 0;
let waiting: (() => void) | null = null;
const timers: Timers = {
  after(ms, callback) {
    waiting = () => {
      now += ms;
      callback();
    };
    return () => {
      waiting = null;
    };
  },
  now: () => now,
};

/** A slider of so many steps, played to its end: where it stood, and how long it took. */
function played(steps: number, calm: boolean): { stood: number[]; ms: number; states: boolean[] } {
  let at = 0;
  const [stood, states]: [number[], boolean[]] = [[], []];
  const move = (by: number): boolean => {
    at = Math.min(steps, at + by);
    stood.push(at);
    return at < steps;
  };
  const player = new Player(
    timers,
    () => calm,
    move,
    (playing) => states.push(playing),
  );
  player.play(steps);
  expect(player.playing).toBe(true);
  for (let next = waiting; next !== null && player.playing; next = waiting) {
    waiting = null;
    next();
  }
  expect(player.playing).toBe(false);
  return { stood, ms: now, states };
}

beforeEach(() => {
  now = 0;
  waiting = null;
});

test("a short past is played step by step, a long one within a minute, and both to the end", () => {
  expect(played(3, false)).toEqual({ stood: [1, 2, 3], ms: 450, states: [true, false] });
  now = 0;
  const { stood, ms } = played(4_000, false);
  expect(stood[stood.length - 1]).toBe(4_000);
  expect(ms).toBeLessThanOrEqual(60_000);
});

test("who wants little motion gets few and slow steps", () => {
  const { stood, ms } = played(4_000, true);
  expect(stood.length).toBeLessThanOrEqual(24);
  expect(ms / stood.length).toBeGreaterThanOrEqual(2_000);
});

test("stopping forgets what was under way", () => {
  const player = new Player(
    timers,
    () => false,
    () => true,
    () => undefined,
  );
  player.play(10);
  player.stop();
  expect(waiting).toBeNull();
  player.stop();
});
