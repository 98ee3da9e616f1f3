// The organiser's desk: it follows the day while it is looked at, a slot at a time. What somebody is on stays under
// their hands: focus, and what they opened. Without this script the page is the desk of when it was opened.
import { sendWhenReached } from "../face/sent-when-reached";
import { askWhileLookedAt, saysTrouble } from "../ground/asking";
import { byId } from "../ground/dom";
import { serverParts } from "../ground/html";
import { t } from "../ground/t";

const LOOK_EVERY_MS = 2_000;
const FOCUSABLE = "button, a, summary, select, input:not([type=hidden])";

/** What the server said of each slot last. */
const saidOf = new Map<string, string>();

function show(fresh: HTMLElement): void {
  const name = fresh.dataset.live ?? "";
  const html = fresh.outerHTML;
  if (saidOf.get(name) === html) return;
  saidOf.set(name, html);
  const old = document.querySelector<HTMLElement>(`[data-live="${name}"]`);
  if (old === null || old.outerHTML === html) return;
  const open = [...old.querySelectorAll("details")].map((part) => part.open);
  fresh.querySelectorAll("details").forEach((part, at) => {
    part.open = open[at] ?? false;
  });
  const held = old.contains(document.activeElement) ? nameOf(document.activeElement) : null;
  old.replaceWith(fresh);
  if (held !== null) namedSo(held, fresh)?.focus();
}

function namedSo(name: string, within: ParentNode): HTMLElement | null {
  return [...within.querySelectorAll<HTMLElement>(FOCUSABLE)].find((one) => nameOf(one) === name) ?? null;
}

/** What a control does stays the same while its words change: where it goes, and which of those there it is. */
function nameOf(control: Element | null): string {
  const action = control?.getAttribute("formaction") ?? control?.getAttribute("href") ?? "";
  return `${control?.tagName} ${action} ${control?.textContent?.trim()}`;
}

const address = byId("desk", HTMLElement)?.dataset.now;
if (address !== undefined) {
  sendWhenReached((button) => namedSo(nameOf(button), document));
  askWhileLookedAt(address, "", LOOK_EVERY_MS, {
    show: (html) => {
      for (const slot of serverParts(html)) show(slot);
    },
    trouble: saysTrouble(byId("desk-state", HTMLElement), t("Er is nu geen verbinding: dit kan iets ouder zijn.")),
  });
}
