// Time that passes only when a test says so.
import type { Timers } from "./timers";

interface HandTime extends Timers {
  pass(ms: number): void;
}

/** Timers that stand still until `pass`; what falls due in between is called at its own moment. */
export function handTime(start = 0): HandTime {
  let now = start;
  let waiting: { at: number; callback: () => void }[] = [];
  return {
    now: () => now,
    after(ms, callback) {
      const one = { at: now + ms, callback };
      waiting.push(one);
      return () => {
        waiting = waiting.filter((other) => other !== one);
      };
    },
    pass(ms) {
      const until = now + ms;
      for (;;) {
        const [next] = waiting.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at);
        if (next === undefined) break;
        waiting = waiting.filter((one) => one !== next);
        now = next.at;
        next.callback();
      }
      now = until;
    },
  };
}
