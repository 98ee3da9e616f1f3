// The page of a round's template: what it becomes is shown while one types. Without this script a
// button shows it.
import { byId } from "../ground/dom";
import { blockElement } from "../ground/html";
import { Poster } from "../ground/post";
import { pageTimers } from "../ground/timers";

const AFTER_TYPING_MS = 350;

class TemplatePage {
  private cancel: () => void = () => undefined;
  private asked = 0;
  private leaving = false;

  constructor(
    private readonly form: HTMLFormElement,
    private readonly text: HTMLTextAreaElement,
    private readonly preview: HTMLElement,
    private readonly poster: Poster,
  ) {
    form.querySelector("[data-preview]")?.remove();
    text.addEventListener("input", () => this.typed());
    window.addEventListener("beforeunload", (event) => {
      if (this.unsaved && !this.leaving) event.preventDefault();
    });
    form.addEventListener("submit", () => {
      this.leaving = true;
    });
    // Typed before this script was there, or kept by the browser over a reload.
    if (text.value !== text.defaultValue) this.typed();
  }

  private get unsaved(): boolean {
    return byId("template-state", HTMLElement)?.hidden === false;
  }

  private typed(): void {
    const state = byId("template-state", HTMLElement);
    if (state !== null) state.hidden = this.text.value === this.text.defaultValue && state.dataset.saved === "1";
    this.cancel();
    this.cancel = pageTimers.after(AFTER_TYPING_MS, () => void this.show());
  }

  private async show(): Promise<void> {
    this.asked += 1;
    const { asked } = this;
    const fields = { act: "preview", template: this.text.value };
    const answer = await this.poster.post<{ html: string }>(this.form.action, fields, "html").catch(() => null);
    // Without an answer the last one stays; the next key asks again.
    if (answer === null || "error" in answer || asked !== this.asked) return;
    this.preview.replaceChildren(...(answer.html === "" ? [] : [blockElement("template", answer.html)]));
    const nothing = byId("template-nothing", HTMLElement);
    if (nothing !== null) nothing.hidden = answer.html !== "";
  }
}

const form = byId("template-form", HTMLFormElement);
const text = byId("template", HTMLTextAreaElement);
const preview = byId("template-preview", HTMLElement);
const token = form?.querySelector<HTMLInputElement>('input[name="csrf_token"]')?.value;
if (form !== null && text !== null && preview !== null && token !== undefined)
  new TemplatePage(form, text, preview, new Poster(token));
