// A notepad's past as one row of runs: every piece of text that ever stood there, in the order of the text, with the
// row that brought it and the row that took it away. Pieces of a Yjs text never change places, so the text of any
// moment, and what differs between two, is a choice of these runs: no replay, no comparing.
import { type Log, readLog } from "./log";
import { ordered } from "./order";
import type { Owners, Past } from "./past";
import { piecesOf } from "./pieces";

export interface Run {
  readonly text: string;
  /** The person who wrote it. */
  readonly by: number;
  readonly added: number;
  /** The row that took it away; 0: it still stands. */
  readonly removed: number;
  /** Whose row that was, in `Runs.groups`. */
  readonly removers: number;
}

export interface Runs {
  readonly runs: readonly Run[];
  /** Persons who share a row, each combination once; the first is nobody. */
  readonly groups: readonly (readonly number[])[];
}

/**
 * Reads the whole log, once. With `ends`, the last rows of steps, it counts in steps instead of rows: far fewer runs,
 * and none that no step shows.
 */
export function runsOf(past: Log & Pick<Past, "person" | "owned">, ends: readonly number[] | null = null): Runs {
  const log = readLog(past);
  const pieces = piecesOf(log);
  const { row, textAt, clock } = log.brought.all;
  const people = log.clients.map((id) => past.person(id));
  const steps = ends === null ? null : stepOfRows(ends);
  const groups = new Groups(past.owned);
  const joiner = new Joiner(log.texts);
  for (const piece of ordered(pieces, log.clients)) {
    const of = pieces.brought[piece] as number;
    const text = textAt[of] as number;
    if (text < 0) continue;
    const [brought, gone] = [row[of] as number, pieces.taken[piece] as number];
    const [added, removed] = steps === null ? [brought, gone] : [steps[brought] as number, steps[gone] as number];
    if (added === removed) continue;
    const from = text + (pieces.clock[piece] as number) - (clock[of] as number);
    const to = from + (pieces.end[piece] as number) - (pieces.clock[piece] as number);
    joiner.add(from, to, people[pieces.client[piece] as number] as number, added, removed, groups.of(gone));
  }
  return { runs: joiner.done(), groups: groups.all };
}

/** The step that each row belongs to; row 0: step 0. */
function stepOfRows(ends: readonly number[]): Uint32Array {
  const of = new Uint32Array((ends[ends.length - 1] ?? 0) + 1);
  for (let step = 1; step < ends.length; step += 1) of.fill(step, (ends[step - 1] ?? 0) + 1, (ends[step] ?? 0) + 1);
  return of;
}

/** Makes one run of neighbours that came together and went together. */
class Joiner {
  private readonly runs: Run[] = [];
  private text = "";
  private from = 0;
  private to = 0;
  private by = 0;
  private added = 0;
  private removed = 0;
  private removers = 0;

  constructor(private readonly texts: string) {}

  /** Adds the next one, whose text stands in `texts` from `from` up to `to`. */
  add(from: number, to: number, by: number, added: number, removed: number, removers: number): void {
    const isSame = by === this.by && added === this.added && removed === this.removed && removers === this.removers;
    if (isSame && from === this.to) {
      this.to = to;
      return;
    }
    this.text += this.texts.slice(this.from, this.to);
    [this.from, this.to] = [from, to];
    if (isSame) return;
    this.close();
    [this.by, this.added, this.removed, this.removers] = [by, added, removed, removers];
  }

  done(): Run[] {
    this.text += this.texts.slice(this.from, this.to);
    this.close();
    return this.runs;
  }

  private close(): void {
    const { text, by, added, removed, removers } = this;
    if (text !== "") this.runs.push({ text, by, added, removed, removers });
    this.text = "";
  }
}

class Groups {
  readonly all: number[][] = [[]];
  private readonly numbers = new Map<string, number>([["", 0]]);
  private readonly ofTwo = new Map<number, number>();
  private readonly ofRow: Uint32Array;

  constructor(private readonly owned: Owners) {
    this.ofRow = new Uint32Array(owned.ends.length);
  }

  /** The group whose row it is; 0: nobody's, or no row. */
  of(row: number): number {
    if (row === 0) return 0;
    const known = this.ofRow[row] as number;
    if (known !== 0) return known;
    const found = this.find(row);
    this.ofRow[row] = found;
    return found;
  }

  // Nearly every row is one person's or two people's: for those no list is made and no words are.
  private find(row: number): number {
    const { ends, people } = this.owned;
    const [from, to] = [ends[row - 1] as number, ends[row] as number];
    if (to - from > 2) return this.add([...new Set(people.subarray(from, to))].sort((one, other) => one - other));
    if (to === from) return 0;
    const [one, other] = [people[from] as number, people[to - 1] as number];
    const [low, high] = one < other ? [one, other] : [other, one];
    const key = low * 2 ** 21 + high;
    const number = this.ofTwo.get(key) ?? this.add(low === high ? [low] : [low, high]);
    this.ofTwo.set(key, number);
    return number;
  }

  private add(people: number[]): number {
    const key = people.join();
    const number = this.numbers.get(key) ?? this.all.push(people) - 1;
    this.numbers.set(key, number);
    return number;
  }
}
