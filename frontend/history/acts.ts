// What may be done with a moment: put its text back, name it. Nothing of the past changes by it.
import { button, byId, make } from "../ground/dom";
import { NotOurs, type Poster } from "../ground/post";
import { t } from "../ground/t";
import { isProblem } from "../live/protocol";

export interface ActsWishes {
  poster: Poster;
  urls: { restore: string; name: string };
  notes: string;
  /** The last row of what is shown. */
  row(): number;
  named(row: number, name: string): void;
  /** A text came back as row `row`, from row `of`. */
  restored(row: number, of: number): Promise<void>;
  say(text: string): void;
}

export class Acts {
  private readonly outcome = byId("history-outcome", HTMLElement);
  private busy = false;

  constructor(private readonly wishes: ActsWishes) {
    byId("history-restore-now", HTMLButtonElement)?.addEventListener("click", () => {
      const question = byId("history-restore", HTMLElement);
      question?.removeAttribute("open");
      void this.restore(wishes.row());
    });
    byId("history-name-form", HTMLFormElement)?.addEventListener("submit", (event) => {
      event.preventDefault();
      void this.name();
    });
  }

  private async restore(row: number): Promise<void> {
    this.tell(t("Een ogenblik."));
    const answer = await this.ask<{ row: number | null }>(this.wishes.urls.restore, { row: String(row) });
    if (typeof answer === "string") {
      this.tell(answer);
      return;
    }
    if (answer.row === null) {
      this.tell(t("Deze tekst staat er nu al. Er is niets veranderd."));
      return;
    }
    const made = answer.row;
    await this.wishes.restored(made, row);
    const notes = make("a", "button", t("Naar de notities"));
    notes.href = this.wishes.notes;
    this.tell(
      t("Teruggezet. Iedereen ziet nu deze tekst; wat er stond, blijft in de geschiedenis."),
      button(t("Toch niet: zet terug wat er stond"), "", () => void this.restore(made - 1)),
      notes,
    );
  }

  private async name(): Promise<void> {
    const field = byId("history-name-text", HTMLInputElement);
    const problem = byId("history-name-error", HTMLElement);
    if (field === null || problem === null) return;
    const row = this.wishes.row();
    const answer = await this.ask<{ name: string }>(this.wishes.urls.name, { row: String(row), name: field.value });
    const wrong = typeof answer === "string";
    problem.hidden = !wrong;
    problem.textContent = wrong ? answer : "";
    field.setAttribute("aria-invalid", String(wrong));
    if (wrong) {
      field.focus();
      return;
    }
    field.value = "";
    byId("history-name", HTMLElement)?.removeAttribute("open");
    this.wishes.named(row, answer.name);
    this.tell(t("Dit moment heet nu ‘{name}’.", { name: answer.name }));
  }

  /** Asks for one thing at a time; a sentence when it did not work. */
  private async ask<T extends object>(url: string, fields: Record<string, string>): Promise<T | string> {
    if (this.busy) return t("Een ogenblik.");
    this.busy = true;
    try {
      const answer = await this.wishes.poster.post<T>(url, fields);
      return isProblem(answer) ? answer.error.message : (answer as T);
    } catch (error) {
      if (!(error instanceof NotOurs)) throw error;
      return t("Dit lukte niet: er is nu geen verbinding. Er is niets veranderd; probeer het zo opnieuw.");
    } finally {
      this.busy = false;
    }
  }

  private tell(text: string, ...buttons: HTMLElement[]): void {
    this.wishes.say(text);
    if (this.outcome === null) return;
    this.outcome.hidden = false;
    const row = make("div", "row");
    row.append(...buttons);
    this.outcome.replaceChildren(make("p", "", text), ...(buttons.length > 0 ? [row] : []));
  }
}
