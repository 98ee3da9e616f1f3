// Says when five minutes and one minute of a round are left, by the server's clock. Who wakes a
// device later than that hears nothing: it would not be true any more.
import type { Timers } from "../ground/timers";

/** When a topic meets, in milliseconds since 1970. */
export interface Round {
  title: string;
  begins: number;
  ends: number;
}

interface Mark {
  at: number;
  round: Round;
  minutes: number;
}

const MINUTE_MS = 60_000;
const TOLD_AT = [5, 1];
const STILL_TRUE_MS = 20_000;
const LONGEST_WAIT_MS = 3_600_000;

/** Calls `say` at each mark of the rounds that are still to come. */
export function tellTimeLeft(
  rounds: readonly Round[],
  timers: Timers,
  say: (round: Round, minutes: number) => void,
): void {
  const marks: Mark[] = rounds
    .flatMap((round) => TOLD_AT.map((minutes) => ({ at: round.ends - minutes * MINUTE_MS, round, minutes })))
    .filter(({ at, round }) => at > round.begins)
    .sort((a, b) => a.at - b.at);
  const wait = (): void => {
    const now = timers.now();
    const next = marks.find(({ at }) => at > now);
    if (next === undefined) return;
    timers.after(Math.min(next.at - now, LONGEST_WAIT_MS), () => {
      const late = timers.now() - next.at;
      if (late >= 0 && late < STILL_TRUE_MS) say(next.round, next.minutes);
      wait();
    });
  };
  wait();
}

/** Timers whose clock is the server's: this device's, put right by how far they were apart when the page came. */
export function serverTime(timers: Timers, serverNow: number, fresh: boolean): Timers {
  // A page that was kept on the device brings an old moment along: then its own clock is the best there is.
  const apart = fresh ? serverNow - timers.now() : 0;
  return { after: (ms, callback) => timers.after(ms, callback), now: () => timers.now() + apart };
}
