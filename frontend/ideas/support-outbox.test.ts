import { beforeEach, expect, test } from "vitest";
import { forget } from "../ground/shelf";
import type { Idea } from "../live/protocol";
import { SupportOutbox } from "./support-outbox";

const idea: Idea = { id: 1, rev: 1, state: "visible" };
type Sent = { idea: number; on: boolean; counter: number };

beforeEach(() => forget("support.4"));

test("the last wish is what the server hears, with a counter that only grows", async () => {
  const sent: Sent[] = [];
  const answered: [number, boolean][] = [];
  const outbox = new SupportOutbox(
    4,
    async (id, wish) => {
      sent.push({ idea: id, ...wish });
      if (sent.length === 1) outbox.wish(1, false, 3);
      return { idea };
    },
    (id, on) => answered.push([id, on]),
    () => 1000,
  );
  outbox.wish(1, true, 2);
  await outbox.flush();
  expect(sent).toEqual([
    { idea: 1, on: true, counter: 1000 },
    { idea: 1, on: false, counter: 1001 },
  ]);
  expect(answered).toEqual([[1, false]]);
  expect(outbox.wishes.value).toEqual({});
});

test("a wish without an answer is there for the next page", async () => {
  const first = new SupportOutbox(
    4,
    () => Promise.reject(new Error("no answer")),
    () => undefined,
  );
  first.wish(1, true, 2);
  await first.flush();
  const next = new SupportOutbox(
    4,
    async () => ({ idea }),
    () => undefined,
  );
  expect(next.wishes.value[1]?.on).toBe(true);
  await next.flush();
  expect(next.wishes.value).toEqual({});
});
