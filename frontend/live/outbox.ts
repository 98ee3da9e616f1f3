// Keeps every change that was typed here until the server says that it is stored. "Saved" means
// that this outbox is empty, and nothing else.
//
// Only update events of this browser's own typing come in, never a computed difference: that would
// hold other people's text. Each entry has a number; numbers belong to (client id, epoch) and only
// grow. What gathers while entries are on their way is merged into the next one. After a new join
// everything goes again, merged, under a fresh number: the answer to the old number, should it
// still come, must not take away what was added since.
import * as Y from "yjs";
import type { OutboxStore } from "./outbox-store";

export type SaveState =
  | { kind: "saved" }
  | { kind: "saving" }
  /** Not on its way; `stored` says whether it survives closing the page. */
  | { kind: "kept"; stored: boolean };

export interface OutboxCarrier {
  /** Sends an entry over the socket; false when there is no connection. */
  send(n: number, update: Uint8Array): boolean;
  /** Sends a large entry over HTTP; resolves when the server answered, false when it did not. */
  upload(n: number, update: Uint8Array): Promise<boolean>;
  /** How many entries may be on their way now. */
  room(): number;
}

interface Entry {
  n: number;
  update: Uint8Array;
  sent: boolean;
}

/** Larger entries travel over HTTP: a socket message over the server's limit ends the connection. */
export const UPLOAD_FROM_BYTES = 200_000;
// A merged entry is written whole at every key: an hour without a network must not make that long.
const MERGE_UP_TO_BYTES = 4_000;

export class Outbox {
  private entries: Entry[] = [];
  private last = 0;
  private joined = false;
  private uploading: Entry | null = null;
  private stored = true;

  constructor(
    readonly client: number,
    private readonly store: OutboxStore,
    private readonly carrier: OutboxCarrier,
    private readonly changed: (state: SaveState) => void = () => undefined,
  ) {}

  get empty(): boolean {
    return this.entries.length === 0;
  }

  /** The number of the oldest entry that was sent over the socket and has no answer yet. */
  get awaited(): number | undefined {
    return this.uploading === null && this.joined ? this.entries.find((entry) => entry.sent)?.n : undefined;
  }

  get updates(): Uint8Array[] {
    return this.entries.map((entry) => entry.update);
  }

  get state(): SaveState {
    if (this.empty) return { kind: "saved" };
    return this.joined ? { kind: "saving" } : { kind: "kept", stored: this.stored };
  }

  /** Takes one update event of the own document. */
  add(update: Uint8Array): void {
    const newest = this.entries[this.entries.length - 1];
    if (newest !== undefined && !newest.sent && newest.update.byteLength < MERGE_UP_TO_BYTES) {
      newest.update = Y.mergeUpdates([newest.update, update]);
      this.write(newest);
    } else {
      const entry = { n: this.next(), update, sent: false };
      this.entries.push(entry);
      this.write(entry);
    }
    this.flush();
    this.tell();
  }

  /** Begins sending after a join; `saved` is the last number that the server has stored. */
  open(saved: number): void {
    this.last = Math.max(this.last, saved);
    this.joined = true;
    this.uploading = null;
    // Only what went on its way can be stored; another page with this client id (a tab that slept)
    // may have used the number of an entry that still waits here.
    this.entries = this.entries.filter((entry) => !entry.sent || entry.n > saved);
    this.forget(saved);
    this.merge();
    this.flush();
    this.tell();
  }

  /** Stops sending: the connection is gone, or the room takes nothing now. */
  close(): void {
    this.joined = false;
    this.tell();
  }

  /** Hears that everything up to and including `n` is stored. */
  saved(n: number): void {
    this.drop(n);
    this.flush();
    this.tell();
  }

  /** Drops everything, here and on the device. */
  discard(): void {
    this.drop(Number.POSITIVE_INFINITY);
    this.joined = false;
    this.tell();
  }

  private next(): number {
    this.last += 1;
    return this.last;
  }

  private merge(): void {
    if (this.empty) return;
    const update = Y.mergeUpdates(this.updates);
    const before = this.last;
    const entry = { n: this.next(), update, sent: false };
    this.entries = [entry];
    this.write(entry);
    this.forget(before);
  }

  private flush(): void {
    while (this.joined && this.uploading === null && this.onTheirWay() < this.carrier.room()) {
      const entry = this.entries.find((waiting) => !waiting.sent);
      if (entry === undefined) return;
      if (entry.update.byteLength > UPLOAD_FROM_BYTES) {
        // Two ways have no common order: what is large waits for what is on its way, and all that follows for it.
        if (this.onTheirWay() === 0) this.upload(entry);
        return;
      }
      if (!this.carrier.send(entry.n, entry.update)) return;
      entry.sent = true;
    }
  }

  private upload(entry: Entry): void {
    entry.sent = true;
    this.uploading = entry;
    void this.carrier.upload(entry.n, entry.update).then((answered) => {
      // Unanswered: the session joins again, which opens this outbox anew. A late answer to an
      // upload of before that is of no use either: its text went again under another number.
      if (!answered || this.uploading !== entry) return;
      this.uploading = null;
      this.saved(entry.n);
    });
  }

  private onTheirWay(): number {
    return this.entries.filter((entry) => entry.sent).length;
  }

  private drop(upTo: number): void {
    const before = this.entries.length;
    this.entries = this.entries.filter((entry) => entry.n > upTo);
    if (this.entries.length !== before) this.forget(upTo);
  }

  private write(entry: Entry): void {
    this.store.put(this.client, entry.n, entry.update).then(
      () => this.wasStored(true),
      () => this.wasStored(false),
    );
  }

  private forget(upTo: number): void {
    // A copy that stays is sent once more after a restart, and the server has it already.
    this.store.removeUpTo(this.client, upTo).catch(() => undefined);
  }

  private wasStored(stored: boolean): void {
    if (stored === this.stored) return;
    this.stored = stored;
    this.tell();
  }

  private tell(): void {
    this.changed(this.state);
  }
}
