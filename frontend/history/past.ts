// A notepad's whole past as the server packs it (notes/live/past.py): who wrote, and every row of the log.

/** Instead of a person's number: the template that the server put in, and who was erased. */
export const TEMPLATE = -1;
const NOBODY = -2;

interface Head {
  rows: number;
  /** Seconds since 1970 of the first row. */
  first: number;
  people: string[];
  clients: [number, number][];
}

/** Rows count from 1, as in the log. */
export class Past {
  readonly rows: number;
  readonly people: readonly string[];
  private readonly personOf: Map<number, number>;
  private readonly updateEnds: Uint32Array;
  private readonly savedEnds: Uint32Array;

  private constructor(
    head: Head,
    /** Seconds since the first row, by row; 0 at index 0. */
    readonly seconds: Uint32Array,
    sizes: Uint32Array,
    owners: Uint32Array,
    private readonly first: number,
    private readonly updates: Uint8Array,
    private readonly saved: Uint8Array,
  ) {
    this.rows = head.rows;
    this.people = head.people;
    this.personOf = new Map(head.clients);
    this.updateEnds = ends(sizes);
    this.savedEnds = ends(owners);
  }

  static read(data: ArrayBuffer): Past {
    const length = new DataView(data).getUint32(0, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(data, 4, length))) as Head;
    let at = 4 + length;
    const column = (): Uint32Array => {
      const bytes = data.slice(at, at + 4 * head.rows); // a copy: the head's length need not be a multiple of four
      at += 4 * head.rows;
      return new Uint32Array(bytes);
    };
    const [times, sizes, owners] = [column(), column(), column()];
    const seconds = new Uint32Array(head.rows + 1);
    seconds.set(times, 1);
    const updates = new Uint8Array(data, at, sum(sizes));
    const saved = new Uint8Array(data, at + updates.length);
    return new Past(head, seconds, sizes, owners, head.first, updates, saved);
  }

  /** When a row was stored. */
  at(row: number): Date {
    return new Date((this.first + (this.seconds[Math.max(1, row)] ?? 0)) * 1000);
  }

  update(row: number): Uint8Array {
    return this.updates.subarray(this.updateEnds[row - 1], this.updateEnds[row]);
  }

  /** The person behind a client id. */
  person(client: number): number {
    return this.personOf.get(client) ?? NOBODY;
  }

  /** The persons whose row it is, each once; none where that is not known. */
  owners(row: number): number[] {
    const bytes = this.saved.subarray(this.savedEnds[row - 1], this.savedEnds[row]);
    const found: number[] = [];
    let client = 0;
    let [value, scale, isClient] = [0, 1, true];
    for (const byte of bytes) {
      value += (byte & 0x7f) * scale;
      scale *= 128;
      if (byte >= 0x80) continue;
      if (isClient) {
        client += value;
        const person = this.person(client);
        if (!found.includes(person)) found.push(person);
      }
      [value, scale, isClient] = [0, 1, !isClient];
    }
    return found;
  }
}

function ends(sizes: Uint32Array): Uint32Array {
  const found = new Uint32Array(sizes.length + 1);
  for (const [index, size] of sizes.entries()) found[index + 1] = (found[index] ?? 0) + size;
  return found;
}

function sum(sizes: Uint32Array): number {
  let total = 0;
  for (const size of sizes) total += size;
  return total;
}
