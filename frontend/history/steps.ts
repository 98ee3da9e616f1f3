// The steps of the slider: changes that belong together, so that a pause of an hour takes no more room than one of a
// second, and an arrow key moves by what somebody wrote in one go.
import type { Past } from "./past";
import type { Run, Runs } from "./runs";

const PAUSE_S = 2;
const LONGEST_S = 10;

/**
 * The last row of every step, with row 0 as the first: before anything was written. A step ends at a pause, after some
 * seconds of writing, at every moment, and where somebody joins in who has not written since the last pause.
 */
export function stepsOf(past: Pick<Past, "rows" | "seconds" | "owners">, moments: readonly number[]): number[] {
  const { rows, seconds } = past;
  const kept = new Set(moments);
  const writing = new Set<number>();
  const ends = [0];
  let began = seconds[1] ?? 0;
  for (let row = 1; row <= rows; row += 1) {
    const now = seconds[row] ?? 0;
    const pause = now - (seconds[row - 1] ?? 0) >= PAUSE_S;
    if (pause) writing.clear();
    const known = writing.size;
    for (const person of past.owners(row)) writing.add(person);
    const joined = known > 0 && writing.size > known;
    if (row > 1 && (pause || joined || kept.has(row - 1) || now - began >= LONGEST_S)) {
      ends.push(row - 1);
      began = now;
    }
  }
  if (rows > 0) ends.push(rows);
  return ends;
}

/** The step that a row belongs to. */
export function stepOf(ends: readonly number[], row: number): number {
  let [low, high] = [0, ends.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ends[middle] as number) < row) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The same past counted in steps instead of rows: far fewer runs, and none that no step shows. */
export function inSteps({ runs, groups }: Runs, ends: readonly number[]): Runs {
  const of = new Uint32Array((ends[ends.length - 1] ?? 0) + 1);
  for (let step = 1; step < ends.length; step += 1) of.fill(step, (ends[step - 1] ?? 0) + 1, (ends[step] ?? 0) + 1);
  const joined: Run[] = [];
  let parts: string[] = [];
  let open: Run | null = null;
  const close = (): void => {
    if (open !== null) joined.push(parts.length === 1 ? open : { ...open, text: parts.join("") });
  };
  for (const run of runs) {
    const [added, removed] = [of[run.added] ?? 0, of[run.removed] ?? 0];
    if (added === removed) continue;
    const same =
      open !== null &&
      open.by === run.by &&
      open.added === added &&
      open.removed === removed &&
      open.removers === run.removers;
    if (!same) {
      close();
      open = { ...run, added, removed };
      parts = [];
    }
    parts.push(run.text);
  }
  close();
  return { runs: joined, groups };
}
