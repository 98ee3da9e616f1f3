import { beforeEach, expect, test } from "vitest";
import type { Timers } from "../ground/timers";
import { FrameOrder } from "./frame-order";
import type { Frame } from "./protocol";

let waiting: (() => void)[] = [];
const timers: Timers = {
  now: () => 0,
  after(_ms, callback) {
    waiting.push(callback);
    return () => {
      waiting = waiting.filter((one) => one !== callback);
    };
  },
};
let applied: number[] = [];
let asked: number[] = [];
let order: FrameOrder;

function frame(prev: number, seq: number): Frame {
  return { notepad: 1, epoch: 1, seq, prev, update: null, saved: [] };
}

beforeEach(() => {
  waiting = [];
  applied = [];
  asked = [];
  order = new FrameOrder(
    timers,
    ({ seq }) => applied.push(seq),
    (after) => asked.push(after),
  );
  order.release(5);
});

test("frames in order are applied at once, those without text too", () => {
  order.take(frame(5, 6));
  order.take(frame(6, 6));
  expect(applied).toEqual([6, 6]);
});

test("a gap waits for the missing frame", () => {
  order.take(frame(6, 7));
  expect(applied).toEqual([]);
  order.take(frame(5, 6));
  expect(applied).toEqual([6, 7]);
  expect(waiting).toEqual([]);
});

test("a gap that stays asks for the rows, and goes on from them", () => {
  order.take(frame(7, 8));
  waiting[0]?.();
  expect(asked).toEqual([5]);
  order.release(7);
  expect(applied).toEqual([8]);
});

test("frames are held back while the state is fetched", () => {
  order.hold();
  order.take(frame(5, 6));
  order.take(frame(6, 7));
  expect(applied).toEqual([]);
  order.release(6);
  expect(applied).toEqual([6, 7]);
  expect(order.seq).toBe(7);
});

test("a frame that ends the document stops the ones behind it", () => {
  const seen: number[] = [];
  const stopping = new FrameOrder(
    timers,
    ({ seq }) => {
      seen.push(seq);
      stopping.hold();
    },
    () => undefined,
  );
  stopping.take(frame(0, 1));
  stopping.take(frame(1, 2));
  stopping.release(0);
  expect(seen).toEqual([1]);
});
