// Every page: the small things that work better with a script. Nothing here is needed.
import { copyText } from "../face/copy";
import { button, make } from "../ground/dom";
import { readPageData } from "../ground/page-data";
import { clearShelf, isAnythingUnsent } from "../ground/shelf";
import { speak, t } from "../ground/t";

document.documentElement.classList.add("js");
const data = readPageData();
if (data !== null) speak(data.lang, data.texts);

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-copy]")) offerCopy(field);
for (const shown of document.querySelectorAll<HTMLElement>("[data-covered]")) cover(shown);
document.querySelector<HTMLFormElement>("[data-sign-off]")?.addEventListener("submit", (event) => {
  const question = t("Op dit apparaat staat nog tekst die niet verstuurd is. Toch afmelden en weggooien?");
  if (isAnythingUnsent() && !confirm(question)) event.preventDefault();
  else clearShelf();
});

// Another tab may have kept something while this one was on its way here.
if (document.body.dataset.signedOff !== undefined) clearShelf();

for (const table of document.querySelectorAll<HTMLTableElement>(".prose table")) letScroll(table);

// A wide table scrolls by itself, with the keyboard too, and does not widen the page.
function letScroll(table: HTMLTableElement): void {
  const frame = make("div", "table-wrap");
  frame.tabIndex = 0;
  frame.setAttribute("role", "group");
  frame.setAttribute("aria-label", t("Tabel"));
  table.before(frame);
  frame.append(table);
}

function offerCopy(field: HTMLInputElement): void {
  const copy = button(t("Kopiëren"), "", () => {
    void copyText(field.value).then((worked) => {
      copy.textContent = worked ? t("Gekopieerd") : t("Kopiëren lukt niet. Selecteer de tekst zelf.");
    });
  });
  field.addEventListener("focus", () => field.select());
  field.after(copy);
}

// A secret stays covered on a beamer until somebody asks for it.
function cover(secret: HTMLElement): void {
  secret.hidden = true;
  const show = button(t("Toon"), "button-quiet", () => {
    secret.hidden = false;
    show.remove();
  });
  secret.before(show);
}
