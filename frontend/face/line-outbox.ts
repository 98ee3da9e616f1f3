// Lines that were written and not yet answered for: they survive closing the page and go one by
// one until there is an answer. The server counts a request once, so none arrives twice.
import { uuid } from "../ground/ids";
import { keep, kept } from "../ground/shelf";
import type { Answer, Problem } from "../live/protocol";

export interface Line {
  kind: string;
  text: string;
  who: string;
  due: string;
}

export interface WaitingLine extends Line {
  request: string;
  /** Why the server did not take it; it stays until the person decides. */
  refused?: string;
}

export interface Added {
  line: string;
  due: string | null;
}

export interface LineOutboxPage {
  changed(waiting: readonly WaitingLine[], busy: boolean): void;
  added(waiting: WaitingLine, answer: Added): void;
  refused(waiting: WaitingLine, problem: Problem): void;
}

// The server asks for a little patience: the line is fine.
const LATER = new Set(["loading", "cannot_save"]);

export class LineOutbox {
  private busy = false;

  constructor(
    private readonly notepad: number,
    /** Rejects when there was no answer. */
    private readonly send: (line: WaitingLine) => Promise<Answer<Added>>,
    private readonly page: LineOutboxPage,
  ) {}

  get waiting(): readonly WaitingLine[] {
    // Read each time: another tab of the same topic shares the list.
    return kept<WaitingLine[]>(this.name) ?? [];
  }

  add(line: Line): void {
    this.change((list) => [...list, { ...line, request: uuid() }]);
  }

  remove(request: string): void {
    this.change((list) => list.filter((line) => line.request !== request));
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
      // No answer: it goes again with the next connection.
    } finally {
      this.busy = false;
      this.tell();
    }
  }

  tell(): void {
    this.page.changed(this.waiting, this.busy);
  }

  private settle(line: WaitingLine, answer: Answer<Added>): boolean {
    if (!("error" in answer)) {
      this.remove(line.request);
      this.page.added(line, answer);
      return true;
    }
    if (LATER.has(answer.error.code)) return false;
    const refused = answer.error.message;
    this.change((list) => list.map((one) => (one.request === line.request ? { ...one, refused } : one)));
    this.page.refused({ ...line, refused }, answer.error);
    return true;
  }

  private next(): WaitingLine | undefined {
    return this.waiting.find((line) => line.refused === undefined);
  }

  private change(work: (list: readonly WaitingLine[]) => WaitingLine[]): void {
    keep(this.name, work(this.waiting));
    this.tell();
  }

  private get name(): string {
    return `lines.${this.notepad}`;
  }
}
