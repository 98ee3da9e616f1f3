// Notes in large letters: the newest change is in view, and what moved there is seen to move.

const MOVE_MS = 150;
/** Where the newest line ends, as a part of the height: some of what follows stays in view. */
const LINE = 0.82;

/** The part of a block that is new in it, as small as elements go: of a long list the one item. */
export function changedPart(old: Element | null, fresh: Element): Element {
  if (old === null) return fresh;
  const before = [...old.children];
  const now = [...fresh.children];
  const most = Math.min(before.length, now.length);
  let head = 0;
  while (head < most && before[head]?.outerHTML === now[head]?.outerHTML) head += 1;
  let tail = 0;
  while (tail < most - head && before[before.length - 1 - tail]?.outerHTML === now[now.length - 1 - tail]?.outerHTML)
    tail += 1;
  const last = now[now.length - tail - 1];
  if (last === undefined || now.length - tail - head < 1) return fresh;
  const alone = now.length - tail - head === 1 && before.length - tail - head === 1;
  return alone && last.children.length > 0 ? changedPart(before[head] ?? null, last) : last;
}

/** Marks the newest part and brings it into view; `reference` is what stood at `top` before. */
export function place(notes: HTMLElement, newest: Element | null, reference: Element | null, top: number): void {
  const sheet = notes.firstElementChild;
  if (sheet === null) return;
  const target = newest ?? sheet.lastElementChild;
  if (target === null) return;
  const end = target.getBoundingClientRect().bottom - sheet.getBoundingClientRect().top;
  const most = Math.max(0, sheet.scrollHeight - notes.clientHeight);
  notes.scrollTop = Math.min(most, Math.max(0, end - notes.clientHeight * LINE));
  notes.classList.toggle("is-below", notes.scrollTop > 0);
  if (reference?.isConnected !== true || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const moved = top - reference.getBoundingClientRect().top;
  if (Math.abs(moved) < 1) return;
  sheet.animate([{ transform: `translateY(${moved}px)` }, { transform: "none" }], MOVE_MS);
}
