// "Ik ook", and taking it back: the last wish per idea counts. Each has a counter that only grows,
// in all tabs of this browser, so that a late resend cannot undo what was decided after it.

import { keep, kept } from "../ground/shelf";
import { signal } from "../ground/signals";
import { pageTimers, type Timers } from "../ground/timers";
import type { Answer, Idea } from "../live/protocol";
import { RequestOutbox, type RequestOutboxPage, type Waiting } from "../live/request-outbox";

export interface Wish extends Waiting {
  idea: number;
  on: boolean;
  counter: number;
  /** The support that was shown when it was wished, and grows or shrinks by one. */
  shown: number;
}

type SupportPage = Omit<RequestOutboxPage<Wish, { idea: Idea }>, "changed">;

export class SupportOutbox extends RequestOutbox<Wish, { idea: Idea }> {
  /** What is wished and not yet answered, by idea. */
  readonly wishes = signal<Readonly<Record<number, Wish>>>({});

  constructor(
    topic: number,
    send: (wish: Wish) => Promise<Answer<{ idea: Idea }>>,
    page: SupportPage,
    private readonly clock: Timers = pageTimers,
  ) {
    super(`support.${topic}`, (wish) => String(wish.counter), send, { ...page, changed: () => undefined }, clock);
    this.tell();
  }

  wish(idea: number, on: boolean, support: number): void {
    const counter = Math.max((kept<number>("counter") ?? 0) + 1, this.clock.now());
    keep("counter", counter);
    const shown = this.wishes.value[idea]?.shown ?? support;
    this.change((list) => [...list.filter((wish) => wish.idea !== idea), { idea, on, counter, shown }]);
  }

  override tell(): void {
    this.wishes.value = Object.fromEntries(this.waiting.map((wish) => [wish.idea, wish]));
  }
}
