// The order in which the pieces of a text stand that was typed with Yjs: the same that Yjs finds (tests/live/test_past.py
// compares the two), several times sooner for a day's log.
import { BrokenLog } from "./log";
import type { Pieces } from "./pieces";

const NONE = -1;

/** The numbers of all pieces in the order of the text; `ids`: the client ids. Throws `BrokenLog` where one has no place. */
export function ordered(pieces: Pieces, ids: readonly number[]): Int32Array {
  const order = new Order(pieces, ids);
  const { from, to } = pieces;
  // In the order of the log everything that a piece needs is there, and nothing that came later stands between.
  for (let of = 0; of < from.length; of += 1)
    for (let piece = from[of] as number; piece < (to[of] as number); piece += 1) order.place(piece);
  return order.all();
}

/** Yjs's own rule (13.6, `Item.integrate`) for who comes first of those who typed in the same place at the same time. */
class Order {
  private first = NONE;
  private readonly next: Int32Array;
  private readonly isPlaced: Uint8Array;
  /** The placing that came by here last, and the rivals that a piece was one of. */
  private readonly passed: Int32Array;
  private readonly rivalsOf: Int32Array;
  private placings = 0;
  private rivals = 0;

  constructor(
    private readonly pieces: Pieces,
    private readonly ids: readonly number[],
  ) {
    const { count } = pieces;
    this.next = new Int32Array(count);
    this.isPlaced = new Uint8Array(count);
    this.passed = new Int32Array(count);
    this.rivalsOf = new Int32Array(count);
  }

  all(): Int32Array {
    const found = new Int32Array(this.pieces.count);
    let at = 0;
    for (let piece = this.first; piece !== NONE; piece = this.next[piece] as number) found[at++] = piece;
    return found;
  }

  /** Places a piece, and before it everything that it needs. */
  place(piece: number): void {
    if (this.isPlaced[piece] === 1) return;
    let needed = this.missing(piece);
    if (needed === NONE) {
      this.put(piece);
      return;
    }
    const waiting = [piece];
    for (let next = needed; ; ) {
      needed = this.missing(next);
      if (needed !== NONE) {
        if (waiting.push(next) > this.pieces.count) throw new BrokenLog(); // they need each other
        next = needed;
        continue;
      }
      if (this.isPlaced[next] === 0) this.put(next);
      const last = waiting.pop();
      if (last === undefined) return;
      next = last;
    }
  }

  /** A piece that has to stand first, and does not yet. */
  private missing(piece: number): number {
    const { client, after, before } = this.pieces;
    const isFirst = piece === 0 || client[piece - 1] !== client[piece];
    if (!isFirst && this.isPlaced[piece - 1] === 0) return piece - 1;
    const [left, right] = [after[piece] as number, before[piece] as number];
    if (left !== NONE && this.isPlaced[left] === 0) return left;
    return right !== NONE && this.isPlaced[right] === 0 ? right : NONE;
  }

  private put(piece: number): void {
    const left = this.leftOf(piece);
    if (left === NONE) {
      this.next[piece] = this.first;
      this.first = piece;
    } else {
      this.next[piece] = this.next[left] as number;
      this.next[left] = piece;
    }
    this.isPlaced[piece] = 1;
  }

  private leftOf(piece: number): number {
    const { client, after, before } = this.pieces;
    const [own, left, right] = [client[piece] as number, after[piece] as number, before[piece] as number];
    this.placings += 1;
    this.rivals += 1;
    let found = left;
    let other = left === NONE ? this.first : (this.next[left] as number);
    for (; other !== right && other !== NONE; other = this.next[other] as number) {
      this.passed[other] = this.placings;
      this.rivalsOf[other] = this.rivals;
      const behind = after[other] as number;
      if (behind === left) {
        if (this.isLater(client[other] as number, own)) {
          if (before[other] === right) break;
          continue;
        }
      } else if (behind === NONE || this.passed[behind] !== this.placings) break;
      else if (this.rivalsOf[behind] === this.rivals) continue;
      found = other;
      this.rivals += 1;
    }
    return found;
  }

  private isLater(client: number, than: number): boolean {
    return (this.ids[client] as number) > (this.ids[than] as number);
  }
}
