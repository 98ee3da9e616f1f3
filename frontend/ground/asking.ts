// Asks again and again for a part of a page that the server writes. Promise: it never stops while it is wanted, and one
// question at a time is under way, whatever the network or the server does; only an answer of ours counts.
import { pageTimers, type Timers } from "./timers";

const AGAIN_MS = 2_500;
const GIVE_UP_MS = 8_000;
/** So many questions in a row without an answer are a trouble that is said. */
const TROUBLE_AFTER = 2;

type Fetch = (address: string, wishes: RequestInit) => Promise<Response>;

/** What is done with answers: `show` gets what changed, `trouble` hears after each question whether something is wrong. */
export interface Told {
  show(html: string): void;
  trouble(on: boolean): void;
}

/** How often it asks, and whether it is wanted now. */
export interface Rhythm {
  every: number;
  wanted(): boolean;
}

export class Asking {
  private failed = 0;
  private cancel: () => void = () => undefined;
  private under = false;

  constructor(
    private readonly address: string,
    private mark: string,
    private readonly timers: Timers,
    private readonly told: Told,
    private readonly rhythm: Rhythm,
    private readonly fetch: Fetch = (address, wishes) => window.fetch(address, wishes),
  ) {}

  /** Asks after so many milliseconds, instead of when it was about to. */
  next(ms = this.rhythm.every): void {
    if (this.under) return;
    this.cancel();
    if (!this.rhythm.wanted()) return;
    this.cancel = this.timers.after(ms, () => void this.ask());
  }

  private async ask(): Promise<void> {
    this.under = true;
    const ok = await this.answer().catch(() => false);
    this.under = false;
    this.failed = ok ? 0 : this.failed + 1;
    this.told.trouble(this.failed >= TROUBLE_AFTER);
    this.next(ok ? this.rhythm.every : AGAIN_MS);
  }

  private async answer(): Promise<boolean> {
    const stop = new AbortController();
    // A network that says nothing any more would keep it waiting for ever.
    const cancel = this.timers.after(GIVE_UP_MS, () => stop.abort());
    try {
      const headers: Record<string, string> = this.mark === "" ? {} : { "If-None-Match": this.mark };
      const answer = await this.fetch(this.address, { headers, cache: "no-store", signal: stop.signal });
      // A network that wants a log-in first answers as well.
      if (answer.headers.get("X-Oogst") !== "1") return false;
      if (answer.status === 304) return true;
      if (answer.status !== 200) return false;
      this.told.show(await answer.text());
      this.mark = answer.headers.get("ETag") ?? "";
      return true;
    } finally {
      cancel();
    }
  }
}

/** Asks while the page is looked at: nobody looks, nothing is asked. `mark` names what the page shows already. */
export function askWhileLookedAt(address: string, mark: string, every: number, told: Told): void {
  const wanted = (): boolean => document.visibilityState === "visible";
  const asking = new Asking(address, mark, pageTimers, told, { every, wanted });
  document.addEventListener("visibilitychange", () => asking.next(0));
  asking.next();
}

/** Says in a part of the page whether what is shown may be older. */
export function saysTrouble(state: HTMLElement | null, words: string): (on: boolean) => void {
  return (on) => {
    const said = on ? words : "";
    if (state !== null && state.textContent !== said) state.textContent = said;
  };
}
