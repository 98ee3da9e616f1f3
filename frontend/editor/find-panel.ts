// The row of find and replace: two fields and their buttons, all by keyboard, in view on a phone too.
// It is there at once, whatever is still on its way: what is typed next belongs in it, not in the notes.
import { button, make } from "../ground/dom";
import { t, tn } from "../ground/t";
import { type IconName, icon } from "./icons";

export interface Query {
  words: string;
  /** Capitals are as they were typed. */
  exact: boolean;
}

export interface FindActs {
  /** Shows every match and goes to the first one; answers how many there are. */
  look(query: Query): number;
  /** Goes to the next match; answers its number from 1, 0 when there is none. */
  go(back: boolean): number;
  /** Replaces the match that is shown and goes on. */
  replace(by: string): number;
  replaceAll(by: string): number;
  /** How many matches there are now. */
  count(): number;
  /** Shows no matches any more. */
  end(): void;
}

export class FindPanel {
  private readonly form = make("form", "find");
  private readonly words = make("input");
  private readonly by = make("input");
  private readonly exact = make("input");
  private readonly result = make("p", "find-result");

  constructor(
    private readonly acts: Promise<FindActs>,
    private readonly say: (text: string) => void,
    private readonly closed: () => void,
  ) {
    this.words.type = "search";
    this.words.autocomplete = "off";
    this.words.enterKeyHint = "search";
    this.by.autocomplete = "off";
    this.exact.type = "checkbox";
    this.form.setAttribute("role", "search");
    this.form.setAttribute("aria-label", t("Zoeken in de notities"));
    this.form.append(
      row(
        field(t("Zoeken"), this.words),
        sign("up", t("Vorige"), () => this.go(true)),
        sign("down", t("Volgende"), () => this.go(false)),
        sign("close", t("Sluiten"), () => this.close()),
      ),
      row(
        field(t("Vervangen door"), this.by),
        button(t("Vervangen"), "", () => this.replace()),
        button(t("Alles vervangen"), "", () => this.replaceAll()),
      ),
      checkbox(t("Let op hoofdletters"), this.exact),
      this.result,
    );
    this.listen();
  }

  /** Puts the row below `bar`, with words to look for if there are any. */
  open(bar: HTMLElement, words: string): void {
    if (!this.form.isConnected) bar.after(this.form);
    if (words !== "") this.words.value = words;
    this.words.focus();
    this.words.select();
    void this.look();
  }

  private listen(): void {
    this.words.addEventListener("input", () => this.look());
    this.exact.addEventListener("change", () => this.look());
    this.form.addEventListener("submit", (event) => event.preventDefault());
    this.form.addEventListener("keydown", (event) => this.key(event));
  }

  private key(event: KeyboardEvent): void {
    const { key, target, shiftKey, isComposing } = event;
    if (isComposing) return;
    const isFind = (event.ctrlKey || event.metaKey) && key.toLowerCase() === "f";
    const acts: Record<string, () => void> = {
      Escape: () => this.close(),
      F3: () => this.go(shiftKey),
    };
    if (target === this.words) acts.Enter = () => this.go(shiftKey);
    if (target === this.by) acts.Enter = () => this.replace();
    const act = isFind ? () => this.words.select() : acts[key];
    if (act === undefined) return;
    event.preventDefault();
    act();
  }

  private async look(): Promise<void> {
    const acts = await this.acts;
    if (!this.form.isConnected) return;
    const count = acts.look({ words: this.words.value, exact: this.exact.checked });
    this.tell(this.words.value === "" ? "" : countOf(count));
  }

  private async go(back: boolean): Promise<void> {
    const acts = await this.acts;
    this.tellPlace(acts.go(back), acts.count());
  }

  private async replace(): Promise<void> {
    const acts = await this.acts;
    this.tellPlace(acts.replace(this.by.value), acts.count());
  }

  private async replaceAll(): Promise<void> {
    const acts = await this.acts;
    const count = acts.replaceAll(this.by.value);
    const text = tn("{count} keer vervangen.", "{count} keer vervangen.", count);
    this.tell(text);
    this.say(text);
  }

  private tellPlace(number: number, count: number): void {
    const text = number === 0 ? countOf(0) : t("{number} van {count}", { number, count });
    this.tell(text);
    this.say(text);
  }

  private tell(text: string): void {
    this.result.textContent = text;
  }

  /** Takes the row away. */
  leave(): void {
    this.form.remove();
  }

  private close(): void {
    this.leave();
    void this.acts.then((acts) => acts.end());
    this.closed();
  }
}

function countOf(count: number): string {
  return count === 0 ? t("Niet gevonden.") : tn("{count} keer gevonden.", "{count} keer gevonden.", count);
}

function row(...parts: HTMLElement[]): HTMLElement {
  const element = make("div", "find-row");
  element.append(...parts);
  return element;
}

function field(name: string, input: HTMLInputElement): HTMLElement {
  const label = make("label", "find-field");
  label.append(make("span", "", name), input);
  return label;
}

function checkbox(name: string, input: HTMLInputElement): HTMLElement {
  const label = make("label", "switch find-switch");
  label.append(input, make("span", "", name));
  return label;
}

function sign(name: IconName, label: string, act: () => void): HTMLButtonElement {
  const element = button("", "find-sign", act);
  element.setAttribute("aria-label", label);
  element.title = label;
  element.append(icon(name));
  return element;
}
