import { beforeEach, expect, test } from "vitest";
import { forget } from "../ground/shelf";
import type { Answer, Problem } from "../live/protocol";
import { type Added, type Line, LineOutbox, type WaitingLine } from "./line-outbox";

const NOTEPAD = 4;
const LINE: Line = { kind: "decision", text: "Er komt een fonds", who: "", due: "" };
const ADDED: Added = { line: "Besluit: Er komt een fonds", due: null };

let tries: WaitingLine[] = [];
let answers: (Answer<Added> | "none")[] = [];
let added: string[] = [];
let refused: Problem[] = [];

function open(): LineOutbox {
  return new LineOutbox(
    NOTEPAD,
    async (line) => {
      tries.push(line);
      const answer = answers.shift() ?? "none";
      if (answer === "none") throw new Error("no answer");
      return answer;
    },
    {
      connected: () => true,
      changed: () => undefined,
      answered: (_line, answer) => added.push(answer.line),
      refused: (_line, problem) => refused.push(problem),
    },
  );
}

beforeEach(() => {
  forget(`lines.${NOTEPAD}`);
  tries = [];
  answers = [];
  added = [];
  refused = [];
});

test("a line without an answer goes again as the same request, from a later page too, and then never again", async () => {
  const first = open();
  first.add(LINE);
  await first.flush();
  expect(first.waiting.length).toBe(1);
  answers = [ADDED];
  const later = open();
  await later.flush();
  await later.flush();
  expect(tries.map((line) => line.request)).toEqual([tries[0]?.request, tries[0]?.request]);
  expect([added, later.waiting]).toEqual([[ADDED.line], []]);
});

test("lines go in the order in which they were written, and a refused one holds nobody up", async () => {
  const box = open();
  for (const text of ["een", "twee", "drie"]) box.add({ ...LINE, text });
  answers = [ADDED, { error: { code: "due_unclear", message: "Welke dag?" } }, ADDED];
  await box.flush();
  expect(tries.map((line) => line.text)).toEqual(["een", "twee", "drie"]);
  expect(refused.map((problem) => problem.code)).toEqual(["due_unclear"]);
  expect(box.waiting.map((line) => [line.text, line.refused])).toEqual([["twee", "Welke dag?"]]);
});

test("a server that asks for patience is asked again with the next connection", async () => {
  const box = open();
  box.add(LINE);
  answers = [{ error: { code: "loading", message: "Een ogenblik" } }];
  await box.flush();
  expect([refused, box.waiting.map((line) => line.refused)]).toEqual([[], [undefined]]);
});
