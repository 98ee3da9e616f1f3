// The form for one line at a time: it works without script; with it the page stays, the line goes
// over the socket, and what was typed is kept until there is an answer.
import { byId } from "../ground/dom";
import { uuid } from "../ground/ids";
import { t } from "../ground/t";
import { isProblem, type Kind } from "../live/protocol";
import type { Transport } from "../live/transport";

/** Makes the page's line form send without leaving the page. */
export function enhanceLineForm(notepad: number, transport: Transport, announce: (text: string) => void): void {
  const form = byId("line-form", HTMLFormElement);
  const text = byId("line-text", HTMLInputElement);
  const error = byId("line-text-error", HTMLElement);
  if (form === null || text === null) return;
  // Kept until answered: the same request again is not done twice.
  let request = uuid();
  let busy = false;

  const wrong = (message: string): void => {
    text.closest(".field")?.classList.toggle("is-wrong", message !== "");
    if (error !== null) {
      error.textContent = message;
      error.hidden = message === "";
    }
    if (message !== "") announce(message);
  };
  const sent = (): void => {
    for (const field of form.querySelectorAll<HTMLInputElement>("#line-text, #line-owner, #line-due")) field.value = "";
    request = uuid();
    announce(t("De regel staat in de notities."));
  };
  const send = async (): Promise<void> => {
    const fields = new FormData(form);
    const value = (name: string): string => String(fields.get(name) ?? "").trim();
    if (value("text") === "") {
      wrong(t("Schrijf eerst een regel op."));
      return;
    }
    const line = { kind: value("kind") as Kind, text: value("text"), who: value("owner"), due: value("due") };
    const answer = await transport.request("notes_line", { notepad, request, ...line });
    if (isProblem(answer)) wrong(answer.error.message);
    else {
      wrong("");
      sent();
    }
  };
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    busy = true;
    send()
      .catch(() => wrong(t("Geen antwoord van de server. Probeer het zo nog eens.")))
      .finally(() => {
        busy = false;
        text.focus();
      });
  });
}
