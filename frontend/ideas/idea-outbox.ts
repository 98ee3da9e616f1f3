// Ideas that were written and not yet answered for, one list for each topic.
import { uuid } from "../ground/ids";
import type { Answer, Idea, Problem } from "../live/protocol";
import { RequestOutbox, type Waiting } from "../live/request-outbox";

export interface WaitingIdea extends Waiting {
  uuid: string;
  text: string;
  name: string;
}

interface IdeaOutboxPage {
  changed(waiting: readonly WaitingIdea[], busy: boolean): void;
  sent(idea: Idea): void;
  refused(waiting: WaitingIdea, problem: Problem): void;
}

export class IdeaOutbox extends RequestOutbox<WaitingIdea, { idea: Idea }> {
  constructor(topic: number, send: (idea: WaitingIdea) => Promise<Answer<{ idea: Idea }>>, page: IdeaOutboxPage) {
    super(`ideas.${topic}`, (idea) => idea.uuid, send, {
      changed: (waiting, busy) => page.changed(waiting, busy),
      answered: (_idea, { idea }) => page.sent(idea),
      refused: (idea, problem) => page.refused(idea, problem),
    });
  }

  get unsent(): boolean {
    return this.waiting.some((idea) => idea.refused === undefined);
  }

  add(text: string, name: string): void {
    this.put({ uuid: uuid(), text, name });
  }
}
