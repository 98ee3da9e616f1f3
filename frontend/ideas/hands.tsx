// A show of hands on an idea: counted in the room, noted beside the support and never added to it.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import type { ShownIdea } from "./idea-store";

const FAR_TOO_MANY = 1_000_000;

export type NoteHands = (idea: number, hands: number | null) => Promise<string | null>;

interface HandsProps {
  idea: ShownIdea;
  note: NoteHands;
  /** When it is noted, or left as it was. */
  leave(): void;
}

export function HandsAction({ idea, note, leave }: HandsProps): JSX.Element {
  const open = useSignal(false);
  if (open.value) return <HandsForm idea={idea} note={note} leave={leave} />;
  return (
    <button
      type="button"
      class="button button-quiet"
      onClick={() => {
        open.value = true;
      }}
    >
      {idea.hands ? t("Handen aanpassen") : t("Handen tellen")}
    </button>
  );
}

function HandsForm({ idea, note, leave }: HandsProps): JSX.Element {
  const typed = useSignal(idea.hands ? String(idea.hands) : "");
  const problem = useSignal("");
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  const id = `idea-hands-${idea.id}`;
  async function save(event: Event): Promise<void> {
    event.preventDefault();
    const words = typed.value.trim();
    if (!/^\d*$/.test(words)) {
      problem.value = t("Vul alleen een getal in, of laat het leeg.");
      return;
    }
    // How high one may go is the server's to say; a number that no message holds is as much too high.
    problem.value = (await note(idea.id, words === "" ? null : Math.min(Number(words), FAR_TOO_MANY))) ?? "";
    if (problem.value === "") leave();
  }
  return (
    <form class="hands-form" onSubmit={(event) => void save(event)}>
      <label for={id}>{t("Hoeveel handen?")}</label>
      <input
        id={id}
        ref={field}
        inputMode="numeric"
        autocomplete="off"
        size={5}
        value={typed.value}
        onInput={(event) => {
          typed.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button">
        {t("Opslaan")}
      </button>
      <button type="button" class="button button-quiet" onClick={leave}>
        {t("Niet opslaan")}
      </button>
      {problem.value === "" ? null : (
        <p class="field-error" role="alert">
          {problem.value}
        </p>
      )}
    </form>
  );
}
