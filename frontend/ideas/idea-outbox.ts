// Ideas that are written and not yet answered for. They survive closing the page, go one by one
// with the UUID that this browser gave them, and go again until there is an answer: the server
// counts a UUID once.
import { uuid } from "../ground/ids";
import { keep, kept } from "../ground/shelf";
import type { Answer, Idea, Problem } from "../live/protocol";

export interface WaitingIdea {
  uuid: string;
  text: string;
  name: string;
  /** Why the server did not take it; it stays until the person decides. */
  refused?: string;
}

export interface IdeaOutboxPage {
  changed(waiting: readonly WaitingIdea[], busy: boolean): void;
  sent(idea: Idea): void;
  refused(waiting: WaitingIdea, problem: Problem): void;
}

// The server asks for a little patience: the idea is fine.
const LATER = new Set(["loading", "cannot_save"]);

export class IdeaOutbox {
  private busy = false;

  constructor(
    private readonly topic: number,
    /** Rejects when there was no answer. */
    private readonly send: (idea: WaitingIdea) => Promise<Answer<{ idea: Idea }>>,
    private readonly page: IdeaOutboxPage,
  ) {}

  get waiting(): readonly WaitingIdea[] {
    // Read each time: another tab of the same topic shares the list.
    return kept<WaitingIdea[]>(this.name) ?? [];
  }

  get unsent(): boolean {
    return this.waiting.some((idea) => idea.refused === undefined);
  }

  add(text: string, name: string): void {
    this.change((list) => [...list, { uuid: uuid(), text, name }]);
  }

  remove(id: string): void {
    this.change((list) => list.filter((idea) => idea.uuid !== id));
  }

  /** Sends everything that waits, oldest first; stops at the first one without an answer. */
  async flush(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        this.tell();
        const answer = await this.send(next);
        if (!this.settle(next, answer)) return;
      }
    } catch {
      // No answer: it goes again with the next connection, and whether it arrived is the server's
      // to know.
    } finally {
      this.busy = false;
      this.tell();
    }
  }

  tell(): void {
    this.page.changed(this.waiting, this.busy);
  }

  private settle(idea: WaitingIdea, answer: Answer<{ idea: Idea }>): boolean {
    if (!("error" in answer)) {
      this.remove(idea.uuid);
      this.page.sent(answer.idea);
      return true;
    }
    if (LATER.has(answer.error.code)) return false;
    const refused = answer.error.message;
    this.change((list) => list.map((one) => (one.uuid === idea.uuid ? { ...one, refused } : one)));
    this.page.refused({ ...idea, refused }, answer.error);
    return true;
  }

  private next(): WaitingIdea | undefined {
    return this.waiting.find((idea) => idea.refused === undefined);
  }

  private change(work: (list: readonly WaitingIdea[]) => WaitingIdea[]): void {
    keep(this.name, work(this.waiting));
    this.tell();
  }

  private get name(): string {
    return `ideas.${this.topic}`;
  }
}
