// Puts components into a place of the page, instead of what the server drew there.
import { render } from "preact";
import { byId } from "../ground/dom";

export function draw(id: string, content: Parameters<typeof render>[0]): void {
  const place = byId(id, HTMLElement);
  if (place === null) return;
  place.replaceChildren();
  place.hidden = false;
  render(content, place);
}
