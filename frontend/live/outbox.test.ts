import { expect, test } from "vitest";
import * as Y from "yjs";
import { Outbox, type SaveState, UPLOAD_FROM_BYTES } from "./outbox";
import type { OutboxStore, StoredUpdate } from "./outbox-store";

/** The device, as a list. */
class Device implements OutboxStore {
  rows: StoredUpdate[] = [];
  broken = false;

  async put(client: number, n: number, update: Uint8Array): Promise<void> {
    if (this.broken) throw new Error("full");
    this.rows = [...this.rows.filter((row) => row.client !== client || row.n !== n), { client, n, update }];
  }

  async removeUpTo(client: number, n: number): Promise<void> {
    this.rows = this.rows.filter((row) => row.client !== client || row.n > n);
  }

  async all(): Promise<StoredUpdate[]> {
    return this.rows;
  }

  close(): void {}
}

/** One browser that types, with an outbox whose messages are collected. */
class Bench {
  readonly device = new Device();
  readonly sent: { n: number; update: Uint8Array }[] = [];
  readonly states: SaveState[] = [];
  readonly doc = new Y.Doc();
  readonly outbox: Outbox;
  readonly uploads: ((answered: boolean) => void)[] = [];
  connected = true;
  room = 3;

  constructor() {
    this.doc.clientID = 7;
    this.outbox = new Outbox(
      7,
      this.device,
      {
        room: () => this.room,
        send: (n, update) => {
          if (this.connected) this.sent.push({ n, update });
          return this.connected;
        },
        upload: () => new Promise((resolve) => this.uploads.push(resolve)),
      },
      (state) => this.states.push(state),
    );
    this.doc.on("update", (update: Uint8Array) => this.outbox.add(update));
  }

  type(text: string): void {
    const notes = this.doc.getText("notes");
    notes.insert(notes.length, text);
  }

  get numbers(): number[] {
    return this.sent.map(({ n }) => n);
  }

  /** The text that somebody has who applies the given messages. */
  received(from = 0): string {
    const other = new Y.Doc();
    for (const { update } of this.sent.slice(from)) Y.applyUpdate(other, update);
    return other.getText("notes").toString();
  }
}

test("the first change goes at once; what gathers while the way is full is merged into the next", () => {
  const bench = new Bench();
  bench.room = 1;
  bench.outbox.open(0);
  for (const letter of "abcd") bench.type(letter);
  expect(bench.numbers).toEqual([1]);
  bench.outbox.saved(1);
  expect(bench.numbers).toEqual([1, 2]);
  expect(bench.received()).toBe("abcd");
});

test("a few may be on their way over a websocket", () => {
  const bench = new Bench();
  bench.outbox.open(0);
  for (const letter of "abcde") bench.type(letter);
  expect(bench.numbers).toEqual([1, 2, 3]);
});

test("saved means that nothing is left, here and on the device", async () => {
  const bench = new Bench();
  bench.outbox.open(0);
  bench.type("a");
  expect(bench.outbox.state).toEqual({ kind: "saving" });
  expect(bench.device.rows).toHaveLength(1);
  bench.outbox.saved(1);
  expect(bench.outbox.state).toEqual({ kind: "saved" });
  expect(bench.device.rows).toHaveLength(0);
});

test("nothing is sent before the join", () => {
  const bench = new Bench();
  bench.type("a");
  expect(bench.sent).toEqual([]);
  expect(bench.outbox.state.kind).toBe("kept");
});

test("after a new join everything goes again, merged, under a number that is new", () => {
  const bench = new Bench();
  bench.outbox.open(0);
  for (const letter of "abcd") bench.type(letter);
  bench.outbox.close();
  bench.type("e");
  const before = bench.sent.length;
  bench.outbox.open(1);
  expect(bench.numbers.slice(before)).toEqual([5]);
  expect(bench.device.rows.map(({ n }) => n)).toEqual([5]);
  // The late answer to an old number does not take away what was added since.
  bench.outbox.saved(4);
  expect(bench.outbox.empty).toBe(false);
  bench.outbox.saved(5);
  expect(bench.outbox.empty).toBe(true);
});

test("the join's answer says what is stored already: it does not go again", () => {
  const bench = new Bench();
  bench.outbox.open(0);
  bench.type("a");
  bench.outbox.close();
  bench.outbox.open(1);
  expect(bench.numbers).toEqual([1]);
  expect(bench.outbox.state.kind).toBe("saved");
});

test("an entry that was never sent is not taken for stored, whatever number the server names", () => {
  const bench = new Bench();
  bench.type("a");
  bench.outbox.open(5);
  expect(bench.numbers).toEqual([6]);
  expect(bench.received()).toBe("a");
});

test("without a connection nothing counts as on its way", () => {
  const bench = new Bench();
  bench.outbox.open(0);
  bench.connected = false;
  bench.type("a");
  bench.connected = true;
  bench.type("b");
  expect(bench.numbers).toEqual([1]);
  expect(bench.received()).toBe("ab");
});

test("a large change goes over HTTP, alone; nothing later goes until it is answered", async () => {
  const bench = new Bench();
  bench.outbox.open(0);
  bench.type("x".repeat(UPLOAD_FROM_BYTES + 1));
  bench.type("after");
  expect(bench.uploads).toHaveLength(1);
  expect(bench.sent).toEqual([]);
  bench.uploads[0]?.(true);
  await Promise.resolve();
  await Promise.resolve();
  expect(bench.numbers).toEqual([2]);
});

test("a large change waits for what is on its way, and goes when that is stored", () => {
  const bench = new Bench();
  bench.outbox.open(0);
  bench.type("a");
  bench.type("x".repeat(UPLOAD_FROM_BYTES + 1));
  expect(bench.numbers).toEqual([1]);
  expect(bench.uploads).toHaveLength(0);
  bench.outbox.saved(1);
  expect(bench.uploads).toHaveLength(1);
});

test("when the device keeps nothing, the state says so", async () => {
  const bench = new Bench();
  bench.device.broken = true;
  bench.type("a");
  await Promise.resolve();
  await Promise.resolve();
  expect(bench.outbox.state).toEqual({ kind: "kept", stored: false });
});
