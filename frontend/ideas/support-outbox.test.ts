import { beforeEach, expect, test } from "vitest";
import { forget } from "../ground/shelf";
import type { Timers } from "../ground/timers";
import type { Answer, Idea, Problem } from "../live/protocol";
import { SupportOutbox, type Wish } from "./support-outbox";

const idea: Idea = { id: 1, rev: 1, state: "visible" };
const TOO_MANY: Problem = { code: "too_many", message: "Wacht even." };
let now = 1000;
const timers: Timers = { after: () => () => undefined, now: () => now };
let sent: [number, boolean, number][] = [];
let answered: [number, boolean][] = [];
let refused: string[] = [];
let answers: (() => Answer<{ idea: Idea }>)[] = [];

function open(): SupportOutbox {
  return new SupportOutbox(
    4,
    async ({ idea: id, on, counter }) => {
      sent.push([id, on, counter]);
      const answer = answers.shift();
      if (answer === undefined) throw new Error("no answer");
      return answer();
    },
    {
      connected: () => true,
      answered: (wish: Wish) => answered.push([wish.idea, wish.on]),
      refused: (_wish, { code }) => refused.push(code),
    },
    timers,
  );
}

beforeEach(() => {
  for (const name of ["support.4", "counter"]) forget(name);
  now = 1000;
  sent = [];
  answered = [];
  refused = [];
  answers = [];
});

test("the last wish is what the server hears, with a counter that only grows", async () => {
  const outbox = open();
  answers = [
    () => {
      outbox.wish(1, false, 3);
      return { idea };
    },
    () => ({ idea }),
  ];
  outbox.wish(1, true, 2);
  await outbox.flush();
  expect(sent).toEqual([
    [1, true, 1000],
    [1, false, 1001],
  ]);
  expect(answered[answered.length - 1]).toEqual([1, false]);
  expect(outbox.wishes.value).toEqual({});
});

test("a wish without an answer is there for the next page, with the same counter", async () => {
  const first = open();
  first.wish(1, true, 2);
  await first.flush();
  const next = open();
  expect(next.wishes.value[1]?.on).toBe(true);
  answers = [() => ({ idea })];
  await next.flush();
  expect(sent).toEqual([
    [1, true, 1000],
    [1, true, 1000],
  ]);
  expect(next.wishes.value).toEqual({});
});

test("two tabs keep each other's wishes, and a clock that was put back does not make a new wish an old one", async () => {
  const one = open();
  const other = open();
  one.wish(1, true, 0);
  now = 400;
  other.wish(2, true, 0);
  other.wish(1, false, 0);
  answers = [() => ({ idea }), () => ({ idea })];
  await one.flush();
  expect(sent).toEqual([
    [2, true, 1001],
    [1, false, 1002],
  ]);
});

test("a server that asks for patience keeps the wish, one that refuses it ends it", async () => {
  const outbox = open();
  outbox.wish(1, true, 2);
  answers = [() => ({ error: TOO_MANY })];
  await outbox.flush();
  expect([Object.keys(outbox.wishes.value), refused, outbox.patience]).toEqual([["1"], [], "too_many"]);
  answers = [() => ({ error: { code: "locked", message: "Vastgezet." } })];
  await outbox.flush();
  expect(refused).toEqual(["locked"]);
});
