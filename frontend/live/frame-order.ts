// Lets frames through in order. A gap waits a moment for the missing frame before the rows are
// asked for by number; while a state is fetched over HTTP everything is held back.
import type { Timers } from "../ground/timers";
import type { Frame } from "./protocol";

const GAP_MS = 300;

export class FrameOrder {
  /** The number of the last row that the document holds. */
  seq = 0;
  private held: Frame[] = [];
  private holding = true;
  private cancelWait: (() => void) | null = null;

  constructor(
    private readonly timers: Timers,
    private readonly apply: (frame: Frame) => void,
    private readonly askRows: (after: number) => void,
  ) {}

  /** Keeps frames back until `release`. */
  hold(): void {
    this.holding = true;
    this.stopWaiting();
  }

  /** Goes on from a document that holds everything up to `seq`. */
  release(seq: number): void {
    this.seq = seq;
    this.holding = false;
    this.stopWaiting();
    this.drain();
  }

  /** Forgets what was held back: it belongs to a connection or document that is over. */
  clear(): void {
    this.held = [];
    this.stopWaiting();
  }

  take(frame: Frame): void {
    this.held.push(frame);
    if (!this.holding) this.drain();
  }

  private drain(): void {
    this.held.sort((a, b) => a.prev - b.prev || a.seq - b.seq);
    // Applying a frame may end the document, and with it what is held back.
    while (!this.holding && this.held[0] !== undefined && this.held[0].prev <= this.seq) {
      const frame = this.held.shift() as Frame;
      this.seq = Math.max(this.seq, frame.seq);
      this.apply(frame);
    }
    if (this.held.length === 0 || this.holding) this.stopWaiting();
    else this.cancelWait ??= this.timers.after(GAP_MS, () => this.gap());
  }

  private gap(): void {
    this.cancelWait = null;
    this.askRows(this.seq);
  }

  private stopWaiting(): void {
    this.cancelWait?.();
    this.cancelWait = null;
  }
}
