// A short word beside the notes about what was just done there; it stays in view while one scrolls.
import { make } from "../ground/dom";

/** Shows a message in the `head` of the notes; an empty one takes it away. */
export function showEditorNote(head: HTMLElement, message: string): void {
  const old = head.querySelector<HTMLElement>(".editor-note");
  if (message === "") {
    old?.remove();
    return;
  }
  const note = old ?? make("p", "editor-note");
  note.setAttribute("role", "alert");
  note.textContent = message;
  if (old === null) head.append(note);
}
