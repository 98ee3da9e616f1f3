// "Ik ook", and taking it back: the last wish per idea counts. Each has a counter that only grows,
// so that a late resend cannot undo what was decided after it.
import { signal } from "@preact/signals";
import { keep, kept } from "../ground/shelf";
import type { Answer, Idea } from "../live/protocol";

interface Wish {
  on: boolean;
  counter: number;
  /** The support that was shown when it was wished, and grows or shrinks by one. */
  shown: number;
}
type Wishes = Record<string, Wish>;

export class SupportOutbox {
  /** What is wished and not yet answered, by idea. */
  readonly wishes = signal<Wishes>({});
  private busy = false;
  private last = 0;

  constructor(
    private readonly topic: number,
    private readonly send: (idea: number, wish: { on: boolean; counter: number }) => Promise<Answer<{ idea: Idea }>>,
    private readonly answered: (id: number, on: boolean, answer: Answer<{ idea: Idea }>) => void,
    private readonly now: () => number = Date.now,
  ) {
    this.wishes.value = kept<Wishes>(this.name) ?? {};
  }

  wish(idea: number, on: boolean, support: number): void {
    this.last = Math.max(this.last + 1, this.now());
    const before = this.wishes.value[idea];
    const shown = before === undefined ? support : before.shown;
    this.write({ ...this.wishes.value, [idea]: { on, counter: this.last, shown } });
  }

  async flush(): Promise<void> {
    if (this.busy) return;
    this.busy = true;
    try {
      for (let next = this.next(); next !== undefined; next = this.next()) {
        const [idea, wish] = next;
        const answer = await this.send(idea, { on: wish.on, counter: wish.counter });
        // Answered, but meanwhile wished otherwise: the newer wish goes, too.
        if (this.wishes.value[idea]?.counter !== wish.counter) continue;
        const { [idea]: _answered, ...rest } = this.wishes.value;
        this.write(rest);
        this.answered(idea, wish.on, answer);
      }
    } catch {
      // No answer: the wish goes again with the next connection.
    } finally {
      this.busy = false;
    }
  }

  private next(): [number, Wish] | undefined {
    const first = Object.entries(this.wishes.value)[0];
    return first === undefined ? undefined : [Number(first[0]), first[1]];
  }

  private write(wishes: Wishes): void {
    this.wishes.value = wishes;
    keep(this.name, wishes);
  }

  private get name(): string {
    return `support.${this.topic}`;
  }
}
