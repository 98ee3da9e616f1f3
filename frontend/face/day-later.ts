// What is told of the day is for later: nothing of it is fetched before the page is live.
import { jitter, pageTimers } from "../ground/timers";
import type { Day } from "./day";

const CALM_MS = 2_500;

export class DayLater {
  private day: Promise<Day> | null = null;
  private readonly came = pageTimers.now();

  constructor(
    private readonly from: string,
    private readonly made: number,
    private readonly say: (text: string) => void,
  ) {}

  /** The page is live, again if it was away. */
  live(): void {
    pageTimers.after(jitter(CALM_MS), () => this.act((day) => day.live()));
  }

  /** Has it done something, fetched where it is not there yet. */
  act(act: (day: Day) => void): void {
    this.day ??= import("./day").then(
      ({ Day }) => new Day(this.from, this.made - this.came, pageTimers, this.say, this.came),
    );
    this.day.then(act, () => {
      this.day = null; // no connection any more: at the next join
    });
  }
}
