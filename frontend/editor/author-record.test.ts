import { expect, test, vi } from "vitest";
import type { Timers } from "../ground/timers";
import { AuthorRecord, type AuthorsAnswer, sourcesOf } from "./author-record";

const FATIMA = { person: 0, name: "Fatima", kind: "facilitator" as const };
const NOBODY = { person: null, idea: null, template: false };
const ANSWER: AuthorsAnswer = {
  people: [FATIMA, { person: 1, name: "", kind: "participant" }],
  clients: {
    10: { person: 0, idea: null, template: false },
    11: { person: 0, idea: null, template: false },
    12: { person: 1, idea: null, template: false },
    13: { person: 0, idea: { number: 4, name: "Karim" }, template: false },
    14: { person: 0, idea: { number: 5, name: "" }, template: false },
    15: { person: null, idea: null, template: true },
    16: NOBODY,
  },
};

test("what is shown is the person's, whatever the client id, and the server's edits say what they are", () => {
  const sources = sourcesOf(ANSWER, 1);
  const said = [...sources].map(([client, { sentence }]) => [client, sentence]);
  expect(said).toEqual([
    [10, "Geschreven door Fatima"],
    [11, "Geschreven door Fatima"],
    [12, "Geschreven door jou"],
    [13, "Idee van Karim, overgenomen in de notities"],
    [14, "Idee van een deelnemer, overgenomen in de notities"],
    [15, "Uit het sjabloon"],
    [16, "Niet meer bekend wie dit schreef"],
  ]);
  expect(sources.get(10)?.key).toBe(sources.get(11)?.key);
  expect(sources.get(10)?.look).not.toBe(sources.get(12)?.look);
});

/** Time that goes on when the test says so. */
class Hand implements Timers {
  private waiting: (() => void)[] = [];
  after(_ms: number, callback: () => void): () => void {
    this.waiting.push(callback);
    return () => undefined;
  }
  now(): number {
    return 0;
  }
  pass(): void {
    for (const callback of this.waiting.splice(0)) callback();
  }
}

/** Until every promise that is settled has been told of. */
const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

test("somebody unknown is asked for once and then at a pace, and is unknown when the server says nothing", async () => {
  const timers = new Hand();
  const fetched = vi.fn(() => Promise.resolve(ANSWER));
  const changed = vi.fn();
  const record = new AuthorRecord(fetched, -1, timers, changed);
  expect(record.source(10)).toBeNull();
  expect(record.source(11)).toBeNull();
  await settled();
  expect(fetched).toHaveBeenCalledTimes(1);
  expect(changed).toHaveBeenCalledTimes(1);
  expect(record.source(10)?.sentence).toBe("Geschreven door Fatima");
  expect(record.source(99)).toBeNull();
  await settled();
  expect(fetched).toHaveBeenCalledTimes(1);
  timers.pass();
  await settled();
  expect(fetched).toHaveBeenCalledTimes(2);
  expect(record.source(99)?.key).toBe("unknown");
});

test("without internet nothing is lost, and after the end nothing is asked", async () => {
  const timers = new Hand();
  const fetched = vi.fn((): Promise<AuthorsAnswer> => Promise.reject(new Error("away")));
  const record = new AuthorRecord(fetched, -1, timers, vi.fn());
  record.source(10);
  await settled();
  timers.pass();
  expect(record.source(10)).toBeNull();
  expect(fetched).toHaveBeenCalledTimes(2);
  record.source(12);
  record.stop();
  timers.pass();
  expect(fetched).toHaveBeenCalledTimes(2);
});
