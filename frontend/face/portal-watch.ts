// While there is no connection, asks now and then whether a portal of the Wi-Fi stands between: it answers
// every address, with its own page or by sending the browser elsewhere, and neither is an answer of ours.
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";
import { showNotice } from "./room-facts";

const PATIENCE_MS = 2_500;
const ASK_AGAIN_MS = 10_000;

export class PortalWatch {
  private connected = false;
  private between = false;
  private cancel: (() => void) | null = null;

  constructor(
    private readonly timers: Timers,
    private readonly told: (between: boolean) => void,
  ) {}

  /** Hears of every connection and its end. */
  connection(connected: boolean): void {
    this.connected = connected;
    this.cancel?.();
    if (connected) this.tell(false);
    else this.later(PATIENCE_MS);
  }

  private later(ms: number): void {
    this.cancel = this.timers.after(ms, () => {
      void portalAnswers().then((between) => {
        if (this.connected) return;
        this.tell(between);
        this.later(ASK_AGAIN_MS);
      });
    });
  }

  private tell(between: boolean): void {
    if (between !== this.between) this.told(between);
    this.between = between;
  }
}

/** Whether somebody else answers in our server's place; false without any network. */
async function portalAnswers(): Promise<boolean> {
  try {
    const answer = await fetch("/healthz", { cache: "no-store", redirect: "manual" });
    if (answer.type === "opaqueredirect" || answer.headers.get("X-Oogst") === null) return true;
    return answer.ok && (await answer.text()).trim() !== "ok";
  } catch {
    return false;
  }
}

/** Says on the page that a portal stands between, or not any more. */
export function tellPortal(between: boolean): void {
  showNotice("portal", between ? t("Je bent nog niet op internet. Log in op de wifi of gebruik mobiele data.") : "");
}
