// What a facilitator may do with an idea: take it over into the notes, hide it.
import { useSignal } from "@preact/signals";
import type { JSX } from "preact";
import { t } from "../ground/t";
import type { Kind } from "../live/protocol";
import { Icon } from "./icon";
import type { ShownIdea } from "./idea-store";
import type { StaffActs } from "./staff";

export function TakeOverAction({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element | null {
  const kind = useSignal<Kind | "">("");
  const { takeOvers } = acts;
  const undoable = takeOvers.undoable.value;
  const problem = takeOvers.problems.value.get(idea.id);
  if (undoable?.idea === idea.id) {
    return (
      <button type="button" class="button button-undo" onClick={() => takeOvers.undo()}>
        {t("Ongedaan maken")}
      </button>
    );
  }
  if (idea.taken_over) return null;
  return (
    <div class="take-over">
      <button
        type="button"
        class="button button-take-over"
        disabled={takeOvers.busy.value.has(idea.id)}
        onClick={() => void takeOvers.takeOver(idea.id, kind.value === "" ? null : kind.value)}
      >
        <Icon name="notes" /> {t("Overnemen in de notities")}
      </button>
      <select
        class="take-over-kind"
        aria-label={t("Overnemen als")}
        value={kind.value}
        onChange={(event) => {
          kind.value = event.currentTarget.value as Kind | "";
        }}
      >
        <option value="">{t("Notitie")}</option>
        <option value="insight">{t("Inzicht")}</option>
        <option value="decision">{t("Besluit")}</option>
        <option value="action">{t("Actie")}</option>
        <option value="question">{t("Vraag")}</option>
        <option value="quote">{t("Citaat")}</option>
      </select>
      {problem === undefined ? null : <p class="field-error">{problem}</p>}
    </div>
  );
}

export function HideAction({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element {
  const problem = useSignal("");
  const hide = idea.state === "visible";
  async function act(): Promise<void> {
    problem.value = (await acts.hide(idea, hide)) ?? "";
  }
  const show = idea.state === "waiting" ? t("Goedkeuren") : t("Terugzetten");
  return (
    <>
      <button type="button" class="button button-quiet button-hide" onClick={() => void act()}>
        {hide ? t("Verbergen") : show}
      </button>
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </>
  );
}
