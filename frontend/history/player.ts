// Plays a past: from where one stands to the end in about a minute, by even steps. Who wants little motion gets few,
// slow steps instead.
import type { Timers } from "../ground/timers";

const [EVERY_MS, LONGEST_MS] = [150, 60_000];
const [CALM_EVERY_MS, CALM_STEPS] = [2_500, 24];

export class Player {
  private cancel: (() => void) | null = null;

  constructor(
    private readonly timers: Timers,
    private readonly calm: () => boolean,
    /** Moves on by so many steps; false at the end. */
    private readonly move: (steps: number) => boolean,
    private readonly changed: (playing: boolean) => void,
  ) {}

  get playing(): boolean {
    return this.cancel !== null;
  }

  /** Plays what is left, in `steps` steps of the slider. */
  play(steps: number): void {
    const calm = this.calm();
    const [every, most] = calm ? [CALM_EVERY_MS, CALM_STEPS] : [EVERY_MS, LONGEST_MS / EVERY_MS];
    const stride = Math.max(1, Math.ceil(steps / most));
    const next = (): void => {
      this.cancel = this.timers.after(every, () => {
        if (this.move(stride)) next();
        else this.stop();
      });
    };
    next();
    this.changed(true);
  }

  stop(): void {
    if (this.cancel === null) return;
    this.cancel();
    this.cancel = null;
    this.changed(false);
  }
}
