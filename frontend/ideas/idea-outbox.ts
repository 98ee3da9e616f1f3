// Ideas that were written and not yet answered for, one list for each topic.
import { uuid } from "../ground/ids";
import { pageTimers, type Timers } from "../ground/timers";
import type { Answer, Idea } from "../live/protocol";
import { RequestOutbox, type RequestOutboxPage, type Waiting } from "../live/request-outbox";

export interface WaitingIdea extends Waiting {
  uuid: string;
  text: string;
  name: string;
  /** A card that staff typed in. */
  paper?: boolean;
}

interface IdeaOutboxPage extends Omit<RequestOutboxPage<WaitingIdea, { idea: Idea }>, "answered"> {
  sent(idea: Idea): void;
}

export class IdeaOutbox extends RequestOutbox<WaitingIdea, { idea: Idea }> {
  constructor(
    topic: number,
    send: (idea: WaitingIdea) => Promise<Answer<{ idea: Idea }>>,
    page: IdeaOutboxPage,
    timers: Timers = pageTimers,
  ) {
    const answered = (_sent: WaitingIdea, { idea }: { idea: Idea }): void => page.sent(idea);
    super(`ideas.${topic}`, (idea) => idea.uuid, send, { ...page, answered }, timers);
  }

  get unsent(): boolean {
    return this.waiting.some((idea) => idea.refused === undefined);
  }

  /** Keeps words that cannot be sent, with the reason, until the person decides. */
  putAside(text: string, refused: string): void {
    this.put({ uuid: uuid(), text, name: "", refused });
  }

  add(text: string, name: string, paper = false): void {
    this.put({ uuid: uuid(), text, name, ...(paper ? { paper } : {}) });
  }
}
