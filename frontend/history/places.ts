// What was brought, client by client in the order of the clocks: where a unit of a client is found.
import { BrokenLog, type ReadLog } from "./log";
import { firstWhere } from "./sorted";

export class Places {
  /** By place: which of what was brought stands there, and from which clock up to which. */
  readonly brought: Int32Array;
  readonly clock: Int32Array;
  readonly end: Int32Array;
  /** By what was brought: its place. */
  readonly of: Int32Array;
  /** By client: its first place; one more at the end. */
  private readonly first: Int32Array;

  constructor({ brought: { all, count }, clients }: ReadLog) {
    const first = new Int32Array(clients.length + 1);
    for (let at = 0; at < count; at += 1)
      first[(all.client[at] as number) + 1] = 1 + (first[(all.client[at] as number) + 1] as number);
    for (let at = 0; at < clients.length; at += 1) first[at + 1] = (first[at + 1] as number) + (first[at] as number);
    const free = first.slice();
    this.brought = new Int32Array(count);
    this.clock = new Int32Array(count);
    this.end = new Int32Array(count);
    this.of = new Int32Array(count);
    this.first = first;
    for (let at = 0; at < count; at += 1) {
      const client = all.client[at] as number;
      const place = free[client] as number;
      free[client] = place + 1;
      this.brought[place] = at;
      this.clock[place] = all.clock[at] as number;
      this.end[place] = all.end[at] as number;
      this.of[at] = place;
    }
  }

  /** The place behind a client's last one. */
  after(client: number): number {
    return this.first[client + 1] as number;
  }

  /** The place that holds a unit: mostly `near`, or the next one. Throws `BrokenLog` when nobody brought it. */
  find(client: number, clock: number, near: number): number {
    const [from, to] = [this.first[client] as number, this.first[client + 1] as number];
    if (near >= from && near < to && this.holds(near, clock)) return near;
    if (near + 1 >= from && near + 1 < to && this.holds(near + 1, clock)) return near + 1;
    const place = from + firstWhere(to - from, (at) => (this.end[from + at] as number) > clock);
    if (place === to) throw new BrokenLog();
    return place;
  }

  private holds(place: number, clock: number): boolean {
    return (this.clock[place] as number) <= clock && clock < (this.end[place] as number);
  }
}
