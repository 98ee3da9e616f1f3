// Says what happens to what was typed, calmly: how loud it is depends on whether there is unsaved
// work, not on the connection. Leaving with unsaved work asks first.
import { t } from "../ground/t";
import type { SaveState } from "../live/outbox";

export class SaveIndicator {
  /** Null while this person only reads: then there is nothing to save. */
  private state: SaveState | null = null;
  private connected = true;

  constructor(private readonly element: HTMLElement | null) {
    window.addEventListener("beforeunload", (event) => {
      if (this.state !== null && this.state.kind !== "saved") event.preventDefault();
    });
    this.draw();
  }

  show(state: SaveState | null): void {
    this.state = state;
    this.draw();
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
