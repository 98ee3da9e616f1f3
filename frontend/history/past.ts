// A notepad's whole past as the server packs it (notes/live/past.py): who wrote, and every row of the log.

/** Instead of a person's number: the template that the server put in, and who was erased. */
export const TEMPLATE = -1;
const NOBODY = -2;

interface Head {
  people: string[];
  clients: [number, number][];
}

/** The persons of each row, behind each other: those of a row, from 1 on, lie between `ends[row - 1]` and `ends[row]`. */
export interface Owners {
  readonly ends: Uint32Array;
  readonly people: Int32Array;
}

/** What one reading of the log gave. */
interface Part {
  seconds: Uint32Array;
  sizes: Uint32Array;
  counts: Uint32Array;
  updates: Uint8Array;
  clients: Uint8Array;
}

/** Rows count from 1, as in the log. */
export class Past {
  readonly rows: number;
  readonly people: readonly string[];
  /** Seconds since 1970, by row; that of the first row at 0, too. */
  readonly seconds: Uint32Array;
  readonly updates: Uint8Array;
  readonly ends: Uint32Array;
  readonly owned: Owners;
  private readonly personOf: Map<number, number>;

  private constructor(head: Head, parts: readonly Part[]) {
    this.people = head.people;
    this.personOf = new Map(head.clients);
    this.rows = parts.reduce((sum, { seconds }) => sum + seconds.length, 0);
    this.seconds = new Uint32Array(this.rows + 1);
    this.ends = new Uint32Array(this.rows + 1);
    const ends = new Uint32Array(this.rows + 1);
    let row = 0;
    for (const { seconds, sizes, counts } of parts) {
      this.seconds.set(seconds, row + 1);
      for (let at = 0; at < sizes.length; at += 1, row += 1) {
        this.ends[row + 1] = (this.ends[row] as number) + (sizes[at] as number);
        ends[row + 1] = (ends[row] as number) + (counts[at] as number);
      }
    }
    this.seconds[0] = this.seconds[1] ?? 0;
    this.updates = joined(parts.map(({ updates }) => updates));
    this.owned = { ends, people: this.read(joined(parts.map(({ clients }) => clients)), ends) };
  }

  static read(data: ArrayBuffer): Past {
    const view = new DataView(data);
    const tail = data.byteLength - 4;
    const behind = tail - view.getUint32(tail, true);
    const head = JSON.parse(new TextDecoder().decode(new Uint8Array(data, behind, tail - behind))) as Head;
    const parts: Part[] = [];
    for (let at = 0; at < behind; ) {
      const [rows, updates, clients] = [0, 4, 8].map((byte) => view.getUint32(at + byte, true)) as [
        number,
        number,
        number,
      ];
      at += 12;
      const column = (): Uint32Array => {
        at += 4 * rows;
        return new Uint32Array(data.slice(at - 4 * rows, at)); // a copy: it need not begin at a multiple of four
      };
      const [seconds, sizes, counts] = [column(), column(), column()];
      parts.push({
        ...{ seconds, sizes, counts },
        updates: new Uint8Array(data, at, updates),
        clients: new Uint8Array(data, at + updates, clients),
      });
      at += updates + clients;
    }
    return new Past(head, parts);
  }

  /** When a row was stored. */
  at(row: number): Date {
    return new Date((this.seconds[row] ?? 0) * 1000);
  }

  /** The person behind a client id. */
  person(client: number): number {
    return this.personOf.get(client) ?? NOBODY;
  }

  /** The persons whose row it is, each once; none where that is not known. */
  owners(row: number): number[] {
    const { ends, people } = this.owned;
    return [...new Set(people.subarray(ends[row - 1], ends[row]))];
  }

  /** The person of every client id: in a row each is the distance to the one before it. */
  private read(bytes: Uint8Array, ends: Uint32Array): Int32Array {
    const people = new Int32Array(ends[this.rows] as number);
    let byte = 0;
    for (let row = 0; row < this.rows; row += 1) {
      let client = 0;
      for (let at = ends[row] as number; at < (ends[row + 1] as number); at += 1) {
        for (let scale = 1; ; scale *= 128) {
          const part = bytes[byte++] as number;
          client += (part & 0x7f) * scale;
          if (part < 0x80) break;
        }
        people[at] = this.person(client);
      }
    }
    return people;
  }
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
