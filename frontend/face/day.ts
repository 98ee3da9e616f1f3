// What is told of the day on an open page: messages, where one sits, how long is left. The server renders it; here it
// is asked for again when it may be another, and what is new is said once. It goes by the server's clock.
import { byId } from "../ground/dom";
import { serverParts } from "../ground/html";
import { keep, kept } from "../ground/shelf";
import { jitter, type Timers } from "../ground/timers";
import { leftNews, leftWords } from "./time-left";

const TICK_MS = 1_000;
const CHANGE_MS = 1_500;
const CROWD_MS = 2_000;
const LONGEST_MS = 3_600_000;
const DISMISSED = "dismissed";
const MOST_DISMISSED = 50;

export class Day {
  private before: number | null = null;
  private ends = "";
  private mark = "";
  private asking = false;
  private soon = false;
  private lives = false;
  private readonly address: string;

  private cancel: () => void = () => undefined;

  constructor(
    from: string,
    private ahead: number,
    private readonly timers: Timers,
    private readonly say: (text: string) => void,
    came = timers.now(),
  ) {
    // A page that was kept on the device brings an old moment along: then its own clock is the best there is.
    if (!navigator.onLine) this.ahead = 0;
    // Who scanned said where they are when the page came, whenever this script did; reloading the page is no new scan.
    const scanned = /[?&]code=/.test(location.search);
    this.address = `${from}${scanned ? `?sinds=${Math.floor(came + this.ahead)}` : ""}`;
    if (scanned) history.replaceState(history.state, "", location.pathname + location.hash);
    document.addEventListener("visibilitychange", () => {
      if (document.visibilityState === "visible") void this.look();
    });
    this.tend();
    this.tick();
  }

  /** The page is live; again, it was away and may have missed something. */
  live(): void {
    if (this.lives) void this.look();
    this.lives = true;
  }

  /** The day changed: a whole hall hears that at once, and asks one after the other. */
  changed(): void {
    if (this.soon) return;
    this.soon = true;
    this.timers.after(jitter(CHANGE_MS), () => {
      this.soon = false;
      void this.look();
    });
  }

  /** Asks how it is now; who looks elsewhere asks on coming back. */
  async look(): Promise<void> {
    if (this.asking || document.visibilityState !== "visible") return;
    this.asking = true;
    try {
      await this.ask();
    } catch {
      // No network: at the next change, or when there is one again.
    } finally {
      this.asking = false;
      this.wait();
    }
  }

  private get part(): HTMLElement | null {
    return byId("day", HTMLElement);
  }

  private now(): number {
    return this.timers.now() + this.ahead;
  }

  private async ask(): Promise<void> {
    const headers: Record<string, string> = this.mark === "" ? {} : { "If-None-Match": this.mark };
    const answer = await fetch(this.address, { headers, cache: "no-store" });
    // Only our own answer counts: a network that wants a log-in first answers as well.
    if (answer.headers.get("X-Oogst") !== "1" || answer.status !== 200) return;
    const heard = this.told();
    for (const fresh of serverParts(await answer.text())) document.getElementById(fresh.id)?.replaceWith(fresh);
    this.mark = answer.headers.get("ETag") ?? "";
    this.ahead = Number(this.part?.dataset.now) - this.timers.now();
    this.tend();
    for (const [key, text] of this.told()) if (!heard.has(key)) this.say(text);
  }

  /** What stands there now, by what it is. */
  private told(): Map<string, string> {
    const parts = [...(this.part?.querySelectorAll<HTMLElement>("[data-message], [data-asked=here]") ?? [])];
    return new Map(
      parts.map((part) => {
        const words = part.querySelector("p, h2")?.textContent?.trim() ?? "";
        return [part.dataset.message ?? words, words];
      }),
    );
  }

  private tend(): void {
    const gone = kept<string[]>(DISMISSED) ?? [];
    for (const message of this.part?.querySelectorAll<HTMLElement>("[data-message]") ?? []) {
      const id = message.dataset.message ?? "";
      message.hidden = gone.includes(id);
      const close = message.querySelector<HTMLElement>("[data-dismiss]");
      if (close === null) continue;
      close.hidden = false;
      close.onclick = () => {
        keep(DISMISSED, [...(kept<string[]>(DISMISSED) ?? []), id].slice(-MOST_DISMISSED));
        this.tend();
        byId("main", HTMLElement)?.focus();
      };
    }
    const part = this.part;
    if (part !== null) part.hidden = !part.querySelector("section, [data-message]:not([hidden])");
    const stay = this.part?.querySelector<HTMLButtonElement>("[data-asked=here] button");
    // Who stays keeps the page as it is, with what is being typed.
    if (stay?.value.endsWith(` ${location.pathname.split("/").pop()}`)) {
      stay.onclick = (event) => {
        event.preventDefault();
        void this.stays(stay);
      };
    }
    this.wait();
  }

  private async stays(button: HTMLButtonElement): Promise<void> {
    const token = button.form?.querySelector<HTMLInputElement>("[name=csrf_token]")?.value ?? "";
    button.disabled = true;
    const body = new URLSearchParams({ here: button.value, csrf_token: token });
    const headers = { Accept: "application/json" };
    const answer = await fetch(button.formAction, { method: "POST", headers, body }).catch(() => null);
    button.disabled = false;
    // Without an answer the question stays: it can be tapped again.
    if (!answer?.ok) return;
    button.closest("section")?.remove();
    this.tend();
  }

  // By the clock something begins or ends then: a hall asks one after the other.
  private wait(): void {
    this.cancel();
    const left = Number(this.part?.dataset.again) - this.now();
    if (!(left > 0)) return;
    this.cancel = this.timers.after(Math.min(left + jitter(CROWD_MS), LONGEST_MS), () => void this.look());
  }

  private tick(): void {
    const shown = byId("time-left", HTMLElement);
    if (shown !== null) this.show(shown, Number(shown.dataset.ends) - this.now());
    this.timers.after(TICK_MS, () => this.tick());
  }

  private show(shown: HTMLElement, left: number): void {
    const sentences = shown.dataset.words?.split("|") ?? [];
    const words = leftWords(left, sentences);
    if (shown.textContent !== words) shown.textContent = words;
    // Another round, or one that was extended: what was left of the other says nothing.
    const same = this.ends === shown.dataset.ends;
    if (same && this.before !== null) {
      const news = leftNews(shown.dataset.title ?? "", this.before, left, sentences);
      if (news !== "") this.say(news);
    }
    this.ends = shown.dataset.ends ?? "";
    this.before = left;
  }
}
