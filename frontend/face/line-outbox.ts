// Lines that were written and not yet answered for, one list for each notepad.
import { uuid } from "../ground/ids";
import type { Answer } from "../live/protocol";
import { RequestOutbox, type RequestOutboxPage, type Waiting } from "../live/request-outbox";

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

export class LineOutbox extends RequestOutbox<WaitingLine, Added> {
  constructor(
    notepad: number,
    send: (line: WaitingLine) => Promise<Answer<Added>>,
    page: RequestOutboxPage<WaitingLine, Added>,
  ) {
    super(`lines.${notepad}`, (line) => line.request, send, page);
  }

  add(line: Line): void {
    this.put({ ...line, request: uuid() });
  }
}
