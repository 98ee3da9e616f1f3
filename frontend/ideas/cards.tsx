// "Kaartjes invoeren": a stack of paper cards, typed in one after the other. Enter keeps the card in the
// same outbox as any idea and clears the field for the next; without internet it goes by itself later.

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t, tn } from "../ground/t";
import { pageTimers, TREMBLE_MS } from "../ground/timers";
import { useSignal } from "../ground/use-signal";

export interface CardsWishes {
  limit: number;
  add(text: string, name: string): void;
  /** How many cards are not answered for yet, and whether there is a connection. */
  waiting(): number;
  announce(text: string): void;
}

/** `open`: cards are taken now; what is half typed stays in sight. */
export function Cards({ wishes, open }: { wishes: CardsWishes; open: boolean }): JSX.Element | null {
  const text = useSignal("");
  const name = useSignal("");
  const problem = useSignal("");
  const kept = useSignal(0);
  const field = useRef<HTMLTextAreaElement>(null);
  const keptAt = useRef(0);
  function keep(event: Event): void {
    event.preventDefault();
    const words = text.value.trim();
    if (words === "" && pageTimers.now() - keptAt.current < TREMBLE_MS) return;
    const over = [...words].length - wishes.limit;
    problem.value = words === "" ? t("Typ eerst wat er op het kaartje staat.") : tooLong(over);
    field.current?.focus();
    if (problem.value !== "") return;
    wishes.add(words, name.value.trim());
    kept.value += 1;
    keptAt.current = pageTimers.now();
    text.value = "";
    name.value = "";
    wishes.announce(tn("{count} kaartje ingevoerd", "{count} kaartjes ingevoerd", kept.value));
  }
  if (!open && text.value.trim() === "") return null;
  return (
    <details class="staff-tool cards">
      <summary>{t("Kaartjes invoeren")}</summary>
      <form class="cards-form" onSubmit={keep}>
        <div class={problem.value === "" ? "field" : "field is-wrong"}>
          <label for="card-text">{t("Wat staat er op het kaartje?")}</label>
          <textarea
            id="card-text"
            ref={field}
            rows={2}
            value={text.value}
            aria-describedby="card-hint"
            onInput={(event) => {
              text.value = event.currentTarget.value;
              problem.value = "";
            }}
            onKeyDown={(event) => {
              if (event.key === "Enter" && !event.shiftKey && !event.isComposing) keep(event);
            }}
          />
          {problem.value === "" ? null : (
            <p class="field-error" role="alert">
              {problem.value}
            </p>
          )}
          <p class="field-hint" id="card-hint">
            {t("Enter bewaart het kaartje, dan kun je meteen het volgende typen.")}
          </p>
        </div>
        <div class="field">
          <label for="card-name">{t("Naam op het kaartje (mag leeg blijven)")}</label>
          <input
            id="card-name"
            autocomplete="off"
            value={name.value}
            onInput={(event) => {
              name.value = event.currentTarget.value;
            }}
          />
        </div>
        <div class="row">
          <button type="submit" class="button button-primary">
            {t("Kaartje bewaren")}
          </button>
          <span class="cards-state quiet">{state(kept.value, wishes.waiting())}</span>
        </div>
      </form>
    </details>
  );
}

function tooLong(over: number): string {
  return over > 0 ? tn("Dit is {count} teken te lang.", "Dit is {count} tekens te lang.", over) : "";
}

function state(kept: number, waiting: number): string {
  if (waiting > 0) {
    return tn(
      "{count} kaartje nog niet verstuurd – gaat vanzelf zodra je deze pagina met internet open hebt",
      "{count} kaartjes nog niet verstuurd – gaat vanzelf zodra je deze pagina met internet open hebt",
      waiting,
    );
  }
  return kept === 0 ? "" : tn("{count} kaartje ingevoerd", "{count} kaartjes ingevoerd", kept);
}
