// A log's text in pieces: units of one client that came together, and went together or not at all. All boundaries are
// known beforehand, so no piece is ever cut.
import type { ReadLog } from "./log";
import { Places } from "./places";
import { firstWhere } from "./sorted";

const CLOCKS = 2 ** 31;

/** By a piece's number: client by client, and within a client in the order of the clocks. */
export interface Pieces {
  readonly count: number;
  /** The client's number in the log. */
  readonly client: Int32Array;
  /** What brought it, in `ReadLog.brought`. */
  readonly brought: Int32Array;
  readonly clock: Int32Array;
  readonly end: Int32Array;
  /** The row that took it away first; 0: it still stands. */
  readonly taken: Int32Array;
  /** The pieces that it was typed after and before; -1: the begin or the end of the text. */
  readonly after: Int32Array;
  readonly before: Int32Array;
  /** By what was brought: its first piece, and the one behind its last. */
  readonly from: Int32Array;
  readonly to: Int32Array;
}

/** Throws `BrokenLog` where a piece was typed beside one that nobody brought. */
export function piecesOf(log: ReadLog): Pieces {
  const cutter = new Cutter(log);
  cutter.findNeighbours();
  cutter.findTaken();
  return cutter.pieces();
}

class Cutter {
  private readonly places: Places;
  /** By what was brought: the places of the units that it was typed after and before; -1: none. */
  private readonly left: Int32Array;
  private readonly right: Int32Array;
  /** By what was taken: the place of its first unit. */
  private readonly begins: Int32Array;
  /** Where pieces begin besides where something was brought: place and clock in one number. */
  private readonly cuts: number[] = [];
  /** By place: its first piece; one more at the end. */
  private readonly first: Int32Array;

  constructor(private readonly log: ReadLog) {
    this.places = new Places(log);
    this.left = new Int32Array(log.brought.count);
    this.right = new Int32Array(log.brought.count);
    this.begins = new Int32Array(log.taken.count);
    this.first = new Int32Array(log.brought.count + 1);
  }

  findNeighbours(): void {
    const { places, left, right } = this;
    const { all, count } = this.log.brought;
    // Who types follows one's own words mostly, and stands before the same words for long.
    const befores = new Int32Array(this.log.clients.length);
    const afters = new Int32Array(this.log.clients.length);
    for (let at = 0; at < count; at += 1) {
      const client = all.client[at] as number;
      const after = all.after[at] as number;
      const before = all.before[at] as number;
      left[at] = -1;
      right[at] = -1;
      if (after >= 0) {
        const clock = all.afterClock[at] as number;
        const near = after === client ? (places.of[at] as number) - 1 : (afters[client] as number);
        const place = places.find(after, clock, near);
        if (after !== client) afters[client] = place;
        left[at] = place;
        this.cut(place, clock + 1);
      }
      if (before >= 0) {
        const clock = all.beforeClock[at] as number;
        const place = places.find(before, clock, befores[client] as number);
        befores[client] = place;
        right[at] = place;
        this.cut(place, clock);
      }
    }
  }

  findTaken(): void {
    const { all, count } = this.log.taken;
    const near = new Int32Array(this.log.clients.length);
    for (let at = 0; at < count; at += 1) {
      const client = all.client[at] as number;
      if (all.clock[at] === all.end[at]) continue;
      const place = this.places.find(client, all.clock[at] as number, near[client] as number);
      const last = this.places.find(client, (all.end[at] as number) - 1, place);
      this.begins[at] = place;
      near[client] = place;
      this.cut(place, all.clock[at] as number);
      this.cut(last, all.end[at] as number);
    }
  }

  pieces(): Pieces {
    const { places, first } = this;
    const { count } = this.log.brought;
    const cuts = Float64Array.from(this.cuts).sort();
    const room = count + cuts.length;
    const [brought, clock, end] = [new Int32Array(room), new Int32Array(room), new Int32Array(room)];
    const [from, to] = [new Int32Array(count), new Int32Array(count)];
    let [made, next] = [0, 0];
    for (let place = 0; place < count; place += 1) {
      first[place] = made;
      const of = places.brought[place] as number;
      from[of] = made;
      let at = places.clock[place] as number;
      for (; next < cuts.length && (cuts[next] as number) < (place + 1) * CLOCKS; next += 1) {
        const stop = (cuts[next] as number) - place * CLOCKS;
        if (stop === at) continue; // the same cut once more
        brought[made] = of;
        clock[made] = at;
        end[made] = stop;
        at = stop;
        made += 1;
      }
      brought[made] = of;
      clock[made] = at;
      end[made] = places.end[place] as number;
      made += 1;
      to[of] = made;
    }
    first[count] = made;
    const client = brought.map((of) => this.log.brought.all.client[of] as number);
    const cutUp = { count: made, client, brought, clock, end, from, to };
    return { ...cutUp, taken: this.taken(cutUp), ...this.neighbours(cutUp) };
  }

  private neighbours({ count, brought, clock, end, from }: CutUp): { after: Int32Array; before: Int32Array } {
    const { all } = this.log.brought;
    const [after, before] = [new Int32Array(count), new Int32Array(count)];
    for (let piece = 0; piece < count; piece += 1) {
      const of = brought[piece] as number;
      const [left, right] = [this.left[of] as number, this.right[of] as number];
      if (from[of] !== piece) after[piece] = piece - 1;
      else after[piece] = left < 0 ? -1 : this.beginning(left, (all.afterClock[of] as number) + 1, clock, end) - 1;
      before[piece] = right < 0 ? -1 : this.beginning(right, all.beforeClock[of] as number, clock, end);
    }
    return { after, before };
  }

  /** Each piece by the row that took it away first: from each the next that no row has taken is known. */
  private taken({ count, clock, end }: CutUp): Int32Array {
    const { all } = this.log.taken;
    const taken = new Int32Array(count);
    const next = Int32Array.from({ length: count + 1 }, (_, piece) => piece);
    const free = (from: number): number => {
      let at = from;
      while (next[at] !== at) {
        next[at] = next[next[at] as number] as number; // every search makes the way shorter
        at = next[at] as number;
      }
      return at;
    };
    for (let at = 0; at < this.log.taken.count; at += 1) {
      const [from, to] = [all.clock[at] as number, all.end[at] as number];
      if (from === to) continue;
      const behind = this.first[this.places.after(all.client[at] as number)] as number;
      let piece = free(this.beginning(this.begins[at] as number, from, clock, end));
      while (piece < behind && (end[piece] as number) <= to) {
        taken[piece] = all.row[at] as number;
        next[piece] = piece + 1;
        piece = free(piece);
      }
    }
    return taken;
  }

  /** The piece of a place that begins with a clock; behind the last one: the place's end. */
  private beginning(place: number, at: number, clock: Int32Array, end: Int32Array): number {
    const [from, to] = [this.first[place] as number, this.first[place + 1] as number];
    if (clock[from] === at) return from;
    if (end[to - 1] === at) return to;
    return from + firstWhere(to - from, (piece) => (clock[from + piece] as number) >= at);
  }

  private cut(place: number, at: number): void {
    if (at !== this.places.clock[place] && at !== this.places.end[place]) this.cuts.push(place * CLOCKS + at);
  }
}

type CutUp = Omit<Pieces, "taken" | "after" | "before">;
