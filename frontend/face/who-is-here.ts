// "Wie is hier": a button with the number of who is here; it opens a list of who writes, by name with
// colour and badge, and of how many look on. The list follows who comes and goes while it is open.
import { button, make } from "../ground/dom";
import { t, tn } from "../ground/t";
import type { Present } from "../live/presence";

export class WhoIsHere {
  private readonly count = make("span", "count");
  private readonly open = button(t("Wie is hier"), "button-small", () => this.toggle());
  private readonly panel = make("div", "view-panel");
  private readonly list = make("ul", "people-list");
  private readonly lookOn = make("p", "quiet");
  private writers: readonly Present[] = [];
  private mine = -1;
  private here = 0;

  /** `row` is where the buttons for ways to look at the notes stand. */
  constructor(row: HTMLElement | null) {
    this.open.append(this.count);
    this.panel.id = `${row?.id ?? ""}-who-is-here`;
    this.open.setAttribute("aria-controls", this.panel.id);
    this.panel.tabIndex = 0; // a long list scrolls by keyboard
    this.panel.setAttribute("role", "group");
    this.panel.setAttribute("aria-label", t("Wie is hier"));
    this.panel.append(this.list, this.lookOn);
    row?.append(this.open);
    row?.after(this.panel);
    this.show(false);
    for (const part of [this.panel, this.open] as HTMLElement[]) part.addEventListener("keydown", this.key);
    document.addEventListener("pointerdown", this.pointer);
  }

  /** Takes button and list away. */
  remove(): void {
    document.removeEventListener("pointerdown", this.pointer);
    this.open.remove();
    this.panel.remove();
  }

  /** Who writes here now; `mine` is one's own seat. */
  people(writers: readonly Present[], mine: number): void {
    this.writers = writers;
    this.mine = mine;
    this.draw();
  }

  /** How many are here in all. */
  number(here: number): void {
    this.here = here;
    this.draw();
  }

  private readonly key = (event: KeyboardEvent): void => {
    if (event.key !== "Escape" || this.panel.hidden) return;
    event.stopPropagation();
    this.show(false);
    this.open.focus();
  };

  private readonly pointer = (event: PointerEvent): void => {
    const { target } = event;
    const inside = target instanceof Node && [this.panel, this.open].some((part) => part.contains(target));
    if (!inside) this.show(false);
  };

  private toggle(): void {
    this.show(this.panel.hidden !== false);
  }

  private show(shown: boolean): void {
    this.panel.hidden = !shown;
    this.open.setAttribute("aria-expanded", String(shown));
    this.draw();
  }

  private draw(): void {
    this.count.textContent = String(Math.max(this.here, this.writers.length));
    if (!this.panel.hidden) void this.drawList();
  }

  private async drawList(): Promise<void> {
    const { peopleLines } = await import("./people-list");
    this.list.replaceChildren(...peopleLines(this.writers, this.mine));
    const viewers = Math.max(0, this.here - this.writers.length);
    this.lookOn.hidden = viewers === 0;
    this.lookOn.textContent = tn("{count} kijkt mee", "{count} kijken mee", viewers);
  }
}
