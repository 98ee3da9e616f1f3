// Who else is here and where their cursor stands. Names and numbers come from the server, once per
// seat; this browser tells only the two ends of its own selection, at most four times a second.
import type { Timers } from "../ground/timers";
import type { Place, SeatInfo } from "./protocol";

const PACE_MS = 250;

/** Somebody who writes here: one tab of a person. */
export interface Present {
  seat: number;
  info: SeatInfo;
}

export interface Cursor extends Present {
  anchor: Place | null;
  head: Place | null;
}

export class Presence {
  private readonly seats = new Map<number, SeatInfo>();
  private readonly places = new Map<number, { anchor: Place | null; head: Place | null }>();

  /** Takes what a frame says; a seat without information has left. */
  take(seats: readonly [number, SeatInfo | null][], places: readonly [number, Place | null, Place | null][]): void {
    for (const [seat, info] of seats) {
      if (info === null) {
        this.seats.delete(seat);
        this.places.delete(seat);
      } else {
        this.seats.set(seat, info);
      }
    }
    for (const [seat, anchor, head] of places) this.places.set(seat, { anchor, head });
  }

  /** Starts again from the seats that a join's answer lists. */
  restart(seats: readonly [number, SeatInfo][]): void {
    this.seats.clear();
    this.places.clear();
    this.take(seats, []);
  }

  /** Everybody who writes here, oneself included. */
  get people(): Present[] {
    return [...this.seats].map(([seat, info]) => ({ seat, info }));
  }

  /** Everybody's cursor but one's own. */
  cursors(mine: number): Cursor[] {
    return [...this.places]
      .filter(([seat]) => seat !== mine)
      .flatMap(([seat, place]) => {
        const info = this.seats.get(seat);
        return info === undefined ? [] : [{ seat, info, ...place }];
      });
  }
}

/** Calls `send` with the newest value, in a moment and then at most once per pace; what waits may go along with something else. */
export class Paced<T> {
  private waiting: { value: T } | null = null;
  private pacing = false;

  constructor(
    private readonly timers: Timers,
    private readonly send: (value: T) => void,
  ) {}

  tell(value: T): void {
    this.waiting = { value };
    if (this.pacing) return;
    this.pacing = true;
    this.timers.after(0, () => this.next());
  }

  /** Takes what waits, if anything does: it goes along with something else. */
  take(): T | undefined {
    const taken = this.waiting?.value;
    this.waiting = null;
    return taken;
  }

  private next(): void {
    const value = this.take();
    if (value === undefined) {
      this.pacing = false;
      return;
    }
    this.send(value);
    this.timers.after(PACE_MS, () => this.next());
  }
}
