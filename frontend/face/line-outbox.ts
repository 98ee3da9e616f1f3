// Lines that were written and not yet answered for, one list for each notepad.
import { uuid } from "../ground/ids";
import type { Answer, Problem } from "../live/protocol";
import { RequestOutbox, type Waiting } from "../live/request-outbox";

export interface Line {
  kind: string;
  text: string;
  who: string;
  due: string;
}

export interface WaitingLine extends Line, Waiting {
  request: string;
}

export interface Added {
  line: string;
  due: string | null;
}

interface LineOutboxPage {
  changed(waiting: readonly WaitingLine[], busy: boolean): void;
  added(waiting: WaitingLine, answer: Added): void;
  refused(waiting: WaitingLine, problem: Problem): void;
}

export class LineOutbox extends RequestOutbox<WaitingLine, Added> {
  constructor(notepad: number, send: (line: WaitingLine) => Promise<Answer<Added>>, page: LineOutboxPage) {
    super(`lines.${notepad}`, (line) => line.request, send, {
      changed: (waiting, busy) => page.changed(waiting, busy),
      answered: (line, answer) => page.added(line, answer),
      refused: (line, problem) => page.refused(line, problem),
    });
  }

  add(line: Line): void {
    this.put({ ...line, request: uuid() });
  }
}
