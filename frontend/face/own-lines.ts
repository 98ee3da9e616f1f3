// The list below the form for one line: what one added last and can take back, and above it what
// waits or was refused. The server's own list is where it begins.
import { button, byId, make } from "../ground/dom";
import { t } from "../ground/t";
import type { WaitingLine } from "./line-outbox";

const MOST = 3;

export interface OwnLinesWishes {
  takeBack(request: string): void;
  putBack(line: WaitingLine): void;
  drop(request: string): void;
}

export class OwnLines {
  private readonly box = byId("own-lines", HTMLElement);
  private readonly list = this.box?.querySelector("ul") ?? make("ul");

  constructor(private readonly wishes: OwnLinesWishes) {
    // The forms that came with the page work without this script; with it the page stays.
    this.list.addEventListener("submit", (event) => {
      event.preventDefault();
      const item = event.target instanceof Element ? event.target.closest<HTMLElement>("li") : null;
      if (item?.dataset.request !== undefined) wishes.takeBack(item.dataset.request);
    });
  }

  /** Puts a line that stands in the notes on top. */
  add(request: string, words: string): void {
    this.item(request)?.remove();
    const item = this.made(request, words);
    item.append(named(t("Neem terug"), words, () => this.wishes.takeBack(request)));
    const waiting = this.list.querySelectorAll("[data-waiting]");
    if (waiting.length > 0) waiting[waiting.length - 1]?.after(item);
    else this.list.prepend(item);
    for (const old of [...this.list.querySelectorAll("li:not([data-waiting])")].slice(MOST)) old.remove();
    this.uncover();
  }

  remove(request: string): void {
    this.item(request)?.remove();
    this.uncover();
  }

  /** Says beside a line why it could not be taken back. */
  problem(request: string, message: string): void {
    const item = this.item(request);
    item?.querySelector(".field-error")?.remove();
    item?.append(make("p", "field-error", message));
  }

  /** Shows what is not in the notes yet, the newest on top. */
  showWaiting(waiting: readonly WaitingLine[], busy: boolean): void {
    for (const item of this.list.querySelectorAll("[data-waiting]")) item.remove();
    this.list.prepend(...[...waiting].reverse().map((line) => this.waitingItem(line, busy)));
    this.uncover();
  }

  private waitingItem(line: WaitingLine, busy: boolean): HTMLElement {
    const item = this.made(line.request, line.text);
    item.dataset.waiting = "";
    if (line.refused !== undefined) {
      item.append(named(t("Terug in het vak"), line.text, () => this.wishes.putBack(line)));
      item.append(named(t("Weggooien"), line.text, () => this.wishes.drop(line.request)));
      item.append(make("p", "field-error", line.refused));
      return item;
    }
    const state = busy ? t("Wordt verstuurd") : t("Nog niet verstuurd – gaat vanzelf zodra er internet is");
    item.append(make("p", "own-line-state", state));
    return item;
  }

  private made(request: string, words: string): HTMLElement {
    const item = make("li", "own-line");
    item.dataset.request = request;
    item.append(make("span", "own-line-words", words));
    return item;
  }

  private item(request: string): HTMLElement | null {
    const items = this.list.querySelectorAll<HTMLElement>("li:not([data-waiting])");
    return [...items].find((item) => item.dataset.request === request) ?? null;
  }

  private uncover(): void {
    if (this.box !== null) this.box.hidden = this.list.childElementCount === 0;
  }
}

function named(label: string, words: string, act: () => void): HTMLButtonElement {
  const made = button(label, "", act);
  made.setAttribute("aria-label", `${label}: ${words}`);
  return made;
}
