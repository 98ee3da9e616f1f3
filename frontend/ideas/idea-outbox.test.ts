import { beforeEach, expect, test, vi } from "vitest";
import { forget } from "../ground/shelf";
import type { Timers } from "../ground/timers";
import type { Answer, Idea, Problem } from "../live/protocol";
import { IdeaOutbox, type WaitingIdea } from "./idea-outbox";

const TOPIC = 4;
const idea: Idea = { id: 1, rev: 1, state: "visible" };

let tries: WaitingIdea[] = [];
let answers: (Answer<{ idea: Idea }> | "none")[] = [];
let sent: Idea[] = [];
let refused: Problem[] = [];
let connected = true;
let due: (() => void)[] = [];
const timers: Timers = {
  after: (_ms, callback) => {
    due.push(callback);
    return () => {
      due = due.filter((one) => one !== callback);
    };
  },
  now: () => 0,
};

function open(): IdeaOutbox {
  return new IdeaOutbox(
    TOPIC,
    async (waiting) => {
      tries.push(waiting);
      const answer = answers.shift() ?? "none";
      if (answer === "none") throw new Error("no answer");
      return answer;
    },
    {
      connected: () => connected,
      changed: () => undefined,
      sent: (one) => sent.push(one),
      refused: (_waiting, problem) => refused.push(problem),
    },
    timers,
  );
}

beforeEach(() => {
  forget(`ideas.${TOPIC}`);
  tries = [];
  answers = [];
  sent = [];
  refused = [];
  connected = true;
  due = [];
});

test("an idea is the author's own until it was on its way, and again when the server wants it later", async () => {
  const outbox = open();
  connected = false;
  outbox.add("nog hier", "");
  await outbox.flush();
  expect(outbox.waiting[0]?.tried).toBeUndefined();
  connected = true;
  await outbox.flush();
  expect(open().waiting[0]?.tried).toBe(true);
  answers = [{ error: { code: "too_many", message: "Rustig." } }];
  await outbox.flush();
  expect(outbox.waiting[0]?.tried).toBe(false);
});

test("an idea without an answer goes again with the same uuid, from a later page too", async () => {
  const first = open();
  first.add("Een fonds", "Anna");
  await first.flush();
  expect(first.unsent).toBe(true);
  const later = open();
  answers = [{ idea }];
  await later.flush();
  expect(tries.map(({ uuid, text, name }) => [uuid, text, name])).toEqual([
    [tries[0]?.uuid, "Een fonds", "Anna"],
    [tries[0]?.uuid, "Een fonds", "Anna"],
  ]);
  expect(sent).toEqual([idea]);
  expect(later.waiting).toEqual([]);
});

test("ideas go in the order in which they were written", async () => {
  const outbox = open();
  outbox.add("een", "");
  outbox.add("twee", "");
  answers = [{ idea }, { idea: { ...idea, id: 2 } }];
  await outbox.flush();
  expect(tries.map(({ text }) => text)).toEqual(["een", "twee"]);
});

test("a refused idea stays with its reason and does not hold up the next", async () => {
  const outbox = open();
  outbox.add("te lang", "");
  outbox.add("goed", "");
  answers = [{ error: { code: "too_long", message: "Te lang." } }, { idea }];
  await outbox.flush();
  expect(outbox.waiting.map(({ text, refused: reason }) => [text, reason])).toEqual([["te lang", "Te lang."]]);
  expect(refused.map(({ code }) => code)).toEqual(["too_long"]);
  expect(sent).toEqual([idea]);
  expect(outbox.unsent).toBe(false);
});

test("a server that cannot save now keeps the idea waiting", async () => {
  const outbox = open();
  outbox.add("een", "");
  answers = [{ error: { code: "cannot_save", message: "Straks." } }];
  await outbox.flush();
  expect(outbox.unsent).toBe(true);
  expect(refused).toEqual([]);
});

test("what got no answer goes again by itself while there is a connection, and then no more", async () => {
  const outbox = open();
  outbox.add("een", "");
  await outbox.flush();
  expect([tries.length, due.length]).toEqual([1, 1]);
  answers = [{ idea }];
  due[0]?.();
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]));
  expect(tries[0]?.uuid).toBe(tries[1]?.uuid);
  expect(due.length).toBe(1);
});

test("nothing is tried without a connection", async () => {
  connected = false;
  const outbox = open();
  outbox.add("een", "");
  await outbox.flush();
  expect([tries, due, outbox.unsent]).toEqual([[], [], true]);
});

test("who is too fast keeps every idea; the rest goes later, in its order", async () => {
  const outbox = open();
  for (const text of ["een", "twee", "drie"]) outbox.add(text, "");
  answers = [{ idea }, { error: { code: "too_many", message: "Wacht even." } }];
  await outbox.flush();
  expect([outbox.waiting.map(({ text }) => text), outbox.patience, refused]).toEqual([
    ["twee", "drie"],
    "too_many",
    [],
  ]);
  answers = [{ idea: { ...idea, id: 2 } }, { idea: { ...idea, id: 3 } }];
  due[0]?.();
  await vi.waitFor(() => expect(outbox.waiting).toEqual([]));
  expect([tries.map(({ text }) => text), outbox.patience]).toEqual([["een", "twee", "twee", "drie"], ""]);
});
