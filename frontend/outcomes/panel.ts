// The button "Uitkomsten" with their number, and the list that it opens: beside the notes where there
// is room (on top of the ideas), else above the text. It says nothing by itself to a screen reader.
import { byId, make } from "../ground/dom";
import { t } from "../ground/t";
import type { Outcome } from "./reading";

const WIDE = "(min-width: 56.25em)";

export class OutcomePanel {
  private readonly button = make("button", "button button-small", t("Uitkomsten").concat(" "));
  private readonly count = make("span", "count", "0");
  private readonly region = make("section", "outcome-list");
  private outcomes: readonly Outcome[] = [];
  private draw: (() => void) | null = null;

  /** `row` is where the ways to look at the notes stand; `jump` leads to an outcome in the text. */
  constructor(
    private readonly row: HTMLElement | null,
    private readonly jump: (outcome: Outcome) => void,
  ) {
    this.button.type = "button";
    this.button.append(this.count);
    this.button.setAttribute("aria-expanded", "false");
    this.region.id = `${row?.id ?? ""}-outcome-list`;
    this.button.setAttribute("aria-controls", this.region.id);
    this.button.addEventListener("click", () => (this.region.isConnected ? this.close() : void this.open()));
    this.region.setAttribute("aria-label", t("Uitkomsten"));
    this.region.addEventListener("keydown", (event) => {
      event.stopPropagation(); // it may stand among the ideas, whose keys are no concern of this list
      if (event.key !== "Escape") return;
      this.close();
      this.button.focus();
    });
    row?.append(this.button);
  }

  /** Shows these outcomes from now on. */
  show(outcomes: readonly Outcome[]): void {
    this.outcomes = outcomes;
    this.count.textContent = String(outcomes.filter(({ kind }) => kind !== "internal").length);
    this.draw?.();
  }

  /** Takes button and list off the page. */
  remove(): void {
    this.close();
    this.button.remove();
  }

  private async open(): Promise<void> {
    const { drawOutcomes } = await import("./outcome-list");
    this.place();
    this.draw = () =>
      drawOutcomes(this.region, {
        outcomes: this.outcomes,
        jump: (outcome) => this.leave(outcome),
        close: () => {
          this.close();
          this.button.focus();
        },
      });
    this.draw();
    this.button.setAttribute("aria-expanded", "true");
    this.region.querySelector("h2")?.focus();
  }

  private place(): void {
    const ideas = byId("ideas-section", HTMLElement);
    if (matchMedia(WIDE).matches && ideas !== null) ideas.prepend(this.region);
    else this.row?.after(this.region);
  }

  private leave(outcome: Outcome): void {
    if (!matchMedia(WIDE).matches) this.close();
    this.jump(outcome);
  }

  private close(): void {
    this.draw = null;
    this.region.remove();
    this.button.setAttribute("aria-expanded", "false");
  }
}
