// What changed, as a list: for who does not see colours and lines, and to walk from one change to the next.
import { button, byId, make } from "../ground/dom";
import { t, tn } from "../ground/t";
import type { Compared, Piece } from "./compared";
import type { Words } from "./words";

const LISTED = 100;
const QUOTED = 120;

export class ChangeList {
  private readonly count = byId("history-changes-count", HTMLElement);
  private readonly list = byId("history-changes-list", HTMLElement);
  private readonly frame = byId("history-changes", HTMLElement);

  constructor(private readonly goTo: (place: number) => void) {}

  show({ text, pieces }: Compared, words: Words): void {
    if (this.count === null || this.list === null || this.frame === null) return;
    this.frame.hidden = pieces.length === 0;
    this.count.textContent = tn("{count} wijziging", "{count} wijzigingen", pieces.length);
    const items = pieces.slice(0, LISTED).map((piece) => this.item(piece, text, words));
    if (pieces.length > LISTED)
      items.push(make("li", "quiet", t("En nog {count}.", { count: pieces.length - LISTED })));
    this.list.replaceChildren(...items);
  }

  private item(piece: Piece, text: string, words: Words): HTMLElement {
    const whole = text.slice(piece.from, piece.to).replace(/\s+/g, " ").trim();
    const quoted = whole.length > QUOTED ? `${whole.slice(0, QUOTED).trimEnd()}…` : whole;
    const item = make("li");
    const jump = button("", "button-quiet history-change", () => this.goTo(piece.from));
    const mark = make(piece.kind === "added" ? "ins" : "del", `was-${piece.kind}`, quoted || t("(witruimte)"));
    jump.append(`${words.said(piece)}: `, mark);
    item.append(jump);
    return item;
  }
}

/** One sentence on what changed. */
export function summary({ pieces }: Compared): string {
  const added = pieces.filter(({ kind }) => kind === "added").length;
  if (pieces.length === 0) return t("Niets is anders.");
  return t("{added} toegevoegd, {removed} weggehaald. Wijs iets aan om te zien van wie het is.", {
    added,
    removed: pieces.length - added,
  });
}
