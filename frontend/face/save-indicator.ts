// Says what happens to what was typed, calmly: how loud it is depends on whether there is unsaved
// work, not on the connection. Leaving with unsaved work asks first.
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";
import type { SaveState } from "../live/outbox";

// "Opgeslagen" is said when typing pauses: in between it would come and go with every letter, and be drawn as often.
const PAUSE_MS = 300;

export class SaveIndicator {
  /** Null while this person only reads: then there is nothing to save. */
  private state: SaveState | null = null;
  private connected = true;
  private cancel = (): void => undefined;

  constructor(
    private readonly element: HTMLElement | null,
    private readonly timers: Timers,
    /** The tab behind which it may stand: what is not saved shows there as well. */
    private readonly tab: HTMLElement | null = null,
  ) {
    window.addEventListener("beforeunload", (event) => {
      if (this.state !== null && this.state.kind !== "saved") event.preventDefault();
    });
    this.draw();
  }

  show(state: SaveState | null): void {
    this.cancel();
    this.state = state;
    if (this.element?.dataset.state === "saving" && state?.kind === "saved")
      this.cancel = this.timers.after(PAUSE_MS, () => this.draw());
    else this.draw();
  }

  connection(connected: boolean): void {
    this.connected = connected;
    this.draw();
  }

  private draw(): void {
    if (this.element === null) return;
    const text = sentence(this.state, this.connected);
    const kind = saveKind(this.state, this.connected);
    if (this.element.dataset.state === kind && this.element.textContent === text) return;
    this.element.dataset.state = kind;
    this.element.textContent = text;
    if (this.tab === null) return;
    const loud = kind === "kept" || kind === "unsafe";
    this.tab.toggleAttribute("data-unsaved", loud);
    this.tab.title = loud ? text : "";
  }
}

/** How loud the words are: only what would be lost with this page is an alarm. */
export function saveKind(state: SaveState | null, connected: boolean): string {
  if (state === null) return connected ? "" : "away";
  return state.kind === "kept" && !state.stored ? "unsafe" : state.kind;
}

function sentence(state: SaveState | null, connected: boolean): string {
  if (state === null) return connected ? "" : t("Geen verbinding. Je ziet de laatste stand.");
  if (state.kind === "saved") return connected ? t("Opgeslagen") : t("Opgeslagen · geen verbinding");
  if (state.kind === "saving") return t("Bezig met opslaan");
  return state.stored ? t("Bewaard op dit apparaat") : t("Nog niet opgeslagen. Laat deze pagina open.");
}
