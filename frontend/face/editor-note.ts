// A short word beside the notes about what was just done there; it stays in view while one scrolls.
import { byId, make } from "../ground/dom";

/** Shows a message in the head of the notes; an empty one takes it away. */
export function showEditorNote(message: string): void {
  const old = byId("editor-note", HTMLElement);
  if (message === "") {
    old?.remove();
    return;
  }
  const note = old ?? make("p", "editor-note");
  note.id = "editor-note";
  note.setAttribute("role", "alert");
  note.textContent = message;
  if (old === null) document.querySelector(".panel-notes .panel-head")?.append(note);
}
