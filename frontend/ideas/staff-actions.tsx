// What a facilitator may do with an idea at one press: choose it, take it over into the notes, hide it.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import type { Signal } from "../ground/signals";
import { t } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import type { Kind } from "../live/protocol";
import { Icon } from "./icon";
import type { ShownIdea } from "./idea-store";
import type { StaffActs } from "./staff";
import { goOn } from "./staff-keys";

export function Pick({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element {
  return (
    <label class="idea-pick">
      <input
        type="checkbox"
        data-key="x"
        checked={acts.picked.value.has(idea.id)}
        onChange={() => acts.pick(idea.id)}
      />
      <span class="visually-hidden">{t("Idee {number} kiezen", { number: String(idea.number) })}</span>
    </label>
  );
}

export function TakeOverAction({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element | null {
  const kind = useSignal<Kind | "">("");
  const { takeOvers } = acts;
  const undoable = takeOvers.undoable.value;
  const problem = takeOvers.problems.value.get(idea.id);
  // An idea that comes back into the list, separated or shown again, is not what it was when it was refused.
  useEffect(() => takeOvers.forget(idea.id), [takeOvers, idea.id]);
  if (undoable?.ideas.length === 1 && undoable.ideas[0] === idea.id) return <Undo undo={() => takeOvers.undo()} />;
  if (idea.taken_over) return problem === undefined ? null : <p class="field-error">{problem}</p>;
  return (
    <>
      <div class="take-over">
        <button
          type="button"
          class="button button-take-over"
          data-key="o"
          disabled={takeOvers.busy.value.has(idea.id)}
          onClick={() => void takeOvers.takeOver(idea.id, kind.value === "" ? null : kind.value)}
        >
          <Icon name="notes" /> {t("Overnemen")}
          <span class="visually-hidden"> {t("in de notities")}</span>
        </button>
        <KindChoice kind={kind} />
      </div>
      {problem === undefined ? null : <p class="field-error">{problem}</p>}
    </>
  );
}

/** As which kind of outcome. */
export function KindChoice({ kind }: { kind: Signal<Kind | ""> }): JSX.Element {
  return (
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
  );
}

/** Takes the place of the button that was pressed, its focus included. */
function Undo({ undo }: { undo: () => boolean }): JSX.Element {
  const place = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (document.activeElement === document.body) place.current?.focus({ preventScroll: true });
  }, []);
  return (
    <button ref={place} type="button" class="button button-undo" data-key="z" onClick={() => undo()}>
      {t("Ongedaan maken")}
    </button>
  );
}

/** What went wrong, until there is a connection again. */
export function useProblem({ reconnected }: StaffActs): { value: string } {
  const said = useSignal<readonly [words: string, then: number]>(["", 0]);
  return {
    get value() {
      const [words, then] = said.value;
      return then === reconnected.value ? words : "";
    },
    set value(words) {
      said.value = [words, reconnected.value];
    },
  };
}

export function HideAction({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element {
  const problem = useProblem(acts);
  const asks = useSignal(false);
  async function act(event: Event, work: () => Promise<string | null>): Promise<void> {
    const item = event.currentTarget instanceof Element ? event.currentTarget.closest("li") : null;
    asks.value = false;
    problem.value = (await goOn(item, work)) ?? "";
  }
  if (asks.value) {
    return (
      <fieldset class="hide-question">
        <legend>{t("Dit idee staat in de notities. Moet de regel daar ook weg?")}</legend>
        <button
          type="button"
          class="button"
          onClick={(event) => void act(event, () => acts.moderation.hideWithLine(idea))}
        >
          {t("Ja, regel weghalen")}
        </button>
        <button type="button" class="button" onClick={(event) => void act(event, () => acts.moderation.hide(idea))}>
          {t("Nee, alleen het idee verbergen")}
        </button>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            asks.value = false;
          }}
        >
          {t("Niet verbergen")}
        </button>
      </fieldset>
    );
  }
  const failed = problem.value === "" ? null : <p class="field-error">{problem.value}</p>;
  if (idea.state !== "visible") {
    return (
      <>
        <button
          type="button"
          class="button button-show"
          data-key="g"
          onClick={(event) => void act(event, () => acts.moderation.show([idea]))}
        >
          {idea.state === "waiting" ? t("Goedkeuren") : t("Terugzetten")}
        </button>
        {idea.state === "waiting" ? (
          <HideButton hide={(event) => void act(event, () => acts.moderation.hide(idea))} />
        ) : null}
        {failed}
      </>
    );
  }
  function hide(event: Event): void {
    if (idea.taken_over) asks.value = true;
    else void act(event, () => acts.moderation.hide(idea));
  }
  return (
    <>
      <HideButton hide={hide} />
      {failed}
    </>
  );
}

function HideButton({ hide }: { hide: (event: Event) => void }): JSX.Element {
  return (
    <button type="button" class="button button-quiet button-hide" data-key="v" onClick={hide}>
      {t("Verbergen")}
    </button>
  );
}
