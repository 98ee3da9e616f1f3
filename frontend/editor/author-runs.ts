// Which part of the notes came from which client id, read from the Yjs document itself.
import type * as Y from "yjs";

/** A part of the text that one client id put in; places count in UTF-16 units. */
export interface Run {
  from: number;
  to: number;
  client: number;
}

/** The runs of a text from one place to another, in order, neighbours of one client as one. */
export function runsOf(text: Y.Text, from: number, to: number): Run[] {
  const runs: Run[] = [];
  let at = 0;
  for (let item = text._start; item !== null && at < to; item = item.right) {
    if (item.deleted || !item.countable) continue;
    const begin = at;
    at += item.length;
    if (at <= from) continue;
    const last = runs[runs.length - 1];
    const { client } = item.id;
    if (last !== undefined && last.client === client) last.to = Math.min(at, to);
    else runs.push({ from: Math.max(begin, from), to: Math.min(at, to), client });
  }
  return runs;
}
