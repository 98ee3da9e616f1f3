// The last state of a notepad that the server has, kept on this device so that the editor opens
// without a network. Written calmly: when it is quiet for a moment, and now and then while it is
// not, and at once when the connection breaks or the page goes. What is typed and not yet saved stands
// in the outbox as well: it may be in the state too, and is then only known twice.
import type { Timers } from "../ground/timers";
import { waitingUpdates } from "./leftovers";
import type { NotepadStore } from "./outbox-store";

const QUIET_MS = 1_500;
const AT_LEAST_EVERY_MS = 20_000;
// Reading a long past out of the document takes time from whoever types: at most this part of it.
const SHARE = 1 / 100;
/** A larger document is not kept: a phone's storage is small. */
export const LARGEST_BYTES = 8_000_000;

/** A document that holds everything up to its log number. */
export interface Committed {
  seq: number;
  read(): Uint8Array;
}

export class LastKnown {
  private cancel: (() => void) | null = null;
  private waitingSince = 0;
  private cost = 0;
  private written: { to: NotepadStore; seq: number } | null = null;

  constructor(
    private readonly store: () => NotepadStore,
    /** Whose page this is; without one nothing is kept. */
    private readonly session: string,
    private readonly timers: Timers,
    /** The document now; null while it does not follow the server. */
    private readonly committed: () => Committed | null,
  ) {}

  /** Hears that the document is another one than a moment ago. */
  changed(): void {
    if (this.session === "") return;
    const now = this.timers.now();
    if (this.cancel === null) this.waitingSince = now;
    this.cancel?.();
    const patience = Math.max(0, this.waitingSince + AT_LEAST_EVERY_MS - now);
    this.cancel = this.timers.after(Math.max(this.cost / SHARE, Math.min(QUIET_MS, patience)), () => this.write());
  }

  /** Writes at once what waits to be written: the page may be gone in a moment. */
  hurry(): void {
    if (this.cancel !== null) this.write();
  }

  /** What is known of the notepad, if this session has seen it: its state, then what waits here to be sent. */
  async read(): Promise<{ seq: number; at: number; updates: Uint8Array[] } | null> {
    const store = this.store();
    const known = await store.state().catch(() => undefined);
    if (known === undefined || this.session === "" || known.session !== this.session) return null;
    return { seq: known.seq, at: known.at, updates: [known.update, ...(await waitingUpdates(store))] };
  }

  /** Throws the state away: it may hold words that the server did not take. The next change brings a new one. */
  forget(): void {
    this.cancel?.();
    this.cancel = null;
    this.written = null;
    this.store()
      .forgetState()
      .catch(() => undefined);
  }

  stop(): void {
    this.hurry();
    this.cancel?.();
    this.cancel = null;
  }

  private write(): void {
    this.cancel?.();
    this.cancel = null;
    const committed = this.committed();
    const to = this.store();
    if (committed === null || (committed.seq === this.written?.seq && to === this.written.to)) return;
    const began = this.timers.now();
    const update = committed.read();
    this.cost = this.timers.now() - began;
    if (update.byteLength > LARGEST_BYTES) return;
    this.written = { to, seq: committed.seq };
    const state = { session: this.session, seq: committed.seq, at: began, update };
    // A device that keeps nothing opens without a network as it did before: not at all.
    to.keepState(state).catch(() => undefined);
  }
}
