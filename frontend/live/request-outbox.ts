// What is written and not yet answered for: it survives closing the page, goes one by one under the id
// that this browser gave it, and goes again until there is an answer. The server counts an id once.
// While there is a connection nothing waits for ever: what got no answer is tried again by itself.
import { keep, kept } from "../ground/shelf";
import { jitter, pageTimers, type Timers } from "../ground/timers";
import { type Answer, isProblem, type Problem } from "./protocol";

export interface Waiting {
  /** Why the server did not take it; it stays until the person decides. */
  refused?: string;
  /** It was on its way, and nobody knows whether it arrived: it cannot be taken back here any more. */
  tried?: boolean;
}

export interface RequestOutboxPage<W, A> {
  /** Whether it is of any use to try. */
  connected(): boolean;
  changed(waiting: readonly W[], busy: boolean): void;
  answered(waiting: W, answer: A): void;
  refused(waiting: W, problem: Problem): void;
}

// The server asks for a little patience: what was sent is fine.
const LATER = new Set(["loading", "cannot_save", "too_many"]);
const AGAIN_MS = 10_000;

export class RequestOutbox<W extends Waiting, A extends object> {
  /** Why the server wants what waits later, by its last answer: the code of a problem, or "". */
  patience = "";
  private busy = false;
  private again: (() => void) | null = null;
  private stored = true;

  constructor(
    /** Under which name it stands on the device. */
    private readonly name: string,
    private readonly idOf: (waiting: W) => string,
    /** Rejects when there was no answer. */
    private readonly send: (waiting: W) => Promise<Answer<A>>,
    private readonly page: RequestOutboxPage<W, A>,
    private readonly timers: Timers = pageTimers,
  ) {}

  get waiting(): readonly W[] {
    // Read each time: another tab of the same topic shares the list.
    const list = kept<W[]>(this.name);
    return Array.isArray(list) ? list : [];
  }

  /** Whether what waits survives closing the page; a device may be full, or keep nothing. */
  get survives(): boolean {
    return this.stored;
  }

  remove(id: string): void {
    this.change((list) => list.filter((one) => this.idOf(one) !== id));
  }

  /** Sends everything that waits, oldest first; stops at the first one without an answer. */
  async flush(): Promise<void> {
    if (this.busy || !this.page.connected()) return;
    this.busy = true;
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        this.mark(this.idOf(next), true);
        if (!this.settle(next, await this.send(next))) return;
      }
    } catch {
      // No answer: it goes again, and whether it arrived is the server's to know.
    } finally {
      this.busy = false;
      this.tell();
      if (this.next() !== undefined) this.later();
    }
  }

  tell(): void {
    this.page.changed(this.waiting, this.busy);
  }

  protected put(one: W): void {
    this.change((list) => [...list, one]);
  }

  protected change(work: (list: readonly W[]) => W[]): void {
    this.stored = keep(this.name, work(this.waiting));
    this.tell();
  }

  private mark(id: string, tried: boolean): void {
    this.change((list) => list.map((one) => (this.idOf(one) === id ? { ...one, tried } : one)));
  }

  private next(): W | undefined {
    return this.waiting.find((one) => one.refused === undefined);
  }

  private later(): void {
    this.again?.();
    this.again = this.timers.after(jitter(AGAIN_MS), () => void this.flush());
  }

  private settle(sent: W, answer: Answer<A>): boolean {
    const id = this.idOf(sent);
    this.patience = "";
    if (!isProblem(answer)) {
      this.remove(id);
      this.page.answered(sent, answer);
      return true;
    }
    const { error } = answer;
    if (LATER.has(error.code)) {
      this.patience = error.code;
      this.mark(id, false);
      return false;
    }
    const refused = error.message;
    this.change((list) => list.map((one) => (this.idOf(one) === id ? { ...one, refused } : one)));
    this.page.refused({ ...sent, refused }, error);
    return true;
  }
}
