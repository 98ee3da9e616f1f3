import { beforeEach, expect, test } from "vitest";
import { forget } from "../ground/shelf";
import type { Answer, Idea, Problem } from "../live/protocol";
import { IdeaOutbox, type WaitingIdea } from "./idea-outbox";

const TOPIC = 4;
const idea: Idea = { id: 1, rev: 1, state: "visible" };

let tries: WaitingIdea[] = [];
let answers: (Answer<{ idea: Idea }> | "none")[] = [];
let sent: Idea[] = [];
let refused: Problem[] = [];

function open(): IdeaOutbox {
  return new IdeaOutbox(
    TOPIC,
    async (waiting) => {
      tries.push(waiting);
      const answer = answers.shift() ?? "none";
      if (answer === "none") throw new Error("no answer");
      return answer;
    },
    { changed: () => undefined, sent: (one) => sent.push(one), refused: (_waiting, problem) => refused.push(problem) },
  );
}

beforeEach(() => {
  forget(`ideas.${TOPIC}`);
  tries = [];
  answers = [];
  sent = [];
  refused = [];
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
