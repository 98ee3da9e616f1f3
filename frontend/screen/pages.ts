// Lists that may be longer than the screen: as much as fits is shown, the rest comes by itself, page by page.

interface Place {
  /** The first item that is shown. */
  from: number;
  /** The first item of the next page. */
  next: number;
}

const places = new WeakMap<HTMLElement, Place>();

/** Shows as much of a list as fits, beginning where it began. */
export function lay(list: HTMLElement): void {
  const place = placeOf(list);
  const items = itemsOf(list);
  if (place.from >= items.length) place.from = 0;
  for (const [at, item] of items.entries()) show(item, at === place.from);
  place.next = place.from + 1;
  squeeze(list, items[place.from]);
  for (const item of items.slice(place.from + 1)) {
    show(item, true);
    if (overflows(list)) {
      show(item, false);
      break;
    }
    place.next += 1;
  }
  tell(list, items.length - (place.next - place.from) + Number(list.dataset.older ?? 0));
}

/** Turns to the next page; after the last one comes the first. */
export function turn(list: HTMLElement): void {
  const place = placeOf(list);
  const count = list.children.length;
  if (place.from === 0 && place.next >= count) return;
  place.from = place.next >= count ? 0 : place.next;
  lay(list);
}

/** Turns to the page with this item. */
export function turnTo(list: HTMLElement, item: Element): void {
  const place = placeOf(list);
  const at = [...list.children].indexOf(item);
  if (at < 0 || (at >= place.from && at < place.next)) return;
  place.from = 0;
  lay(list);
  while (at >= place.next && place.next < list.children.length) {
    place.from = place.next;
    lay(list);
  }
}

function placeOf(list: HTMLElement): Place {
  const known = places.get(list) ?? { from: 0, next: 0 };
  places.set(list, known);
  return known;
}

function itemsOf(list: HTMLElement): HTMLElement[] {
  return [...list.children].filter((item) => item instanceof HTMLElement);
}

function show(item: HTMLElement, on: boolean): void {
  if (item.hidden === on) item.hidden = !on;
}

/** Shortens an item that does not fit by itself, line by line. */
function squeeze(list: HTMLElement, item: HTMLElement | undefined): void {
  if (item === undefined) return;
  delete item.dataset.lines;
  for (const lines of ["3", "2", "1"]) {
    if (!overflows(list)) return;
    item.dataset.lines = lines;
  }
}

function overflows(list: HTMLElement): boolean {
  return list.scrollHeight > list.clientHeight + 1 || list.scrollWidth > list.clientWidth + 1;
}

/** Says how many there are beside those that are shown: beside the list, or at the foot of the screen. */
function tell(list: HTMLElement, rest: number): void {
  const around = list.parentElement;
  const more = around?.querySelector<HTMLElement>(":scope > .screen-more, :scope > .screen-foot > .screen-more");
  if (more === null || more === undefined) return;
  const words = rest > 0 ? (more.dataset.more ?? "").replace("{count}", String(rest)) : "";
  if (more.textContent !== words) more.textContent = words;
  more.hidden = words === "";
}
