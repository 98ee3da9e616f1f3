// The steps of the slider: changes that belong together, so that a pause of an hour takes no more room than one of a
// second, and an arrow key moves by what somebody wrote in one go.
import type { Past } from "./past";

const PAUSE_S = 2;
const LONGEST_S = 10;

/**
 * The last row of every step, with row 0 as the first: before anything was written. A step ends at a pause, after some
 * seconds of writing, at every moment, and where somebody joins in who has not written since the last pause.
 */
export function stepsOf(past: Pick<Past, "rows" | "seconds" | "owned">, moments: readonly number[]): number[] {
  const { rows, seconds, owned } = past;
  const kept = new Set(moments);
  const writing = new Set<number>();
  const ends = [0];
  let began = seconds[1] ?? 0;
  for (let row = 1; row <= rows; row += 1) {
    const now = seconds[row] ?? 0;
    const pause = now - (seconds[row - 1] ?? 0) >= PAUSE_S;
    if (pause) writing.clear();
    const known = writing.size;
    for (let at = owned.ends[row - 1] as number; at < (owned.ends[row] as number); at += 1)
      writing.add(owned.people[at] as number);
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
