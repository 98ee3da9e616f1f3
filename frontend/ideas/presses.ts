// What comes under a finger takes no press that was meant for what stood there before: an "Ongedaan maken" in the
// place of the button that was pressed, the next card that slides up. After a moment it counts like any other.
import { pageTimers, TREMBLE_MS } from "../ground/timers";

const NEAR_PX = 30;
const CONTROLS = "button, summary, a, input[type=checkbox], input[type=radio]";

export interface Press {
  on: object;
  /** What it says: a button that says something else is another one. */
  words: string;
  /** Null for the keyboard. */
  place: readonly [x: number, y: number] | null;
}

export class Presses {
  private last: { press: Press; at: number } | null = null;
  private movedAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly now: () => number) {}

  /** Something that can be pressed came, or went. */
  moved(): void {
    this.movedAt = this.now();
  }

  /** What is pressed next was looked for. */
  forget(): void {
    this.last = null;
  }

  /** A finger or mouse that goes away and comes back looked, too. */
  pointsAt(place: Press["place"]): void {
    if (this.last !== null && !isNear(this.last.press.place, place)) this.last = null;
  }

  /** Whether a press counts: not on something else that is only just there, where the last one was. */
  counts(press: Press): boolean {
    const { last } = this;
    const now = this.now();
    if (last !== null && now - Math.max(last.at, this.movedAt) < TREMBLE_MS) {
      const other = last.press.on !== press.on || last.press.words !== press.words;
      if (other && isNear(last.press.place, press.place)) return false;
    }
    this.last = { press, at: now };
    return true;
  }
}

function isNear(a: Press["place"], b: Press["place"]): boolean {
  if (a === null || b === null) return a === b;
  return Math.hypot(a[0] - b[0], a[1] - b[1]) < NEAR_PX;
}

const guarded = new WeakSet<HTMLElement>();

/** Watches the presses within a part of the page; once, however often it is asked. */
export function guardPresses(part: HTMLElement | null): void {
  if (part === null || guarded.has(part)) return;
  guarded.add(part);
  const presses = new Presses(pageTimers.now);
  new MutationObserver((changes) => {
    if (changes.some(({ addedNodes, removedNodes }) => [...addedNodes, ...removedNodes].some(holdsControl)))
      presses.moved();
  }).observe(part, { childList: true, subtree: true });
  const watch = { capture: true, passive: true };
  // Older phones do not say with a click what it came from.
  let place: Press["place"] = null;
  document.addEventListener(
    "pointerdown",
    ({ clientX, clientY }) => {
      place = [clientX, clientY];
    },
    watch,
  );
  part.addEventListener(
    "click",
    (event) => {
      const on = controlOf(event.target);
      // A single letter's key presses a button by script (staff-keys.ts): whoever uses it says which.
      if (on === null || !event.isTrusted) return;
      if (presses.counts({ on, words: on.textContent ?? "", place })) return;
      event.preventDefault();
      event.stopImmediatePropagation();
    },
    { capture: true },
  );
  document.addEventListener("pointermove", ({ clientX, clientY }) => presses.pointsAt([clientX, clientY]), watch);
  document.addEventListener("wheel", () => presses.forget(), watch);
  // A focus that went with its button stands outside of the part.
  document.addEventListener(
    "keydown",
    ({ key }) => {
      place = null;
      if (key !== "Enter" && key !== " ") presses.forget();
    },
    watch,
  );
}

function holdsControl(node: Node): boolean {
  return node instanceof Element && (node.matches(CONTROLS) || node.querySelector(CONTROLS) !== null);
}

// A label's press is passed on to its field: the two are one.
function controlOf(target: EventTarget | null): Element | null {
  if (!(target instanceof Element)) return null;
  return target.closest("label")?.control ?? target.closest(CONTROLS);
}
