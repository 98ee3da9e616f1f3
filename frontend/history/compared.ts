// The text of a moment, and what changed since an earlier one: by whom, exactly, because each run knows it.
import type { Runs } from "./runs";

export interface Piece {
  readonly from: number;
  readonly to: number;
  readonly kind: "added" | "removed";
  /** Who added it, or whose change took it away: one of several where a change is several people's. */
  readonly people: readonly number[];
}

export interface Compared {
  /** What stands there, with what was taken away in its place. */
  readonly text: string;
  readonly pieces: readonly Piece[];
  /** Where in it the newest change was made; null: there was none. */
  readonly place: number | null;
}

/**
 * The text after `now` (a row or a step, as the runs count), and what differs from the text after `since`, which is
 * not later; the same moment twice is the text alone.
 */
export function compared({ runs, groups }: Runs, since: number, now: number): Compared {
  const pieces: Piece[] = [];
  const alone = new Map<number, readonly number[]>();
  let text = "";
  let place: number | null = null;
  for (const run of runs) {
    if (place === null && now > 0 && (run.added === now || run.removed === now)) place = text.length;
    const before = stands(run, since);
    const after = stands(run, now);
    if (!before && !after) continue;
    const from = text.length;
    text += run.text;
    if (before === after) continue;
    const people = after ? only(alone, run.by) : (groups[run.removers] ?? []);
    const last = pieces[pieces.length - 1];
    const kind = after ? "added" : "removed";
    if (last !== undefined && last.to === from && last.kind === kind && last.people === people)
      pieces[pieces.length - 1] = { ...last, to: text.length };
    else pieces.push({ from, to: text.length, kind, people });
  }
  return { text, pieces, place };
}

function stands(run: { added: number; removed: number }, now: number): boolean {
  return run.added <= now && (run.removed === 0 || run.removed > now);
}

function only(known: Map<number, readonly number[]>, person: number): readonly number[] {
  const people = known.get(person) ?? [person];
  known.set(person, people);
  return people;
}
