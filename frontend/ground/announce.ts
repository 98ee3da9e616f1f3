// The one place that decides what is said to screen readers, through the page's one polite region.
// Promise: sentences come one after the other and never faster than they can be heard; what others add
// is counted and told at most every half a minute; nothing is said beyond what the person chose.
// Others' typing, support and a running clock have no way in here at all.
import type { Timers } from "./timers";

/** How much somebody wants to hear. */
export type Volume = "all" | "mine" | "none";

const APART_MS = 1_500;
const NEW_IDEAS_MS = 30_000;
const MOST_WAITING = 4;

export class Announcer {
  /** Sentences in their order; null stands for how many new ideas there are by then. */
  private queue: (string | null)[] = [];
  private speaking = false;
  private fresh = 0;
  /** New ideas were told less than half a minute ago. */
  private toldLately = false;
  private sentence: (count: number) => string = String;

  constructor(
    private readonly region: Pick<HTMLElement, "textContent"> | null,
    private readonly timers: Timers,
    private readonly volume: () => Volume = () => "all",
  ) {}

  /** Says something about what this person did or what happened to it. */
  mine(text: string): void {
    if (text !== "" && this.volume() !== "none") this.say(text);
  }

  /** Says something for everybody here: a round began or ended, little time is left. */
  room(text: string): void {
    if (text !== "" && this.volume() === "all") this.say(text);
  }

  /** Counts new ideas of others; they are told at most once per half a minute. */
  newIdeas(count: number, sentence: (count: number) => string): void {
    this.fresh += count;
    this.sentence = sentence;
    this.tellIdeas();
  }

  private tellIdeas(): void {
    if (this.volume() !== "all") this.fresh = 0;
    if (this.fresh > 0 && !this.toldLately) this.say(null);
  }

  private say(what: string | null): void {
    if (this.queue.includes(what)) return;
    // Who is behind hears the newest.
    this.queue = [...this.queue, what].slice(-MOST_WAITING);
    this.next();
  }

  private next(): void {
    if (this.speaking) return;
    const what = this.queue.shift();
    if (what === undefined) return;
    this.speaking = true;
    if (this.region !== null) this.region.textContent = what ?? this.countedIdeas();
    this.timers.after(APART_MS, () => {
      this.speaking = false;
      // Emptied, so that the same sentence said twice is two changes.
      if (this.region !== null) this.region.textContent = "";
      this.next();
    });
  }

  // Half a minute counts from when they are told, however long that had to wait for other sentences.
  private countedIdeas(): string {
    const count = this.fresh;
    this.fresh = 0;
    this.toldLately = true;
    this.timers.after(NEW_IDEAS_MS, () => {
      this.toldLately = false;
      this.tellIdeas();
    });
    return this.sentence(count);
  }
}
