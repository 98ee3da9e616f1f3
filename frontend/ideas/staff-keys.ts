// The stream by keyboard. Single letters count only while the focus is in the stream, so that they are in nobody's
// way; each presses the button that stands with the idea. The help sheet lists them (editor/help.ts).
import { byId } from "../ground/dom";

const TYPING = "textarea, select, input:not([type=checkbox])";
const STEPS: Record<string, number> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };

export function listenToKeys(undo: () => boolean): void {
  const section = byId("ideas-section", HTMLElement);
  section?.addEventListener("keydown", (event) => {
    const { target, key } = event;
    if (!(target instanceof HTMLElement) || event.altKey || (target.matches(TYPING) && key !== "Escape")) return;
    if (event.ctrlKey || event.metaKey) {
      if (key === "z" && undo()) event.preventDefault();
    } else if (key === "Escape") {
      leave(target);
    } else if (pressed(section, target, key)) event.preventDefault();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key !== "F9" || !event.altKey) return;
    event.preventDefault();
    document.querySelector<HTMLElement>('[data-tab="ideas"][aria-selected="false"]')?.click();
    const first = document.querySelector<HTMLElement>("#ideas > .idea") ?? section?.querySelector("summary, button");
    first?.focus();
  });
}

function pressed(section: HTMLElement, target: HTMLElement, key: string): boolean {
  const item = target.closest<HTMLElement>("li.idea");
  const step = STEPS[key];
  if (step !== undefined) return go(item, step);
  if (!/^[a-z]$/.test(key)) return false;
  const button = item?.querySelector<HTMLElement>(`[data-key="${key}"]`) ?? within(section, key);
  button?.click();
  return button !== null;
}

// What belongs to the whole stream stands outside of every idea.
function within(section: HTMLElement, key: string): HTMLElement | null {
  const found = [...section.querySelectorAll<HTMLElement>(`[data-key="${key}"]`)];
  return found.find((button) => key === "z" || button.closest("li.idea") === null) ?? null;
}

/** Out of an open menu first, then to the notes. */
function leave(target: HTMLElement): void {
  const menu = target.closest("li.idea, #idea-staff")?.querySelector<HTMLElement>('.button-more[aria-expanded="true"]');
  if (menu) {
    menu.click();
    menu.focus();
  } else document.querySelector<HTMLElement>("#editor .cm-content")?.focus();
}

function go(item: HTMLElement | null, step: number): boolean {
  if (item === null) return false;
  const items = [...(item.parentElement?.querySelectorAll<HTMLElement>(":scope > .idea") ?? [])];
  const next = items[items.indexOf(item) + step];
  next?.focus();
  return next !== undefined;
}

/** Does something that may take an idea out of the list: a focus that goes with it comes to the next idea. */
export async function goOn<T>(item: HTMLElement | null, work: () => Promise<T>): Promise<T> {
  const inside = item?.contains(document.activeElement) ?? false;
  const next = item?.nextElementSibling ?? item?.previousElementSibling ?? null;
  const did = await work();
  requestAnimationFrame(() => {
    if (!inside || document.activeElement !== document.body) return;
    const still = [item, next].find((one): one is HTMLElement => one instanceof HTMLElement && one.isConnected);
    (still ?? byId("ideas-heading", HTMLElement))?.focus();
  });
  return did;
}
