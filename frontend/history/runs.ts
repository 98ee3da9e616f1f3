// A notepad's past as one row of runs: every piece of text that ever stood there, in the order of the text, with the
// row that brought it and the row that took it away. Pieces of a Yjs text never change places, so the text of any
// moment, and what differs between two, is a choice of these runs: no replay, no comparing.
import { readLog } from "./log";
import { ordered } from "./order";
import type { Past } from "./past";

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

/** Reads the whole log, once. */
export function runsOf(past: Past): Runs {
  const log = readLog(past);
  const groups = new Groups(past);
  const runs: Run[] = [];
  for (let piece = ordered(log); piece !== null; piece = piece.next) {
    const { client, clock, end, row, taken, textAt } = piece;
    if (textAt < 0) continue;
    const text = log.texts.slice(textAt, textAt + end - clock);
    runs.push({
      text,
      by: past.person(client),
      added: row,
      removed: taken,
      removers: taken === 0 ? 0 : groups.of(taken),
    });
  }
  return { runs, groups: groups.all };
}

class Groups {
  readonly all: number[][] = [[]];
  private readonly numbers = new Map<string, number>([["", 0]]);
  private readonly byRow = new Map<number, number>();

  constructor(private readonly past: Past) {}

  of(row: number): number {
    const known = this.byRow.get(row);
    if (known !== undefined) return known;
    const people = this.past.owners(row).sort((one, other) => one - other);
    const key = people.join();
    let number = this.numbers.get(key);
    if (number === undefined) {
      number = this.all.push(people) - 1;
      this.numbers.set(key, number);
    }
    this.byRow.set(row, number);
    return number;
  }
}
