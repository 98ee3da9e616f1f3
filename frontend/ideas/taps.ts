// A trembling finger taps twice. The second tap of a pair means nothing.

const PAIR_MS = 700;

export class Taps {
  private readonly last = new Map<number, number>();

  constructor(private readonly now: () => number) {}

  /** Whether a tap counts: the same thing was not tapped just before. */
  counts(id: number): boolean {
    const now = this.now();
    const before = this.last.get(id);
    if (before !== undefined && now - before < PAIR_MS) return false;
    this.last.set(id, now);
    return true;
  }
}
