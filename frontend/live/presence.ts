// Who else is here and where their cursor stands. Names and colours come from the server, once per
// seat; this browser tells only the two ends of its own selection, at most four times a second.
import type { Timers } from "../ground/timers";
import type { Place, SeatInfo } from "./protocol";

const PACE_MS = 250;

export interface Cursor {
  seat: number;
  info: SeatInfo;
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

/** Calls `send` with the newest value, at once and then at most once per pace. */
export class Paced<T> {
  private waiting: { value: T } | null = null;
  private resting = false;

  constructor(
    private readonly timers: Timers,
    private readonly send: (value: T) => void,
  ) {}

  tell(value: T): void {
    if (this.resting) {
      this.waiting = { value };
      return;
    }
    this.send(value);
    this.resting = true;
    this.timers.after(PACE_MS, () => this.rested());
  }

  private rested(): void {
    this.resting = false;
    const next = this.waiting;
    this.waiting = null;
    if (next !== null) this.tell(next.value);
  }
}
