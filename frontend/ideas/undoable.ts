// What was done to ideas just now and can be taken back: shown for ten seconds, one thing at a time.
import { signal } from "../ground/signals";
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";

export const UNDO_MS = 10_000;

export interface Done {
  /** What happened, without the idea's words: the page may be on the beamer. */
  text: string;
  /** Answers what went wrong, or null. */
  undo(): Promise<string | null>;
  /** The idea that was hidden: why can be noted with it. */
  hidden?: number;
  /** What was hidden, and how each stood before: what is hidden next joins it. */
  hid?: ReadonlyMap<number, string>;
}

export class Undoable {
  /** What can be undone now. */
  readonly done = signal<Done | null>(null);
  /** Why the last thing did not work. */
  readonly problem = signal("");
  private cancel: () => void = () => undefined;

  constructor(
    private readonly timers: Timers,
    private readonly announce: (text: string) => void,
  ) {}

  did(done: Done): void {
    this.problem.value = "";
    this.done.value = done;
    this.announce(done.text);
    this.soonOver();
  }

  /** Stays while somebody writes a reason. */
  stay(): void {
    this.cancel();
  }

  soonOver(): void {
    this.cancel();
    this.cancel = this.timers.after(UNDO_MS, () => {
      this.done.value = null;
    });
  }

  over(): void {
    this.cancel();
    this.done.value = null;
  }

  failed(problem: string): void {
    this.problem.value = problem;
    this.announce(problem);
  }

  /** Undoes it; false when there is nothing. */
  undo(): boolean {
    const done = this.done.value;
    if (done === null) return false;
    this.over();
    void done.undo().then((problem) => {
      if (problem !== null) this.failed(problem);
      else this.announce(t("Het is ongedaan gemaakt."));
    });
    return true;
  }
}
