// The report's page: it follows the rooms while it is looked at, a second behind what is stored. What did not
// change keeps its place on the page. Without this script the page is the report of when it was opened.
import { askWhileLookedAt, saysTrouble } from "../ground/asking";
import { byId } from "../ground/dom";
import { blockElement } from "../ground/html";
import { t } from "../ground/t";

const LOOK_EVERY_MS = 1_000;
const WIDE = "(min-width: 75em)"; // as in report-notes.css

function show(report: HTMLElement, html: string): void {
  const fresh = [...blockElement("report", html).children];
  const shown = [...report.children];
  let before = 0;
  while (before < fresh.length && fresh[before]?.outerHTML === shown[before]?.outerHTML) before += 1;
  let after = 0;
  const most = Math.min(fresh.length, shown.length) - before;
  while (after < most && fresh[fresh.length - 1 - after]?.outerHTML === shown[shown.length - 1 - after]?.outerHTML)
    after += 1;
  const place = shown[shown.length - after] ?? null;
  for (const gone of shown.slice(before, shown.length - after)) gone.remove();
  for (const one of fresh.slice(before, fresh.length - after)) report.insertBefore(one, place);
}

function follow(report: HTMLElement, address: string): void {
  askWhileLookedAt(address, report.dataset.mark ?? "", LOOK_EVERY_MS, {
    show: (html) => show(report, html),
    trouble: saysTrouble(byId("report-live", HTMLElement), t("Er is nu geen verbinding: dit kan iets ouder zijn.")),
  });
}

const report = byId("report", HTMLElement);
const address = report?.dataset.now;
if (report !== null && address !== undefined) {
  const wide = matchMedia(WIDE);
  // Beside the notepads it is there on a wide page only: elsewhere nothing is asked.
  if (report.dataset.beside === undefined || wide.matches) follow(report, address);
  else wide.addEventListener("change", () => follow(report, address), { once: true });
}
