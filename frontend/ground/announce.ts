// Says short things to screen readers through the page's one polite region, one after the other.
import type { Timers } from "./timers";

const APART_MS = 1_500;
const NEW_IDEAS_MS = 30_000;

export class Announcer {
  private readonly queue: string[] = [];
  private speaking = false;
  private fresh = 0;
  private counting = false;

  constructor(
    private readonly region: HTMLElement | null,
    private readonly timers: Timers,
  ) {}

  say(text: string): void {
    if (text === "" || this.queue[this.queue.length - 1] === text) return;
    this.queue.push(text);
    this.next();
  }

  /** Counts new ideas of others; they are told at most once per half a minute. */
  newIdeas(count: number, sentence: (count: number) => string): void {
    this.fresh += count;
    if (this.counting || this.fresh === 0) return;
    this.counting = true;
    this.say(sentence(this.fresh));
    this.fresh = 0;
    this.timers.after(NEW_IDEAS_MS, () => {
      this.counting = false;
      this.newIdeas(0, sentence);
    });
  }

  private next(): void {
    if (this.speaking) return;
    const text = this.queue.shift();
    if (text === undefined) return;
    this.speaking = true;
    if (this.region !== null) this.region.textContent = text;
    this.timers.after(APART_MS, () => {
      this.speaking = false;
      // Emptied, so that the same sentence said twice is two changes.
      if (this.region !== null) this.region.textContent = "";
      this.next();
    });
  }
}
