// Who has what, and how old it was on arrival. Every client's knowledge is a clock per typist, so that
// "delivered" is counted at all of them; times are taken at a few probes only.

/** The value below which this share of the sorted values lies; null when there is none. */
export function atShare(sorted, share) {
  return sorted.length ? sorted[Math.floor(share * (sorted.length - 1))] : null;
}

export class Tally {
  /** `typists` type with the client ids `first`, `first + 1`, …; each in the room of its own number. */
  constructor(typists, first) {
    this.first = first;
    this.typists = typists;
    this.sentClock = new Uint32Array(typists);
    this.sentAt = Array.from({ length: typists }, () => []);
    this.from = Number.POSITIVE_INFINITY;
    this.delays = [];
    this.gaps = 0;
  }

  /** Note that a typist sends `length` units now. */
  sent(typist, length) {
    const now = performance.now();
    for (let unit = 0; unit < length; unit += 1) this.sentAt[typist].push(now);
    this.sentClock[typist] += length;
  }

  /** Begin to count delays; whatever was sent before is left out. */
  begin() {
    this.from = performance.now();
    this.delays = [];
  }

  /** Units that `clocks` (a receiver's knowledge) should and does hold of the typists of its room. */
  delivered(clocks, own, mates) {
    let wanted = 0;
    let had = 0;
    for (const typist of mates) {
      if (typist === own) continue;
      wanted += this.sentClock[typist];
      had += Math.min(clocks[typist], this.sentClock[typist]);
    }
    return { wanted, had };
  }

  /** Note that a receiver got units of a typist; `probe` says whether their age counts. */
  arrived(clocks, own, client, clock, length, probe) {
    const typist = client - this.first;
    if (typist < 0 || typist >= this.typists || typist === own) return;
    const next = clocks[typist];
    if (clock > next) {
      this.gaps += 1;
      return;
    }
    if (clock + length <= next) return;
    clocks[typist] = clock + length;
    if (probe) this.aged(typist, next, clock + length);
  }

  aged(typist, start, end) {
    const now = performance.now();
    const times = this.sentAt[typist];
    for (let unit = start; unit < end; unit += 1) {
      const sent = times[unit];
      if (sent >= this.from) this.delays.push(now - sent);
    }
  }

  /** Percentiles of the delays in milliseconds; null when nothing was measured. */
  percentiles() {
    const sorted = Float64Array.from(this.delays).sort();
    const [p50_ms, p95_ms, p99_ms, largest_ms] = [0.5, 0.95, 0.99, 1].map((part) => atShare(sorted, part));
    return { p50_ms, p95_ms, p99_ms, largest_ms, measured: sorted.length };
  }
}
