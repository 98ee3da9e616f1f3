// Small signs in the text for what is not words: a picture that is not loaded, an idea that was
// taken over. The strokes are those of templates/parts/icons.html.
import { WidgetType } from "@codemirror/view";
import { make } from "../ground/dom";
import { t } from "../ground/t";

const SVG = "http://www.w3.org/2000/svg";
const PATHS = {
  picture: "M3 4h14v12H3ZM3 13l4-4 4 4 2.5-2.5L17 14M13.5 7.5v.1",
  idea: "M7.5 14.5c0-2-2.5-3-2.5-6.2a5 5 0 0 1 10 0c0 3.2-2.5 4.2-2.5 6.2ZM8 17.5h4",
};

export class Sign extends WidgetType {
  constructor(
    private readonly name: keyof typeof PATHS,
    /** Nothing stands beside it that says what it is. */
    private readonly alone = false,
  ) {
    super();
  }

  override eq(other: Sign): boolean {
    return other.name === this.name && other.alone === this.alone;
  }

  override toDOM(): HTMLElement {
    const place = make("span", `md-sign md-sign-${this.name}`);
    const icon = document.createElementNS(SVG, "svg");
    const path = document.createElementNS(SVG, "path");
    const facts = { class: "icon", viewBox: "0 0 20 20" };
    const ends = { "stroke-linecap": "round", "stroke-linejoin": "round", "aria-hidden": "true" };
    for (const [name, value] of Object.entries({ ...facts, ...ends })) icon.setAttribute(name, value);
    path.setAttribute("d", PATHS[this.name]);
    icon.append(path);
    place.append(icon);
    if (this.alone) place.append(make("span", "md-picture", t("afbeelding zonder beschrijving")));
    return place;
  }

  // Clicks go to the text beside it.
  override ignoreEvent(): boolean {
    return false;
  }
}
