// The idea box: the server's own form, made better. What is typed survives a reload; sending clears
// the box only when the idea is kept on this device. Near the limit, how much still fits is said aloud
// when the typing pauses.
import { byId } from "../ground/dom";
import { forget, keep, kept, whenKept } from "../ground/shelf";
import { t, tn } from "../ground/t";
import { pageTimers, TREMBLE_MS } from "../ground/timers";
import type { WaitingIdea } from "./idea-outbox";

const SHOW_LEFT_FROM = 100;
const SAY_EVERY = 25; // characters
const PAUSE_MS = 1_200;

/** How it stands with what waits on this device. */
export interface Standing {
  busy: boolean;
  portal: boolean;
  /** Why the server wants it later; "" when it does not. */
  patience: string;
  /** Whether it survives closing the page. */
  survives: boolean;
}

export interface ComposeWishes {
  topic: number;
  limit: number;
  send(text: string, name: string): void;
  say(text: string): void;
}

export class Compose {
  private readonly form = byId("idea-form", HTMLFormElement);
  private readonly text = byId("idea-text", HTMLTextAreaElement);
  private readonly name = byId("idea-name", HTMLInputElement);
  private readonly error = byId("idea-text-error", HTMLElement);
  private readonly left = byId("idea-left", HTMLElement);
  private readonly state = byId("idea-state", HTMLElement);
  private sentAt = 0;
  private saidAt: number | null = null;
  private cancelSaying: (() => void) | null = null;

  private closed: boolean;

  constructor(private readonly wishes: ComposeWishes) {
    const { form } = this;
    this.closed = form?.hidden === true;
    if (form === null || this.text === null) return;
    // A refused form comes back with its words in the box; they are newer than the draft.
    if (this.text.value === "") this.text.value = kept<string>(this.draft) ?? "";
    const known = kept<string>("name");
    if (this.name !== null && this.name.value === "") this.name.value = known ?? "";
    if (known !== undefined) this.nameAsked();
    this.text.addEventListener("input", () => this.typed());
    this.name?.addEventListener("input", () => keep("name", this.name?.value ?? ""));
    this.text.addEventListener("keydown", (event) => {
      if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) form.requestSubmit();
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.hideWhenDone();
    whenKept<string>(this.draft, (after, before) => this.typedElsewhere(after ?? "", before ?? ""));
    this.count();
  }

  /** Says how it stands with what was sent. */
  show(waiting: readonly WaitingIdea[], standing: Standing): void {
    if (this.state === null) return;
    const unsent = waiting.filter((idea) => idea.refused === undefined).length;
    if (unsent === 0) {
      // Answered: "sent" comes by itself, and a refusal stands with its idea.
      if (this.state.dataset.state !== "saved") this.say("", "");
      return;
    }
    this.say(standing.busy ? "saving" : "kept", standing.busy ? t("Wordt verstuurd") : notYet(standing));
  }

  /** What is in the box has to go before anything else can be put into it. */
  isTaken(): void {
    this.wrong(t("Verstuur dit idee eerst. Daarna kun je het andere aanpassen."));
  }

  /** Says that it went, or what else was done, unless there is something newer in the box or something wrong with it. */
  sent(words = t("Verstuurd")): void {
    const done = this.text?.value.trim() === "" && this.error?.hidden !== false;
    this.say(done ? "saved" : "", done ? words : "");
  }

  /** The room takes ideas again: what was wrong may be right now. */
  open(): void {
    this.wrong("");
  }

  /** Whether there is a box to write in: it goes with the right to add ideas. */
  get isOpen(): boolean {
    return this.form !== null && this.form.closest("[hidden]") === null;
  }

  /** Takes the words out of a box that is not there (any more); "" when there are none. */
  leftOver(): string {
    if (this.isOpen) return "";
    const words = this.text?.value ?? kept<string>(this.draft) ?? "";
    if (this.text !== null) this.text.value = "";
    forget(this.draft);
    return words.trim();
  }

  /** The box goes when it is closed; words that are in it stay until they are sent: they arrive, as waiting. */
  boxIs(open: boolean): void {
    this.closed = !open;
    this.hideWhenDone();
  }

  /** Puts the words back into the box; false when there are others in it, or no box. */
  putBack(text: string, reason: string): boolean {
    if (this.text === null || !this.isOpen || this.text.value.trim() !== "") return false;
    this.form?.closest("details")?.setAttribute("open", "");
    this.text.value = text;
    this.typed();
    this.wrong(reason);
    return true;
  }

  private submit(): void {
    const text = this.text?.value.trim() ?? "";
    if (text === "") {
      if (pageTimers.now() - this.sentAt > TREMBLE_MS) this.wrong(t("Schrijf eerst je idee op."));
      return;
    }
    const over = [...text].length - this.wishes.limit;
    if (over > 0) {
      this.wrong(tn("Je idee is {count} teken te lang.", "Je idee is {count} tekens te lang.", over));
      return;
    }
    const name = this.name?.value.trim() ?? "";
    keep("name", name);
    this.nameAsked();
    this.sentAt = pageTimers.now();
    this.wishes.send(text, name);
    if (this.text !== null) this.text.value = "";
    this.typed();
    this.text?.focus();
    this.hideWhenDone();
  }

  private hideWhenDone(): void {
    const form = byId("idea-form", HTMLFormElement);
    if (form !== null) form.hidden = this.closed && this.text?.value.trim() === "";
  }

  // Asked once: then it is folded, to be changed by whoever wants to. Not while there is something wrong with it.
  private nameAsked(): void {
    const fold = byId("name-fold", HTMLDetailsElement);
    if (fold === null || this.name === null || this.name.getAttribute("aria-invalid") === "true") return;
    const name = this.name.value.trim();
    const said = byId("name-said", HTMLElement);
    if (said !== null) said.textContent = name === "" ? t("Zonder naam") : t("Je naam: {name}", { name });
    fold.classList.remove("is-asking");
    fold.open = false;
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
    this.sayLeft(left, this.left.textContent);
  }

  // Not each key: when the typing pauses, and once for so many characters or when it is too much.
  private sayLeft(left: number, words: string): void {
    this.cancelSaying?.();
    const step = left > SHOW_LEFT_FROM ? null : Math.max(-1, Math.ceil(left / SAY_EVERY));
    if (step === null || step === this.saidAt) {
      this.saidAt = step;
      return;
    }
    this.cancelSaying = pageTimers.after(PAUSE_MS, () => {
      this.saidAt = step;
      this.wishes.say(words);
    });
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

/** Says in honest words why something was not sent yet, and what happens with it. */
export function notYet({ portal, patience, survives }: Omit<Standing, "busy">): string {
  if (portal) return t("Je bent nog niet op internet. Log in op de wifi of gebruik mobiele data.");
  if (patience === "too_many") return t("Dat ging te snel achter elkaar. Je idee is bewaard en gaat zo vanzelf.");
  if (patience !== "") return t("We kunnen nu niet opslaan. Je idee is bewaard en gaat zo vanzelf.");
  if (!survives) return t("Nog niet verstuurd – laat deze pagina open: dit apparaat bewaart niets");
  return t("Nog niet verstuurd – gaat vanzelf zodra je deze pagina met internet open hebt");
}
