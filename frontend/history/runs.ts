// A notepad's past as one row of runs: every piece of text that ever stood there, in the order of the text, with the
// row that brought it and the row that took it away. Pieces of a Yjs text never change places, so the text of any
// moment, and what differs between two, is a choice of these runs: no replay, no comparing.
import * as Y from "yjs";
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

/** From `clock` up to `end` of one client. */
interface Span {
  readonly clock: number;
  readonly end: number;
  readonly row: number;
}

/** A log that does not hold together. */
export class BrokenLog extends Error {}

/** Replays the whole log, once. */
export function runsOf(past: Past): Runs {
  const doc = new Y.Doc({ gc: false });
  const text = doc.getText("notes");
  const added = new Map<number, Span[]>();
  const removed = new Map<number, Span[]>();
  // In one transaction: what Yjs does at the end of each costs far more than the rows themselves.
  doc.transact((transaction) => {
    for (let row = 1; row <= past.rows; row += 1) {
      const update = past.update(row);
      for (const [client, end] of Y.parseUpdateMeta(update).to) note(added, client, end, row);
      Y.applyUpdate(doc, update);
      const { clients } = transaction.deleteSet;
      for (const [client, items] of clients) {
        for (const { clock, len } of items) spansOf(removed, client).push({ clock, end: clock + len, row });
      }
      clients.clear();
    }
  });
  if (doc.store.pendingStructs !== null || doc.store.pendingDs !== null) throw new BrokenLog();
  for (const spans of removed.values()) spans.sort((one, other) => one.clock - other.clock);
  const found = cut(text, past, added, removed);
  doc.destroy();
  return found;
}

function note(added: Map<number, Span[]>, client: number, end: number, row: number): void {
  const spans = spansOf(added, client);
  const clock = spans[spans.length - 1]?.end ?? 0;
  if (end > clock) spans.push({ clock, end, row });
}

function spansOf(all: Map<number, Span[]>, client: number): Span[] {
  const spans = all.get(client) ?? [];
  if (spans.length === 0) all.set(client, spans);
  return spans;
}

function cut(text: Y.Text, past: Past, added: Map<number, Span[]>, removed: Map<number, Span[]>): Runs {
  const runs: Run[] = [];
  const groups = new Groups(past);
  for (let item = text._start; item !== null; item = item.right) {
    if (!(item.content instanceof Y.ContentString)) continue; // gone before it was ever seen
    const { client, clock } = item.id;
    const end = clock + item.length;
    const by = past.person(client);
    for (let at = clock; at < end; ) {
      const brought = spanAt(added, client, at);
      const taken = item.deleted ? spanAt(removed, client, at) : null;
      const stop = Math.min(end, brought.end, taken?.end ?? end);
      const piece = item.content.str.slice(at - clock, stop - clock);
      const row = taken?.row ?? 0;
      runs.push({ text: piece, by, added: brought.row, removed: row, removers: taken === null ? 0 : groups.of(row) });
      at = stop;
    }
  }
  return { runs, groups: groups.all };
}

/** The span that holds a clock. */
function spanAt(all: Map<number, Span[]>, client: number, clock: number): Span {
  const spans = all.get(client) ?? [];
  let [low, high] = [0, spans.length - 1];
  while (low <= high) {
    const middle = (low + high) >> 1;
    const span = spans[middle] as Span;
    if (clock < span.clock) high = middle - 1;
    else if (clock >= span.end) low = middle + 1;
    else return span;
  }
  throw new BrokenLog();
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
