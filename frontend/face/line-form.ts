// The form for one line at a time: it works without script; with it the page stays, the line goes
// over the socket, and what was written is kept on the device until there is an answer.
import { byId } from "../ground/dom";
import { dateLocale } from "../ground/locale";
import { t } from "../ground/t";
import { pageTimers, TREMBLE_MS } from "../ground/timers";
import { isProblem, type Problem } from "../live/protocol";
import type { Transport } from "../live/transport";
import { type Added, LineOutbox, type WaitingLine } from "./line-outbox";
import { OwnLines } from "./own-lines";

const FIELD_OF: Record<string, string> = { due_unclear: "line-due", owners_too_long: "line-owner" };
const FIELDS = ["line-text", "line-owner", "line-due"];

export class LineForm {
  private readonly form = byId("line-form", HTMLFormElement);
  private readonly kind = byId("line-kind", HTMLSelectElement);
  private readonly text = byId("line-text", HTMLInputElement);
  private readonly who = byId("line-owner", HTMLInputElement);
  private readonly due = byId("line-due", HTMLInputElement);
  private readonly outbox: LineOutbox;
  private readonly own: OwnLines;
  private mayWrite = true;
  private waits = false;
  private addedAt = 0;

  constructor(
    private readonly notepad: number,
    private readonly language: string,
    private readonly transport: Transport,
    private readonly announce: (text: string) => void,
    /** Somebody is not busy here any more, or is again. */
    private readonly turned: () => void,
  ) {
    this.own = new OwnLines({
      takeBack: (request) => void this.takeBack(request),
      putBack: (line) => this.putBackByHand(line),
      drop: (request) => {
        this.outbox.remove(request);
        this.text?.focus();
      },
    });
    this.outbox = new LineOutbox(
      notepad,
      ({ request, kind, text, who, due }) =>
        transport.request("notes_line", { notepad, request, kind, text, who, due }),
      {
        changed: (waiting, busy) => this.show(waiting, busy),
        connected: () => transport.connected,
        answered: (line, answer) => this.added(line, answer),
        refused: (line, problem) => this.refused(line, problem),
      },
    );
    this.form?.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.form?.addEventListener("focusout", () => queueMicrotask(() => this.mayWrite || this.turned()));
    this.kind?.addEventListener("change", () => this.showFields());
    this.showFields();
    byId("to-line", HTMLAnchorElement)?.addEventListener("click", (event) => {
      event.preventDefault();
      byId("line-details", HTMLDetailsElement)?.setAttribute("open", "");
      this.kind?.focus();
    });
    transport.onConnection((connected) => {
      if (connected) void this.outbox.flush();
      else this.outbox.tell();
    });
  }

  /** Something is in it that is not in the notes, or somebody stands in it. */
  get isBusy(): boolean {
    return this.hasWords || this.waits || this.form?.contains(document.activeElement) === true;
  }

  private get hasWords(): boolean {
    return [this.text, this.who, this.due].some((field) => (field?.value.trim() ?? "") !== "");
  }

  /** Takes lines, or says why it does not. */
  may(write: boolean): void {
    if (write === this.mayWrite) return;
    this.mayWrite = write;
    const submit = this.form?.querySelector("button");
    if (submit) submit.disabled = !write;
    this.mark("line-text", write ? "" : this.whyNot());
  }

  private whyNot(): string {
    if (!this.hasWords) return t("Je kunt hier nu geen regels toevoegen.");
    return t("Je kunt hier nu geen regels toevoegen. Wat je schreef, staat er nog.");
  }

  // Wie and uiterlijk are an action's; what was typed in them stays for when it is one again.
  private showFields(): void {
    const action = byId("line-action", HTMLElement);
    if (action !== null) action.hidden = this.kind?.value !== "action";
  }

  private submit(): void {
    if (!this.mayWrite) return;
    const { kind, text, who, due } = this;
    if (kind === null || text === null || who === null || due === null) return;
    this.right();
    if (text.value.trim() === "") {
      if (pageTimers.now() - this.addedAt > TREMBLE_MS) this.wrong("line-text", t("Schrijf eerst een regel op."));
      return;
    }
    const action = kind.value === "action";
    this.addedAt = pageTimers.now();
    this.outbox.add({
      kind: kind.value,
      text: text.value.trim(),
      who: action ? who.value.trim() : "",
      due: action ? due.value.trim() : "",
    });
    // At once, so that the next line can be typed; it comes back when it is refused.
    this.clear();
    text.focus();
    if (!this.transport.connected) this.announce(t("Nog niet verstuurd. Dat gaat vanzelf zodra er internet is."));
    void this.outbox.flush();
  }

  private clear(): void {
    for (const field of [this.text, this.who, this.due]) if (field !== null) field.value = "";
  }

  private added(line: WaitingLine, { line: words, due }: Added): void {
    this.own.add(line.request, words);
    const until = due === null ? "" : t("Uiterlijk: {day}.", { day: this.inWords(due) });
    const day = until && ` ${until}`;
    this.announce(t("De regel staat in de notities.") + day);
  }

  private refused(line: WaitingLine, problem: Problem): void {
    if (this.putBack(line)) this.wrong(FIELD_OF[problem.code] ?? "line-text", problem.message);
    else this.announce(problem.message);
  }

  /** Puts a refused line back into the form; false while there is another one in it. */
  private putBack(line: WaitingLine): boolean {
    const { kind, text, who, due } = this;
    if (kind === null || text === null || who === null || due === null || text.value.trim() !== "") return false;
    kind.value = line.kind;
    text.value = line.text;
    who.value = line.who;
    due.value = line.due;
    this.showFields();
    this.outbox.remove(line.request);
    return true;
  }

  private putBackByHand(line: WaitingLine): void {
    if (this.putBack(line)) this.right();
    else this.announce(t("Er staat nog een andere regel in het vak. Voeg die eerst toe."));
    this.text?.focus();
  }

  private async takeBack(request: string): Promise<void> {
    const answer = await this.transport
      .request("undo_line", { notepad: this.notepad, request })
      .catch(() => ({ error: { message: t("Geen antwoord van de server. Probeer het zo nog eens.") } }));
    if (isProblem(answer)) {
      this.own.problem(request, answer.error.message);
      this.announce(answer.error.message);
      return;
    }
    this.own.remove(request);
    this.text?.focus();
    this.announce(t("De regel is weer weg."));
  }

  private show(waiting: readonly WaitingLine[], busy: boolean): void {
    this.waits = waiting.length > 0;
    this.own.showWaiting(waiting, busy && this.transport.connected);
  }

  private inWords(day: string): string {
    const format = { weekday: "long", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" } as const;
    return new Intl.DateTimeFormat(dateLocale(this.language), format).format(new Date(`${day}T12:00:00Z`));
  }

  private right(): void {
    for (const id of FIELDS) this.mark(id, "");
  }

  private wrong(id: string, message: string): void {
    this.mark(id, message);
    // The answer may come late: who is busy elsewhere by then stays there.
    if (this.form?.contains(document.activeElement)) byId(id, HTMLInputElement)?.focus();
    this.announce(message);
  }

  private mark(id: string, message: string): void {
    const field = byId(id, HTMLInputElement);
    const error = byId(`${id}-error`, HTMLElement);
    if (field === null || error === null) return;
    field.closest(".field")?.classList.toggle("is-wrong", message !== "");
    if (message === "") field.removeAttribute("aria-invalid");
    else field.setAttribute("aria-invalid", "true");
    error.textContent = message;
    error.hidden = message === "";
  }
}
