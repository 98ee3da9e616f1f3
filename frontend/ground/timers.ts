// Time, passed in so that tests decide what it is.

export interface Timers {
  /** Calls back once after so many milliseconds; the answer cancels it. */
  after(ms: number, callback: () => void): () => void;
  /** Milliseconds since 1970. */
  now(): number;
}

export const pageTimers: Timers = {
  after(ms, callback) {
    const handle = setTimeout(callback, ms);
    return () => clearTimeout(handle);
  },
  now: () => Date.now(),
};

/** A finger that trembles presses twice within this time. */
export const TREMBLE_MS = 900;

/** A waiting time between half and one and a half of `ms`, so that a hall does not come back at once. */
export function jitter(ms: number): number {
  return ms * (0.5 + Math.random());
}
