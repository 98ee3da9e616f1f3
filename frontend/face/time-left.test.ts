import { expect, test } from "vitest";
import { handTime } from "../ground/hand-time";
import { type Round, serverTime, tellTimeLeft } from "./time-left";

const MINUTE = 60_000;

function round(begins: number, ends: number): Round {
  return { title: "Ronde I", begins: begins * MINUTE, ends: ends * MINUTE };
}

function heard(rounds: readonly Round[], time = handTime()): [number, number][] {
  const said: [number, number][] = [];
  tellTimeLeft(rounds, time, (_round, minutes) => said.push([time.now() / MINUTE, minutes]));
  return said;
}

test("five minutes and one minute before the end, of every round", () => {
  const time = handTime();
  const said = heard([round(0, 60), round(150, 210)], time);
  time.pass(300 * MINUTE);
  expect(said).toEqual([
    [55, 5],
    [59, 1],
    [205, 5],
    [209, 1],
  ]);
});

test("a page that is opened late hears what is still to come, and a short round has no five minutes", () => {
  const time = handTime(56 * MINUTE);
  const said = heard([round(0, 60), round(70, 73)], time);
  time.pass(60 * MINUTE);
  expect(said).toEqual([
    [59, 1],
    [72, 1],
  ]);
});

test("a device that slept says nothing that is not true any more", () => {
  const time = handTime();
  let asleep = 0;
  const said: number[] = [];
  const sleepy = { after: time.after, now: () => time.now() + asleep };
  tellTimeLeft([round(0, 60)], sleepy, (_round, minutes) => said.push(minutes));
  asleep = 2 * MINUTE;
  time.pass(56 * MINUTE);
  expect(said).toEqual([]);
  time.pass(10 * MINUTE);
  expect(said).toEqual([1]);
});

test("a device whose clock is wrong goes by the server's, unless the page is an old one", () => {
  const time = handTime(500 * MINUTE);
  expect(serverTime(time, 20 * MINUTE, true).now()).toBe(20 * MINUTE);
  expect(serverTime(time, 20 * MINUTE, false).now()).toBe(500 * MINUTE);
  const said: number[] = [];
  tellTimeLeft([round(0, 30)], serverTime(time, 20 * MINUTE, true), () => said.push(time.now() / MINUTE));
  time.pass(20 * MINUTE);
  expect(said).toEqual([505, 509]);
});
