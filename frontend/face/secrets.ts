// Secret links and codes on the pages of who organises: they stay covered until somebody asks, and can be copied.
import { button } from "../ground/dom";
import { t } from "../ground/t";
import { copyText } from "./copy";

/** Makes the secrets of this page easier to keep and to pass on. */
export function tendSecrets(): void {
  for (const field of document.querySelectorAll<HTMLInputElement>("input[data-copy]")) offerCopy(field);
  for (const shown of document.querySelectorAll<HTMLElement>("[data-covered]")) cover(shown);
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
