// The two switches on top of a topic's page, remembered on the device: how much is said to screen
// readers, and whether the page holds still. While it does, it says how much waits.
import type { Volume } from "../ground/announce";
import { button, make } from "../ground/dom";
import { keep, kept } from "../ground/shelf";
import { t, tn } from "../ground/t";

const WIDE = "(min-width: 40em)";
const VOLUMES: readonly Volume[] = ["all", "mine", "none"];

export class PageSwitches {
  private readonly switch: HTMLButtonElement;
  private readonly note = make("div", "still-note");
  private readonly again = button(t("Weer bijwerken"), "", () => {
    this.hold(false);
    this.switch.focus();
  });
  private readonly words = make("p");
  private counts = { ideas: 0, blocks: 0 };

  constructor(
    place: HTMLElement | null,
    private readonly changed: (still: boolean) => void,
  ) {
    this.switch = button(t("Bijwerken stilzetten"), "button-quiet", () => {
      this.hold(true);
      this.again.focus();
    });
    this.note.append(this.words, this.again);
    if (place === null) return;
    place.append(folded(volumeChoice(), this.switch), this.note);
    place.hidden = false;
    this.show();
  }

  get volume(): Volume {
    const chosen = kept<Volume>("volume");
    return chosen !== undefined && VOLUMES.includes(chosen) ? chosen : "all";
  }

  get still(): boolean {
    return kept<boolean>("still") === true;
  }

  /** Says how many ideas or pieces of the notes are new or other than what is shown. */
  waiting(kind: "ideas" | "blocks", count: number): void {
    this.counts = { ...this.counts, [kind]: count };
    this.show();
  }

  private hold(still: boolean): void {
    keep("still", still);
    this.show();
    this.changed(still);
  }

  private show(): void {
    this.switch.hidden = this.still; // one button at a time: the other one is in the note
    this.note.hidden = !this.still;
    const what = [
      this.counts.ideas === 0 ? "" : tn("{count} idee", "{count} ideeën", this.counts.ideas),
      this.counts.blocks === 0 ? "" : tn("{count} stuk notities", "{count} stukken notities", this.counts.blocks),
    ].filter((part) => part !== "");
    this.words.textContent =
      what.length === 0
        ? t("Bijwerken staat stil. Er is nog niets nieuws.")
        : t("Bijwerken staat stil. Nieuw of veranderd: {what}.", { what: what.join(", ") });
  }
}

function volumeChoice(): HTMLElement {
  const select = make("select");
  const names = [t("Alles"), t("Alleen over mij"), t("Geen")];
  select.append(...VOLUMES.map((volume, index) => new Option(names[index], volume)));
  select.value = kept<Volume>("volume") ?? "all";
  select.addEventListener("change", () => keep("volume", select.value));
  const label = make("label", "page-switch", t("Meldingen (schermlezer)"));
  label.append(select);
  return label;
}

/** The switches, behind a fold where there is little room. */
function folded(...switches: HTMLElement[]): HTMLElement {
  const fold = make("details", "page-switches-fold");
  const row = make("div", "page-switches-row");
  row.append(...switches);
  fold.append(make("summary", "", t("Instellingen")), row);
  const wide = matchMedia(WIDE);
  const follow = (): void => {
    fold.open = wide.matches;
  };
  wide.addEventListener("change", follow);
  follow();
  return fold;
}
