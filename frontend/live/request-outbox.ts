// What is written and not yet answered for: it survives closing the page, goes one by one under the id
// that this browser gave it, and goes again until there is an answer. The server counts an id once.
import { keep, kept } from "../ground/shelf";
import { type Answer, isProblem, type Problem } from "./protocol";

export interface Waiting {
  /** Why the server did not take it; it stays until the person decides. */
  refused?: string;
}

export interface RequestOutboxPage<W, A> {
  changed(waiting: readonly W[], busy: boolean): void;
  answered(waiting: W, answer: A): void;
  refused(waiting: W, problem: Problem): void;
}

// The server asks for a little patience: what was sent is fine.
const LATER = new Set(["loading", "cannot_save"]);

export class RequestOutbox<W extends Waiting, A extends object> {
  private busy = false;

  constructor(
    /** Under which name it stands on the device. */
    private readonly name: string,
    private readonly idOf: (waiting: W) => string,
    /** Rejects when there was no answer. */
    private readonly send: (waiting: W) => Promise<Answer<A>>,
    private readonly page: RequestOutboxPage<W, A>,
  ) {}

  get waiting(): readonly W[] {
    // Read each time: another tab of the same topic shares the list.
    return kept<W[]>(this.name) ?? [];
  }

  remove(id: string): void {
    this.change((list) => list.filter((one) => this.idOf(one) !== id));
  }

  /** Sends everything that waits, oldest first; stops at the first one without an answer. */
  async flush(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        this.tell();
        if (!this.settle(next, await this.send(next))) return;
      }
    } catch {
      // No answer: it goes again with the next connection, and whether it arrived is the server's to know.
    } finally {
      this.busy = false;
      this.tell();
    }
  }

  tell(): void {
    this.page.changed(this.waiting, this.busy);
  }

  protected put(one: W): void {
    this.change((list) => [...list, one]);
  }

  private next(): W | undefined {
    return this.waiting.find((one) => one.refused === undefined);
  }

  private settle(sent: W, answer: Answer<A>): boolean {
    const id = this.idOf(sent);
    if (!isProblem(answer)) {
      this.remove(id);
      this.page.answered(sent, answer);
      return true;
    }
    const { error } = answer;
    if (LATER.has(error.code)) return false;
    const refused = error.message;
    this.change((list) => list.map((one) => (this.idOf(one) === id ? { ...one, refused } : one)));
    this.page.refused({ ...sent, refused }, error);
    return true;
  }

  private change(work: (list: readonly W[]) => W[]): void {
    keep(this.name, work(this.waiting));
    this.tell();
  }
}
