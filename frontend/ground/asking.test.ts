import { expect, test } from "vitest";
import { Asking } from "./asking";
import { handTime } from "./hand-time";

interface Seen {
  shown: string[];
  trouble: boolean[];
  marks: (string | undefined)[];
  pass(ms: number): Promise<void>;
}

type Answer = () => Response | Promise<Response>;

const ours = (body: string | null, status: number, mark = ""): Response =>
  new Response(body, { status, headers: { "X-Oogst": "1", ...(mark === "" ? {} : { ETag: mark }) } });

/** A screen whose questions are answered by `answers`, the last one for ever. */
function asking(answers: Answer[]): Seen {
  const time = handTime();
  const seen: Seen = {
    shown: [],
    trouble: [],
    marks: [],
    async pass(ms) {
      for (let gone = 0; gone < ms; gone += 500) {
        time.pass(500);
        await new Promise((resolve) => setTimeout(resolve));
      }
    },
  };
  const told = {
    show: (html: string) => seen.shown.push(html),
    trouble: (on: boolean) => seen.trouble.push(on),
  };
  const ask = (_address: string, wishes: RequestInit): Promise<Response> => {
    seen.marks.push((wishes.headers as Record<string, string>)["If-None-Match"]);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    return new Promise((resolve, reject) => {
      wishes.signal?.addEventListener("abort", () => reject(new Error("given up")));
      void Promise.resolve(answer?.()).then((response) => response && resolve(response), reject);
    });
  };
  new Asking("/scherm/nu", '"0"', time, told, { every: 1_000, wanted: () => true }, ask).next();
  return seen;
}

test("what is new is shown once, and the next question says what is shown", async () => {
  const seen = asking([() => ours(null, 304), () => ours("een", 200, '"1"'), () => ours(null, 304)]);
  await seen.pass(5_000);
  expect(seen.shown).toEqual(["een"]);
  expect(seen.marks.slice(0, 4)).toEqual(['"0"', '"0"', '"1"', '"1"']);
});

test("one missed answer is no trouble, two are, and it is over with the next one", async () => {
  const away = (): Promise<Response> => Promise.reject(new Error("no network"));
  const seen = asking([away, away, () => ours(null, 304)]);
  await seen.pass(8_000);
  expect(seen.trouble.slice(0, 3)).toEqual([false, true, false]);
});

test("a network that wants a log-in first is no answer, nor is a server that fails", async () => {
  const portal = (): Response => new Response("<h1>Wifi</h1>", { status: 200 });
  const seen = asking([portal, () => ours("mis", 500), () => ours("goed", 200, '"1"')]);
  await seen.pass(10_000);
  expect(seen.shown).toEqual(["goed", ...seen.shown.slice(1)]);
  expect(seen.trouble.slice(0, 3)).toEqual([false, true, false]);
});

test("a question that is never answered is given up and asked again", async () => {
  const never = (): Promise<Response> => new Promise(() => undefined);
  const seen = asking([never, () => ours("terug", 200, '"1"'), () => ours(null, 304)]);
  await seen.pass(8_000);
  expect(seen.shown).toEqual([]);
  await seen.pass(6_000);
  expect(seen.shown).toEqual(["terug"]);
});
