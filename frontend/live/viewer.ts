// The notes as a reader has them: blocks that the server rendered, changed by beats. A beat that
// does not fit what is shown is answered by joining again, never by guessing.
import { jitter, type Timers } from "../ground/timers";
import {
  type Beat,
  type Block,
  type Box,
  type Idea,
  isProblem,
  type Problem,
  type Role,
  type RoomState,
  type ViewerAnswer,
} from "./protocol";
import { NoAnswer, type Transport } from "./transport";

const AGAIN_MS = 1_500;

/** Where the blocks go; see `BlockList`. */
export interface ShownBlocks {
  replace(blocks: readonly Block[]): void;
  splice(at: number, remove: number, insert: readonly Block[]): boolean;
}

/** What the page does with what happens in a room. */
export interface ViewerPage {
  /** The server let this browser in, into this epoch of the notes. */
  joined(epoch: number): void;
  ideas(ideas: readonly Idea[]): void;
  here(count: number): void;
  /** What this person is here. */
  role(role: Role): void;
  room(state: RoomState, box?: Box): void;
  shut(problem: Problem): void;
  /** The notes changed. */
  changed(): void;
  /** Everything in this conference was removed: nothing that this page shows is there any more. */
  cleared(): void;
}

export class Viewer {
  private readonly stops: (() => void)[] = [];
  private attempt = 0;
  private joined = false;

  constructor(
    private readonly notepad: number,
    private epoch: number | null,
    private version: string | null,
    private readonly transport: Transport,
    private readonly timers: Timers,
    private readonly blocks: ShownBlocks,
    private readonly page: ViewerPage,
  ) {}

  /** Joins now and after every reconnect, until `stop`. */
  start(): void {
    const seen = (): void => this.visible();
    document.addEventListener("visibilitychange", seen);
    this.stops.push(
      () => document.removeEventListener("visibilitychange", seen),
      this.transport.on("beat", (beat) => this.beat(beat)),
      this.transport.on("resync", ({ notepad }) => notepad === this.notepad && this.join()),
      this.transport.on("reset", ({ notepad, reason }) => notepad === this.notepad && this.reset(reason)),
      this.transport.onConnection((connected) => (connected ? this.join() : this.lost())),
    );
  }

  stop(): void {
    this.lost();
    for (const stop of this.stops.splice(0)) stop();
    this.transport.send("leave", { notepad: this.notepad });
  }

  private lost(): void {
    this.attempt += 1;
    this.joined = false;
  }

  private reset(reason: string | undefined): void {
    if (reason === "cleared") this.page.cleared();
    else this.again();
  }

  private again(): void {
    this.version = null;
    this.epoch = null;
    this.join();
  }

  private join(): void {
    this.lost();
    const attempt = this.attempt;
    const current = (): boolean => attempt === this.attempt;
    this.joinOnce(current).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) console.warn("join", error);
      if (current()) this.later();
    });
  }

  private later(): void {
    const attempt = this.attempt;
    this.timers.after(jitter(AGAIN_MS), () => {
      if (attempt === this.attempt && this.transport.connected) this.join();
    });
  }

  private async joinOnce(current: () => boolean): Promise<void> {
    const { notepad, epoch, version } = this;
    const answer = await this.transport.request("join", {
      ...{ notepad, epoch, version, client: null, last: 0 },
      role: "viewer",
    });
    if (!current()) return;
    if (isProblem(answer)) this.notJoined(answer.error);
    else this.wasJoined(answer as ViewerAnswer);
  }

  private notJoined(problem: Problem): void {
    if (problem.code === "reset") this.reset(problem.reason);
    else if (problem.code === "loading" || problem.code === "cannot_save") this.later();
    else this.page.shut(problem);
  }

  private wasJoined(answer: ViewerAnswer): void {
    if (!this.caughtUp(answer)) {
      this.again();
      return;
    }
    this.joined = true;
    this.epoch = answer.epoch;
    this.page.joined(answer.epoch);
    this.page.role(answer.person);
    this.page.room(answer.state, answer.box);
    this.page.ideas(answer.ideas);
    this.page.here(answer.here);
    if (document.hidden) this.visible();
  }

  private caughtUp({ version, blocks, change }: ViewerAnswer): boolean {
    if (blocks !== null) this.blocks.replace(blocks);
    else if (change !== null && !this.blocks.splice(...change)) return false;
    if (version !== this.version) this.page.changed();
    this.version = version;
    return true;
  }

  private beat(beat: Beat): void {
    if (beat.notepad !== this.notepad || !this.joined) return;
    if (beat.ideas !== undefined) this.page.ideas(beat.ideas);
    this.page.here(beat.here);
    if (beat.version === this.version) return;
    const fits = beat.epoch === this.epoch && beat.from === this.version;
    if (!fits || !this.blocks.splice(beat.at, beat.remove, beat.insert)) {
      this.again();
      return;
    }
    this.version = beat.version;
    this.page.changed();
  }

  // A page in the background gets nothing, and catches up by joining when it is looked at again.
  private visible(): void {
    if (!this.joined) return;
    if (document.hidden) this.transport.send("visible", { notepad: this.notepad, on: false });
    else this.join();
  }
}
