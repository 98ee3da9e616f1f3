// A long guiding question takes two lines of a phone, so that the idea box is in view; the rest is
// one tap away. Styles clamp it on narrow screens only, and never without script.
import { button } from "../ground/dom";
import { t } from "../ground/t";

/** Offers the rest of a question where the screen shows only its beginning. */
export function foldQuestion(question: HTMLElement | null): void {
  if (question === null) return;
  const more = button(t("Hele vraag"), "question-more", () => open(!question.classList.contains("is-open")));
  const open = (whole: boolean): void => {
    question.classList.toggle("is-open", whole);
    more.setAttribute("aria-expanded", String(whole));
    more.textContent = whole ? t("Minder") : t("Hele vraag");
  };
  open(false);
  question.after(more);
  const measure = (): void => {
    const cut = question.scrollHeight > question.clientHeight + 1;
    more.hidden = !cut && !question.classList.contains("is-open");
  };
  measure();
  addEventListener("resize", measure);
}
