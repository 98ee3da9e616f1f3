// The button "Wie schreef wat": whose words the notes hold is shown as long as it is pressed, in whatever
// editor is open. What shows it is loaded at the first press.
import { button } from "../ground/dom";
import { t } from "../ground/t";
import type { AuthorView } from "./author-view";
import type { Editor } from "./editor";

export class WhoWrote {
  private readonly press = button(t("Wie schreef wat"), "button-small", () => void this.toggle());
  private editor: Editor | null = null;
  private view: AuthorView | null = null;
  private on = false;
  /** One's own number in this notepad. */
  me = -1;

  /** `row`: where the ways to look at the notes are chosen; `parent`: what the editor stands in. */
  constructor(
    private readonly notepad: number,
    row: HTMLElement | null,
    private readonly parent: HTMLElement,
  ) {
    this.press.setAttribute("aria-pressed", "false");
    row?.append(this.press);
  }

  /** Another editor is open. */
  opened(editor: Editor): void {
    this.editor = editor;
    if (this.view !== null) editor.showAuthors(this.view);
  }

  /** Takes the button and everything shown away. */
  remove(): void {
    this.on = false;
    this.show(null);
    this.press.remove();
  }

  private async toggle(): Promise<void> {
    this.on = !this.on;
    this.press.setAttribute("aria-pressed", String(this.on));
    if (!this.on) {
      this.show(null);
      return;
    }
    try {
      const { AuthorView } = await import("./author-view");
      // Pressed again meanwhile, or the notes were closed.
      if (this.on && this.view === null) this.show(new AuthorView(this.notepad, this.parent, this.me));
    } catch {
      this.on = false; // without internet: the button comes up again
      this.press.setAttribute("aria-pressed", "false");
    }
  }

  private show(view: AuthorView | null): void {
    this.view?.remove();
    this.view = view;
    this.editor?.showAuthors(view);
  }
}
