// "Je tekst": words that were typed here and did not get into the notes, with the reason. They stay,
// over reloads too, until the person puts them in or throws them away. Meanwhile they can be
// written on: whoever was looking at the keyboard when the notes closed goes on here.
import { button, make } from "../ground/dom";
import { forget, keep, kept } from "../ground/shelf";
import { t } from "../ground/t";
import { copyText } from "./copy";
import { type KeptText, reopened, shelfName, shut, withWords } from "./kept-words";

interface Entry {
  words: KeptText;
  reason: HTMLElement;
  field: HTMLTextAreaElement;
  element: HTMLElement;
  insert: HTMLButtonElement;
}

export class KeptTexts {
  /** Oldest first; the newest stands on top of the page. */
  private entries: Entry[] = [];
  private insert: ((text: string) => void) | null = null;
  /** The notes were closed to this person while they stood here. */
  private isShut = false;
  private readonly box = make("section", "kept-text");

  constructor(
    private readonly notepad: number,
    before: HTMLElement,
    tools: HTMLElement,
    private readonly announce: (text: string) => void,
  ) {
    this.box.setAttribute("aria-label", t("Je tekst"));
    this.box.append(make("h3", "", t("Je tekst")));
    before.before(this.box);
    // Where the tools stand still above the notes, this stands below them, however many rows they are.
    new ResizeObserver(() => {
      const { position, top } = getComputedStyle(tools);
      const below = `${Number.parseFloat(top) + tools.offsetHeight}px`;
      if (position === "sticky") this.box.style.setProperty("--below-tools", below);
      else this.box.style.removeProperty("--below-tools");
    }).observe(tools);
    this.show(kept<KeptText[]>(this.name) ?? []);
  }

  /** Keeps words; `follows` says that they go on where the newest ones ended, within a sentence. */
  add(text: string, reason: string, follows = false): void {
    this.announce(t("Je tekst is bewaard, maar staat niet in de notities."));
    const texts = withWords(this.texts, text, reason, follows);
    this.show(this.isShut ? shut(texts) : texts);
    this.store();
  }

  /** The keyboard goes on here, after the newest words: what they were typed in is not there any more. */
  writeOn(follows: boolean): void {
    const reason = t("Je kunt nu niet meer in de notities typen. Wat je nog typt, blijft op dit apparaat.");
    if (!follows || this.entries.length === 0) this.show([...this.texts, { text: "", reason, shut: true }]);
    const field = this.entries[this.entries.length - 1]?.field;
    field?.focus();
    field?.setSelectionRange(field.value.length, field.value.length);
    this.box.scrollTop = 0;
  }

  /** Says how words get into the notes, or that they cannot now. */
  insertWith(insert: ((text: string) => void) | null): void {
    this.insert = insert;
    this.isShut = insert === null;
    for (const entry of this.entries) entry.insert.hidden = insert === null;
    if (this.entries.length === 0) return;
    if (insert === null) this.show(shut(this.texts));
    else this.reopen();
    this.store();
  }

  // Why it could not be typed is over; and a box in which nothing was typed only lies on the notes.
  private reopen(): void {
    for (const entry of this.entries) if (entry.field.value.trim() === "") entry.element.remove();
    this.entries = this.entries.filter(({ element }) => element.isConnected);
    this.show(reopened(this.texts, t("Je tekst is bewaard, maar staat niet in de notities.")));
  }

  private get name(): string {
    return shelfName(this.notepad);
  }

  private get texts(): KeptText[] {
    return this.entries.map(({ words }) => words);
  }

  private store(): void {
    const texts = this.texts.filter(({ text }) => text.trim() !== "");
    if (texts.length === 0) forget(this.name);
    else keep(this.name, texts);
  }

  // What stands in the page stays the same elements: somebody may be typing in one of them.
  private show(texts: readonly KeptText[]): void {
    texts.forEach((words, at) => {
      const entry = this.entries[at];
      if (entry === undefined) this.begin(words);
      else if (entry.field.value !== words.text) {
        entry.field.value = words.text;
        entry.field.scrollTop = entry.field.scrollHeight;
      }
      const shown = this.entries[at];
      if (shown === undefined) return;
      shown.words = words;
      shown.reason.textContent = words.reason;
    });
    this.box.hidden = this.entries.length === 0;
  }

  private begin(words: KeptText): void {
    const field = make("textarea", "kept-text-words");
    field.value = words.text;
    field.setAttribute("aria-label", t("Je tekst"));
    const element = make("div", "kept-text-entry");
    const insert = button(t("In de notities zetten"), "button-primary", () => {
      this.insert?.(field.value);
      this.remove(entry);
    });
    insert.hidden = this.insert === null;
    const reason = make("p", "", words.reason);
    const entry: Entry = { words, reason, field, element, insert };
    const copy = button(t("Kopiëren"), "", () => {
      void copyText(field.value).then((worked) => {
        copy.textContent = worked ? t("Gekopieerd") : t("Kopiëren lukt niet. Selecteer de tekst zelf.");
      });
    });
    field.addEventListener("input", () => {
      entry.words = { ...entry.words, text: field.value };
      this.store();
    });
    const actions = make("div", "row");
    actions.append(
      insert,
      copy,
      button(t("Weggooien"), "button-quiet", () => this.remove(entry)),
    );
    element.append(reason, field, actions);
    this.box.querySelector("h3")?.after(element);
    this.entries.push(entry);
  }

  private remove(gone: Entry): void {
    gone.element.remove();
    this.entries = this.entries.filter((one) => one !== gone);
    this.box.hidden = this.entries.length === 0;
    this.store();
  }
}
