// Every page: the small things that work better with a script. Nothing here is needed.
import { make } from "../ground/dom";
import { readPageData } from "../ground/page-data";
import { clearShelf, isAnythingUnsent } from "../ground/shelf";
import { speak, t } from "../ground/t";

document.documentElement.classList.add("js");
const data = readPageData();
if (data !== null) speak(data.lang, data.texts);

// Only who organises has any of these.
if (document.querySelector("[data-copy], [data-covered]") !== null) {
  void import("../face/secrets").then(({ tendSecrets }) => tendSecrets());
}
document.querySelector<HTMLFormElement>("[data-sign-off]")?.addEventListener("submit", (event) => {
  const question = t("Op dit apparaat staat nog tekst die niet verstuurd is. Toch afmelden en weggooien?");
  if (isAnythingUnsent() && !confirm(question)) event.preventDefault();
  else clearShelf();
});

// Another tab may have kept something while this one was on its way here.
if (document.body.dataset.signedOff !== undefined) clearShelf();

for (const table of document.querySelectorAll<HTMLTableElement>(".prose table"))
  if (table.closest(".table-wrap") === null) letScroll(table);

// A wide table scrolls by itself, with the keyboard too, and does not widen the page.
function letScroll(table: HTMLTableElement): void {
  const frame = make("div", "table-wrap");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", t("Tabel"));
  table.before(frame);
  frame.append(table);
}
