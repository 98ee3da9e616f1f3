// Every row of a log, read once: what each brought, where Yjs was told to put it, and what it took away. The server
// admitted nothing but text and text that was gone already (notes/live/decoder.py), so nothing else is read here. A
// day holds hundreds of thousands of such pieces: they stand in columns, because as many objects take twice the time.
import { Columns } from "./columns";

/** A log that does not hold together. */
export class BrokenLog extends Error {}

/** The updates of all rows behind each other; that of a row, from 1 on, lies between `ends[row - 1]` and `ends[row]`. */
export interface Log {
  readonly rows: number;
  readonly updates: Uint8Array;
  readonly ends: Uint32Array;
}

/**
 * What rows brought, in the order of the log: text of one client in one piece, from `clock` up to `end`, typed after
 * one unit and before another (a client's number here, -1 for the begin or end of the text, and a clock). `textAt`:
 * where its text begins in `ReadLog.texts`; -1: it was gone before it was sent.
 */
export const BROUGHT = [
  ...["client", "clock", "end", "row"],
  ...["after", "afterClock", "before", "beforeClock", "textAt"],
] as const;
/** What rows took away of one client, from `clock` up to `end`, in the order of the log. */
export const TAKEN = ["client", "clock", "end", "row"] as const;

type Column = (typeof BROUGHT)[number] | "client";

export interface ReadLog {
  /** The client ids, by their numbers here. */
  readonly clients: readonly number[];
  readonly brought: Columns<Column>;
  readonly taken: Columns<(typeof TAKEN)[number]>;
  readonly texts: string;
}

const [AFTER, BEFORE, KIND] = [0x80, 0x40, 0x1f];
const [GONE, TEXT] = [1, 4];
const CLOCK_MAX = 2 ** 31 - 1;

/** Throws `BrokenLog` where something is missing. */
export function readLog(log: Log): ReadLog {
  const reading = new Reading(log);
  for (let row = 1; row <= log.rows; row += 1) reading.row(row, log.ends[row] as number);
  return reading.done();
}

class Reading {
  private readonly bytes: Uint8Array;
  private at = 0;
  private end = 0;
  private readonly brought: Columns<Column>;
  private readonly taken: Columns<(typeof TAKEN)[number]>;
  private readonly numbers = new Map<number, number>();
  /** How far each client's units are known. */
  private readonly held: number[] = [];
  private lastClient = -1;
  private lastNumber = -1;
  private readonly texts: Uint8Array;
  private textsSize = 0;
  /** In UTF-16 units, as clocks and strings count. */
  private units = 0;

  constructor({ updates, rows }: Log) {
    this.bytes = updates;
    this.texts = new Uint8Array(updates.length);
    this.brought = new Columns(BROUGHT, 2 * rows + 16);
    this.taken = new Columns(TAKEN, rows + 16);
  }

  row(row: number, end: number): void {
    this.end = end;
    for (let clients = this.number(); clients > 0; clients -= 1) this.structs(row);
    for (let clients = this.number(); clients > 0; clients -= 1) this.deletes(row);
    if (this.at !== end) throw new BrokenLog();
  }

  done(): ReadLog {
    const { brought, taken } = this;
    // Decoding the texts one by one costs more than everything else here.
    const texts = new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.texts.subarray(0, this.textsSize));
    const { client, end } = taken.all;
    for (let at = 0; at < taken.count; at += 1)
      if ((end[at] as number) > (this.held[client[at] as number] ?? 0)) throw new BrokenLog();
    return { clients: [...this.numbers.keys()], brought, taken, texts };
  }

  private structs(row: number): void {
    let count = this.number();
    const client = this.client();
    let clock = this.number();
    let held = this.held[client] ?? 0;
    for (; count > 0; count -= 1) {
      const at = this.struct(row, client, clock);
      const end = this.brought.all.end[at] as number;
      if (clock === held) held = end;
      else if (clock > held || end > held) throw new BrokenLog();
      else this.brought.count -= 1; // it came before
      clock = end;
    }
    this.held[client] = held;
  }

  private struct(row: number, client: number, clock: number): number {
    const info = this.byte();
    const [after, afterClock] = info & AFTER ? [this.client(), this.number()] : [-1, 0];
    const [before, beforeClock] = info & BEFORE ? [this.client(), this.number()] : [-1, 0];
    if (after < 0 && before < 0) {
      if (this.number() !== 1) throw new BrokenLog(); // a name follows: that of the text
      this.skip(this.number());
    }
    const kind = info & KIND;
    if (kind !== TEXT && kind !== GONE) throw new BrokenLog();
    const textAt = kind === TEXT ? this.units : -1;
    const end = clock + (kind === TEXT ? this.text(this.number()) : this.number());
    if (end > CLOCK_MAX) throw new BrokenLog();
    const at = this.brought.next();
    const { all } = this.brought;
    all.client[at] = client;
    all.clock[at] = clock;
    all.end[at] = end;
    all.row[at] = row;
    all.after[at] = after;
    all.afterClock[at] = afterClock;
    all.before[at] = before;
    all.beforeClock[at] = beforeClock;
    all.textAt[at] = textAt;
    return at;
  }

  private deletes(row: number): void {
    const client = this.client();
    for (let count = this.number(); count > 0; count -= 1) {
      const clock = this.number();
      const end = clock + this.number();
      if (end > CLOCK_MAX) throw new BrokenLog();
      const at = this.taken.next();
      const { all } = this.taken;
      all.client[at] = client;
      all.clock[at] = clock;
      all.end[at] = end;
      all.row[at] = row;
    }
  }

  /** Takes a text of so many bytes; its length in units. */
  private text(size: number): number {
    const from = this.at;
    this.skip(size);
    let length = size;
    for (let at = from; at < this.at; at += 1) {
      const byte = this.bytes[at] as number;
      this.texts[this.textsSize++] = byte;
      // A byte that goes on with a character is no unit; a character of four bytes is two.
      if ((byte & 0xc0) === 0x80) length -= 1;
      else if (byte >= 0xf0) length += 1;
    }
    this.units += length;
    return length;
  }

  /** A client id, as its number here. */
  private client(): number {
    const id = this.number();
    if (id === this.lastClient) return this.lastNumber;
    let number = this.numbers.get(id);
    if (number === undefined) {
      number = this.numbers.size;
      this.numbers.set(id, number);
    }
    this.lastClient = id;
    this.lastNumber = number;
    return number;
  }

  private skip(size: number): void {
    this.at += size;
    if (this.at > this.end) throw new BrokenLog();
  }

  private byte(): number {
    if (this.at >= this.end) throw new BrokenLog();
    return this.bytes[this.at++] as number;
  }

  private number(): number {
    let byte = this.byte();
    let value = byte & 0x7f;
    for (let scale = 128; byte >= 0x80; scale *= 128) {
      byte = this.byte();
      value += (byte & 0x7f) * scale;
    }
    return value;
  }
}
