// The ideas that this person makes in one tab are "Van jou" in the other tabs as well. A page that is
// loaded hears of its own ideas from the server; between tabs only what is new is passed on, so that
// what an earlier person of this browser made is nobody's.
import { keep, kept, whenKept } from "../ground/shelf";

const MOST = 200;

export class OwnIds {
  constructor(
    private readonly conference: number,
    madeElsewhere: (ids: readonly number[]) => void,
  ) {
    whenKept<number[]>(this.name, (after, before) => madeElsewhere(added(after ?? [], before ?? [])));
  }

  /** Tells the other tabs of an idea that was made here. */
  made(id: number): void {
    const ids = kept<number[]>(this.name) ?? [];
    if (!ids.includes(id)) keep(this.name, [...ids, id].slice(-MOST));
  }

  private get name(): string {
    return `own.${this.conference}`;
  }
}

/** What stands in a list and did not stand in the earlier one. */
export function added(after: readonly number[], before: readonly number[]): number[] {
  const known = new Set(before);
  return after.filter((id) => !known.has(id));
}
