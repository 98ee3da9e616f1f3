// The idea box: the server's own form, made better. What is typed survives a reload; sending clears
// the box only when the idea is kept on this device.
import { byId } from "../ground/dom";
import { forget, keep, kept, whenKept } from "../ground/shelf";
import { t, tn } from "../ground/t";
import type { WaitingIdea } from "./idea-outbox";

const SHOW_LEFT_FROM = 100;

export interface ComposeWishes {
  topic: number;
  limit: number;
  send(text: string, name: string): void;
}

export class Compose {
  private readonly text = byId("idea-text", HTMLTextAreaElement);
  private readonly name = byId("idea-name", HTMLInputElement);
  private readonly error = byId("idea-text-error", HTMLElement);
  private readonly left = byId("idea-left", HTMLElement);
  private readonly state = byId("idea-state", HTMLElement);

  constructor(private readonly wishes: ComposeWishes) {
    const form = byId("idea-form", HTMLFormElement);
    if (form === null || this.text === null) return;
    // A refused form comes back with its words in the box; they are newer than the draft.
    if (this.text.value === "") this.text.value = kept<string>(this.draft) ?? "";
    if (this.name !== null && this.name.value === "") this.name.value = kept<string>("name") ?? "";
    this.text.addEventListener("input", () => this.typed());
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    whenKept<string>(this.draft, (after, before) => this.typedElsewhere(after ?? "", before ?? ""));
    this.count();
  }

  /** Says how it stands with what was sent. */
  show(waiting: readonly WaitingIdea[], busy: boolean, portal: boolean): void {
    if (this.state === null) return;
    const unsent = waiting.filter((idea) => idea.refused === undefined).length;
    if (unsent === 0) {
      // Answered: "sent" comes by itself, and a refusal stands with its idea.
      if (this.state.dataset.state !== "saved") this.say("", "");
      return;
    }
    this.say(busy ? "saving" : "kept", busy ? t("Wordt verstuurd") : notYet(portal));
  }

  /** Says that it went, unless there is something newer in the box or something wrong with it. */
  sent(): void {
    const done = this.text?.value.trim() === "" && this.error?.hidden !== false;
    this.say(done ? "saved" : "", done ? t("Verstuurd") : "");
  }

  /** The room takes ideas again: what was wrong may be right now. */
  open(): void {
    this.wrong("");
  }

  /** Puts the words back into the box; false when there are others in it. */
  putBack(text: string, reason: string): boolean {
    if (this.text === null || this.text.value.trim() !== "") return false;
    this.text.value = text;
    this.typed();
    this.wrong(reason);
    return true;
  }

  private submit(): void {
    const text = this.text?.value.trim() ?? "";
    if (text === "") {
      this.wrong(t("Schrijf eerst je idee op."));
      return;
    }
    const over = [...text].length - this.wishes.limit;
    if (over > 0) {
      this.wrong(tn("Je idee is {count} teken te lang.", "Je idee is {count} tekens te lang.", over));
      return;
    }
    const name = this.name?.value.trim() ?? "";
    keep("name", name);
    this.wishes.send(text, name);
    if (this.text !== null) this.text.value = "";
    this.typed();
    this.text?.focus();
  }

  private typed(): void {
    const text = this.text?.value ?? "";
    if (text === "") forget(this.draft);
    else keep(this.draft, text);
    this.wrong("");
    if (text !== "") this.notSentYet();
    this.count();
  }

  // Another tab of the same topic has the same draft: what is typed or sent there is so here, too,
  // unless something else was typed here.
  private typedElsewhere(after: string, before: string): void {
    if (this.text === null || this.text.value !== before) return;
    this.text.value = after;
    this.wrong("");
    this.count();
  }

  private notSentYet(): void {
    if (this.state?.dataset.state === "saved") this.say("", "");
  }

  private count(): void {
    if (this.left === null || this.text === null) return;
    const left = this.wishes.limit - [...this.text.value.trim()].length;
    this.left.hidden = left > SHOW_LEFT_FROM;
    this.left.textContent =
      left < 0
        ? tn("{count} teken te veel", "{count} tekens te veel", -left)
        : tn("nog {count} teken", "nog {count} tekens", left);
  }

  private wrong(message: string): void {
    if (this.error === null || this.text === null) return;
    this.error.textContent = message;
    this.error.hidden = message === "";
    this.text.closest(".field")?.classList.toggle("is-wrong", message !== "");
    if (message === "") this.text.removeAttribute("aria-invalid");
    else {
      this.notSentYet();
      this.text.setAttribute("aria-invalid", "true");
      this.text.focus();
    }
  }

  private say(state: string, text: string): void {
    if (this.state === null) return;
    this.state.dataset.state = state;
    this.state.textContent = text;
  }

  private get draft(): string {
    return `draft.${this.wishes.topic}`;
  }
}

function notYet(portal: boolean): string {
  return portal
    ? t("Je bent nog niet op internet. Log in op de wifi of gebruik mobiele data.")
    : t("Nog niet verstuurd – gaat vanzelf zodra je deze pagina met internet open hebt");
}
