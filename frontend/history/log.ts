// Every row of a log, read once: what each brought, where Yjs was told to put it, and what it took away. The server
// admitted nothing but text and text that was gone already (notes/live/decoder.py), so nothing else is read here.
import { firstWhere } from "./sorted";

/** A unit of text, as Yjs counts: a client, and a clock of its. */
export interface Unit {
  readonly client: number;
  readonly clock: number;
}

/** What a row brought of one client in one piece: units from `clock` up to `end`. */
export interface Struct {
  readonly clock: number;
  readonly end: number;
  readonly row: number;
  /** What it was typed after and before; null: the begin or the end of the text. */
  readonly after: Unit | null;
  readonly before: Unit | null;
  /** Where its text begins in `ReadLog.texts`; -1: it was gone before it was sent. */
  readonly textAt: number;
}

/** Units from `clock` up to `end` that `row` took away. */
export interface Span {
  readonly clock: number;
  readonly end: number;
  readonly row: number;
}

/** A log that does not hold together. */
export class BrokenLog extends Error {}

export interface Log {
  readonly rows: number;
  update(row: number): Uint8Array;
}

export interface ReadLog {
  /** By client, in the order of the clocks and of the rows, without a gap. */
  readonly brought: ReadonlyMap<number, readonly Struct[]>;
  /** By client, in the order of the clocks; each unit by the row that took it away first. */
  readonly taken: ReadonlyMap<number, readonly Span[]>;
  readonly texts: string;
}

const [AFTER, BEFORE, KIND] = [0x80, 0x40, 0x1f];
const [GONE, TEXT] = [1, 4];

/** Throws `BrokenLog` where something is missing. */
export function readLog(log: Log): ReadLog {
  const brought = new Map<number, Struct[]>();
  const taken = new Map<number, Span[]>();
  const texts = new Texts();
  for (let row = 1; row <= log.rows; row += 1) {
    const reader = new Reader(log.update(row));
    readStructs(reader, row, brought, texts);
    readDeletes(reader, row, taken);
  }
  const once = new Map<number, readonly Span[]>();
  for (const [client, spans] of taken) once.set(client, firstOnes(spans));
  return { brought, taken: once, texts: texts.decoded() };
}

class Reader {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  byte(): number {
    const byte = this.bytes[this.at++];
    if (byte === undefined) throw new BrokenLog();
    return byte;
  }

  number(): number {
    let [value, scale] = [0, 1];
    for (;;) {
      const byte = this.byte();
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
      scale *= 128;
    }
  }

  unit(): Unit {
    const client = this.number();
    return { client, clock: this.number() };
  }

  part(size: number): Uint8Array {
    this.at += size;
    return this.bytes.subarray(this.at - size, this.at);
  }
}

/** All texts behind each other: decoding them one by one costs more than everything else here. */
class Texts {
  private bytes = new Uint8Array(2 ** 16);
  private size = 0;
  /** In UTF-16 units, as clocks and strings count. */
  units = 0;

  /** Adds a text; its length in units. */
  add(text: Uint8Array): number {
    if (this.size + text.length > this.bytes.length) {
      const larger = new Uint8Array(2 * (this.size + text.length));
      larger.set(this.bytes.subarray(0, this.size));
      this.bytes = larger;
    }
    let length = text.length;
    for (const byte of text) {
      this.bytes[this.size++] = byte;
      // A byte that goes on with a character is no unit; a character of four bytes is two.
      if ((byte & 0xc0) === 0x80) length -= 1;
      else if (byte >= 0xf0) length += 1;
    }
    this.units += length;
    return length;
  }

  decoded(): string {
    return new TextDecoder("utf-8", { ignoreBOM: true }).decode(this.bytes.subarray(0, this.size));
  }
}

function readStructs(reader: Reader, row: number, brought: Map<number, Struct[]>, texts: Texts): void {
  for (let clients = reader.number(); clients > 0; clients -= 1) {
    let count = reader.number();
    const client = reader.number();
    let clock = reader.number();
    const structs = brought.get(client) ?? [];
    brought.set(client, structs);
    for (; count > 0; count -= 1) {
      const struct = readStruct(reader, clock, row, texts);
      const held = structs[structs.length - 1]?.end ?? 0;
      clock = struct.end;
      if (struct.clock === held) structs.push(struct);
      else if (struct.clock > held || struct.end > held) throw new BrokenLog();
    }
  }
}

function readStruct(reader: Reader, clock: number, row: number, texts: Texts): Struct {
  const info = reader.byte();
  const after = info & AFTER ? reader.unit() : null;
  const before = info & BEFORE ? reader.unit() : null;
  if (after === null && before === null) {
    if (reader.number() !== 1) throw new BrokenLog(); // a name follows: that of the text
    reader.part(reader.number());
  }
  const textAt = texts.units;
  const kind = info & KIND;
  if (kind === TEXT) return { clock, end: clock + texts.add(reader.part(reader.number())), row, after, before, textAt };
  if (kind === GONE) return { clock, end: clock + reader.number(), row, after, before, textAt: -1 };
  throw new BrokenLog();
}

function readDeletes(reader: Reader, row: number, taken: Map<number, Span[]>): void {
  for (let clients = reader.number(); clients > 0; clients -= 1) {
    const client = reader.number();
    const spans = taken.get(client) ?? [];
    taken.set(client, spans);
    for (let count = reader.number(); count > 0; count -= 1) {
      const clock = reader.number();
      spans.push({ clock, end: clock + reader.number(), row });
    }
  }
}

/** The same units, each once: by the first row of those that took it away. `spans` come in the order of the rows. */
function firstOnes(spans: readonly Span[]): readonly Span[] {
  const sorted = [...spans].sort((one, other) => one.clock - other.clock);
  const overlap = sorted.some(({ clock }, index) => clock < (sorted[index - 1]?.end ?? 0));
  return overlap ? untangled(spans) : sorted;
}

function untangled(spans: readonly Span[]): Span[] {
  const places = Float64Array.from(new Set(spans.flatMap(({ clock, end }) => [clock, end]))).sort();
  const rows = new Uint32Array(places.length);
  // From each place the next one that no row has taken yet; every search makes the way shorter.
  const next = Uint32Array.from(places, (_, index) => index);
  const free = (from: number): number => {
    let at = from;
    while (next[at] !== at) {
      next[at] = next[next[at] as number] as number;
      at = next[at] as number;
    }
    return at;
  };
  for (const { clock, end, row } of spans) {
    const from = firstWhere(places.length, (at) => (places[at] as number) >= clock);
    for (let at = free(from); (places[at] as number) < end; at = free(at)) {
      rows[at] = row;
      next[at] = at + 1;
    }
  }
  const found: Span[] = [];
  for (const [index, row] of rows.entries())
    if (row > 0) found.push({ clock: places[index] as number, end: places[index + 1] as number, row });
  return found;
}
