// Makes what a screen shows into what it is to show now. Promise: what did not change keeps its element, so that
// nothing flickers and hours of changes leave nothing behind.

/** What is looked into, child by child; everything else is taken over whole. */
const LOOKED_INTO = ".screen-view, [data-pages], .screen-tiles, .screen-tile, .screen-notes, .screen-sheet";

/** What each element was when the server sent it: the screen itself hides and marks some of them. */
const sent = new WeakMap<Element, string>();

/** Notes what the server sent, before anything is done to it. */
export function remember(element: Element): void {
  sent.set(element, element.outerHTML);
  if (element.matches(LOOKED_INTO)) for (const child of element.children) remember(child);
}

/** Makes `shown` the same as `fresh`, which was remembered; answers the elements with a key that were not there. */
export function follow(shown: Element, fresh: Element): Element[] {
  const come: Element[] = [];
  const wanted = sent.get(fresh) ?? "";
  if (sent.get(shown) === wanted) return come;
  sent.set(shown, wanted);
  for (const name of shown.getAttributeNames()) if (!fresh.hasAttribute(name)) shown.removeAttribute(name);
  for (const name of fresh.getAttributeNames()) {
    const value = fresh.getAttribute(name) ?? "";
    if (shown.getAttribute(name) !== value) shown.setAttribute(name, value);
  }
  const known = new Map([...shown.children].map((child) => [nameOf(child), child]));
  let before: Element | null = shown.firstElementChild;
  for (const child of [...fresh.children]) {
    const name = nameOf(child);
    const old = known.get(name);
    known.delete(name);
    const kept = old === undefined ? null : keptFor(old, child, come);
    if (old === undefined && child.hasAttribute("data-key")) come.push(child);
    const now: Element = kept ?? child;
    if (old !== undefined && kept === null) {
      if (before === old) before = old.nextElementSibling;
      old.remove();
    }
    if (now === before) before = now.nextElementSibling;
    else shown.insertBefore(now, before);
  }
  for (const gone of known.values()) gone.remove();
  return come;
}

/** The element that stays in the place of `child`, or null when it is replaced. */
function keptFor(old: Element, child: Element, come: Element[]): Element | null {
  if (sent.get(old) === sent.get(child)) return old;
  if (!child.matches(LOOKED_INTO)) return null;
  come.push(...follow(old, child));
  return old;
}

function nameOf(element: Element): string {
  const { key, part } = (element as HTMLElement).dataset;
  return key ?? part ?? `${element.tagName}.${element.classList[0] ?? ""}`;
}
