// The three stops of an action as buttons, for fingers that have no Tab key: which one is being
// filled in, and what to think of there.
import { button, make } from "../ground/dom";
import { t } from "../ground/t";
import type { Stop } from "./action-parts";

export class StopStrip {
  readonly element = make("div", "stop-strip");
  private readonly buttons: Record<Stop, HTMLButtonElement>;
  private readonly hint = make("p", "stop-hint");
  private shown: Stop | null = null;

  constructor(
    go: (stop: Stop | null) => void,
    private readonly say: (text: string) => void,
  ) {
    const stop = (name: string, at: Stop | null): HTMLButtonElement => button(name, "stop", () => go(at));
    this.buttons = { what: stop(t("Wat"), "what"), who: stop(t("Wie"), "who"), due: stop(t("Uiterlijk"), "due") };
    const row = make("div", "stop-row");
    row.append(...Object.values(this.buttons), stop(t("Klaar"), null));
    this.element.append(this.hint, row);
    this.element.setAttribute("role", "group");
    this.element.setAttribute("aria-label", t("Actie invullen"));
    this.element.hidden = true;
  }

  /** Shows which stop is being filled in, or nothing; a new one is said, too. */
  show(stop: Stop | null): void {
    if (stop === this.shown) return;
    this.shown = stop;
    this.element.hidden = stop === null;
    if (stop === null) return;
    for (const [name, button] of Object.entries(this.buttons)) {
      if (name === stop) button.setAttribute("aria-current", "step");
      else button.removeAttribute("aria-current");
    }
    this.hint.textContent = hintOf(stop);
    this.say(`${this.buttons[stop].textContent}. ${hintOf(stop)}`);
  }
}

function hintOf(stop: Stop): string {
  if (stop === "what") return t("Wat gaat er gebeuren? Met Tab ga je verder.");
  if (stop === "who") return t("Vraag of de naam in het openbare verslag mag.");
  return t("Wanneer moet het klaar zijn? Bijvoorbeeld: 15 januari 2022.");
}
