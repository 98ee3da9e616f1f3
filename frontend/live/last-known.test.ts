import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import type { Timers } from "../ground/timers";
import { type Committed, LARGEST_BYTES, LastKnown } from "./last-known";
import { type NotepadStore, openOutboxStore } from "./outbox-store";

vi.stubGlobal("navigator", { locks: { query: () => Promise.resolve({ held: [] }) } });

/** A clock that goes when it is told to. */
class Clock implements Timers {
  private time = 0;
  private due: { at: number; act: () => void }[] = [];
  now = (): number => this.time;

  after(ms: number, act: () => void): () => void {
    const entry = { at: this.time + ms, act };
    this.due.push(entry);
    return () => {
      this.due = this.due.filter((one) => one !== entry);
    };
  }

  pass(ms: number): void {
    this.time += ms;
    for (const entry of this.due.filter(({ at }) => at <= this.time)) {
      this.due = this.due.filter((one) => one !== entry);
      entry.act();
    }
  }
}

let epochs = 0;
function notepad(session = "anna", store: NotepadStore = openOutboxStore(9, ++epochs)) {
  const clock = new Clock();
  const state: { now: Committed | null } = { now: null };
  const known = new LastKnown(
    () => store,
    session,
    clock,
    () => state.now,
  );
  const at = (seq: number, bytes = new Uint8Array([seq])): void => {
    state.now = { seq, read: () => bytes };
    known.changed();
  };
  const away = (): void => {
    state.now = null;
    known.changed();
  };
  const seq = async (): Promise<number | undefined> => (await known.read())?.seq;
  return { clock, known, store, at, away, seq };
}

test("it is written when it is quiet, and now and then while it is not", async () => {
  const { clock, at, seq } = notepad();
  for (let n = 1; n <= 30; n += 1) {
    at(n);
    clock.pass(500);
  }
  expect(await seq()).toBeUndefined();
  for (let n = 31; n <= 50; n += 1) {
    at(n);
    clock.pass(500);
  }
  expect(await seq()).toBe(40);
  clock.pass(1_500);
  expect(await seq()).toBe(50);
});

test("a document that does not follow the server is not in it, and a page that goes writes at once", async () => {
  const { clock, known, at, away, seq } = notepad();
  at(1);
  clock.pass(1_500);
  away();
  clock.pass(60_000);
  expect(await seq()).toBe(1);
  at(2);
  known.hurry();
  expect(await seq()).toBe(2);
});

test("what may hold refused words is thrown away, and not written again before something changed", async () => {
  const { known, at, seq } = notepad();
  at(7);
  known.hurry();
  expect(await seq()).toBe(7);
  known.forget();
  known.hurry();
  expect(await seq()).toBeUndefined();
  at(7);
  known.hurry();
  expect(await seq()).toBe(7);
});

test("another session does not see it, and a tab that is behind does not overwrite it", async () => {
  const anna = notepad();
  anna.at(5);
  anna.known.hurry();
  const behind = notepad("anna", anna.store);
  behind.at(3);
  behind.known.hurry();
  const bob = notepad("bob", anna.store);
  expect([await anna.seq(), await bob.seq(), await notepad("", anna.store).seq()]).toEqual([5, undefined, undefined]);
  bob.at(1);
  bob.known.hurry();
  expect([await anna.seq(), await bob.seq()]).toEqual([undefined, 1]);
});

test("what would fill a phone is not kept", async () => {
  const { known, at, seq } = notepad();
  at(1, new Uint8Array(LARGEST_BYTES + 1));
  known.hurry();
  expect(await seq()).toBeUndefined();
});
