// The small live facts at the top of a topic page: how many are here, and the state of the room.
import { byId, make } from "../ground/dom";
import { t } from "../ground/t";
import type { Box, RoomState } from "../live/protocol";

export function showHere(count: number): void {
  const here = byId("here", HTMLElement);
  const number = byId("here-count", HTMLElement);
  if (number !== null) number.textContent = String(count);
  if (here !== null) here.hidden = count === 0;
}

export function showRoomState(state: RoomState): void {
  const chip = byId("room-state", HTMLElement);
  if (chip === null || chip.dataset.state === state) return;
  chip.dataset.state = state;
  chip.className = `chip chip-${state}`;
  chip.textContent = stateName(state);
}

/** Says something important above the page's content, once per kind; an empty text takes it away. */
export function showNotice(kind: string, text: string, action: HTMLElement | null = null): void {
  const main = byId("main", HTMLElement);
  const old = document.getElementById(`notice-${kind}`);
  if (text === "") {
    old?.remove();
    return;
  }
  const notice = old ?? make("div", `notice ${kind === "write" ? "notice-info" : "notice-error"}`);
  notice.id = `notice-${kind}`;
  notice.setAttribute("role", "alert");
  if (notice.firstChild?.textContent !== text)
    notice.replaceChildren(make("p", "", text), ...(action === null ? [] : [action]));
  if (old === null) main?.prepend(notice);
}

/**
 * Says calmly in the part of the ideas what the room's state means for who takes part; nothing is
 * taken away. Where the page came without a form, its own sentence makes place for the news.
 */
export function showIdeasNote(text: string, action: HTMLElement | null = null): void {
  const form = byId("idea-form", HTMLElement);
  const old = byId("ideas-note", HTMLElement) ?? document.querySelector("#ideas-section > .notice-info");
  if (text === "") {
    if (form !== null) old?.remove();
    return;
  }
  if (old === null && form === null) return;
  const note = old ?? make("div", "notice notice-info");
  note.id = "ideas-note";
  note.replaceChildren(make("p", "", text), ...(action === null ? [] : [action]));
  if (old !== null || form === null) return;
  // What somebody types in stays where it is.
  if (form.contains(document.activeElement)) form.after(note);
  else form.before(note);
}

/** What a room's state means for an idea that is sent now; nothing when it is as always. */
export function ideasNote(state: RoomState, { open, early }: Box): string {
  if (state === "locked") return t("De conferentie is vastgezet: er kan niets meer bij.");
  if (!open) return t("Nieuwe ideeën staan hier nu uit.");
  if (state === "closed" && !early) return t("De zaal is nu niet open. Ideeën sturen kan zodra de zaal opengaat.");
  if (state === "closed") return t("De zaal is nu niet open. Alvast een idee? Het staat klaar zodra de zaal opengaat.");
  return state === "frozen" ? t("Deze ronde is afgerond. Je idee komt erbij als ‘nagekomen’.") : "";
}

/** Whether who takes part may send ideas now. */
export function takesIdeas(state: RoomState, { open, early }: Box): boolean {
  return open && (early || state !== "closed");
}

/** Shows what only who leads the room may use, or hides it. */
export function showStaffTools(shown: boolean): void {
  const tools = ".idea-form-details, #hidden-ideas";
  for (const tool of document.querySelectorAll<HTMLElement>(tools)) tool.hidden = !shown;
}

function stateName(state: RoomState): string {
  if (state === "open") return t("Open");
  if (state === "frozen") return t("Afgerond");
  return state === "locked" ? t("Vastgezet") : t("Nog niet open");
}
