// Merging duplicates: the ones that are probably the same, and those that were chosen by hand. Whoever
// merges says whose words stay.

import type { JSX } from "preact";
import { useEffect, useRef } from "preact/hooks";
import { t, tn } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import type { ShownIdea } from "./idea-store";
import type { Merging } from "./merging";

export function MergePanel({ merging }: { merging: Merging }): JSX.Element {
  const groups = merging.groups.value;
  const shown = groups?.filter((group) => merging.listed(group).length > 1) ?? [];
  return (
    <details class="staff-tool merging" onToggle={(event) => event.currentTarget.open && void merging.look()}>
      <summary>{t("Dubbele ideeën")}</summary>
      <p class="quiet">
        {t("Wie een van de ideeën steunde of schreef, telt samen één keer. Je kunt het later weer losmaken.")}
      </p>
      {groups === null && merging.busy.value ? <p>{t("We zoeken ideeën die op elkaar lijken …")}</p> : null}
      {groups !== null && shown.length === 0 ? (
        <p>{t("We vinden geen ideeën die op elkaar lijken. Kies zelf bij een idee ‘Meer’ en dan ‘Samenvoegen’.")}</p>
      ) : null}
      {shown.map((group) => (
        <Choice key={group.join()} name={`group-${group[0]}`} ids={group} merging={merging} group={group} />
      ))}
      <Problem merging={merging} />
    </details>
  );
}

/** What was chosen by hand, and what can be undone: always in view while there is any. */
export function MergeTray({ merging }: { merging: Merging }): JSX.Element | null {
  const chosen = merging.listed(merging.chosen.value);
  const undoable = merging.undoable.value;
  const tray = useRef<HTMLElement>(null);
  // On a wide screen the ideas' column may end below the window.
  useEffect(() => {
    tray.current?.scrollIntoView({ block: "nearest" });
    const below = (tray.current?.getBoundingClientRect().bottom ?? 0) - innerHeight;
    if (below > 0) scrollBy(0, below); // for what sticks, the column's own place was not reckoned with
    // The button that was pressed for it went with the bar that it stood in.
    if (document.activeElement === document.body)
      tray.current?.querySelector<HTMLElement>("input:checked")?.focus({ preventScroll: true });
  }, [chosen.length, undoable]);
  if (chosen.length === 0 && undoable === null) return null;
  return (
    <section ref={tray} aria-label={t("Ideeën samenvoegen")}>
      {undoable === null ? null : (
        <p class="row">
          {t("Samengevoegd.")}{" "}
          <button type="button" class="button button-undo" onClick={() => void merging.separate(undoable.ideas)}>
            {t("Ongedaan maken")}
          </button>
        </p>
      )}
      {chosen.length === 1 ? <First merging={merging} /> : null}
      {chosen.length < 2 ? null : (
        <Choice name="chosen" ids={chosen.map(({ id }) => id)} merging={merging} group={null} />
      )}
      <Problem merging={merging} />
    </section>
  );
}

function First({ merging }: { merging: Merging }): JSX.Element {
  return (
    <p class="merge-first">
      <span>{t("Kies ‘Samenvoegen’ ook bij een ander idee, onder ‘Meer’.")}</span>
      <ChooseNone merging={merging} />
    </p>
  );
}

function ChooseNone({ merging }: { merging: Merging }): JSX.Element {
  return (
    <button
      type="button"
      class="button button-quiet"
      onClick={() => {
        merging.chosen.value = [];
      }}
    >
      {t("Niet samenvoegen")}
    </button>
  );
}

/** With each idea: choose it, or not. */
export function MergeAction({ idea, merging, done }: { idea: ShownIdea; merging: Merging; done(): void }): JSX.Element {
  const on = merging.chosen.value.includes(idea.id);
  function choose(): void {
    merging.choose(idea.id, !on);
    done();
  }
  return (
    <button type="button" class="button button-quiet" onClick={choose}>
      {on ? t("Niet samenvoegen") : t("Samenvoegen")}
    </button>
  );
}

/** With each idea that was merged: let it stand by itself again. */
export function SeparateAction({ idea, merging }: { idea: ShownIdea; merging: Merging }): JSX.Element {
  const problem = useSignal("");
  return (
    <>
      <button
        type="button"
        class="button button-quiet"
        onClick={() =>
          void merging.separate([idea.id]).then((said) => {
            problem.value = said ?? "";
          })
        }
      >
        {t("Losmaken")}
      </button>
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </>
  );
}

interface ChoiceProps {
  name: string;
  ids: readonly number[];
  merging: Merging;
  /** Of the list of probable duplicates; null for what was chosen by hand. */
  group: readonly number[] | null;
}

function Choice({ name, ids, merging, group }: ChoiceProps): JSX.Element {
  const left = useSignal<ReadonlySet<number>>(new Set());
  const wanted = useSignal<number | null>(null);
  const ideas = merging.listed(ids);
  const taking = ideas.filter((idea) => !left.value.has(idea.id));
  const kept = taking.find((idea) => idea.id === wanted.value) ?? taking[0];
  function leaveOut(id: number, out: boolean): void {
    if (group === null) merging.choose(id, false);
    else left.value = new Set([...left.value].filter((each) => each !== id).concat(out ? [id] : []));
  }
  function merge(): void {
    if (kept !== undefined)
      void merging.merge(
        kept.id,
        taking.filter((idea) => idea !== kept).map(({ id }) => id),
      );
  }
  return (
    <fieldset class="merge-choice">
      <legend>{t("Welke woorden blijven?")}</legend>
      <ul>
        {ideas.map((idea) => {
          const out = left.value.has(idea.id);
          return (
            <li key={idea.id} class={out ? "is-left-out" : ""}>
              <label class="choice">
                <input
                  type="radio"
                  name={name}
                  checked={idea === kept}
                  disabled={out}
                  onChange={() => {
                    wanted.value = idea.id;
                  }}
                />
                <span>
                  <bdi>{idea.text}</bdi>{" "}
                  {idea.support === 0 ? null : (
                    <span class="quiet">{tn("{count} keer steun", "{count} keer steun", idea.support)}</span>
                  )}
                </span>
              </label>
              <button type="button" class="button button-quiet" onClick={() => leaveOut(idea.id, !out)}>
                {out ? t("Toch meenemen") : t("Niet meenemen")}
              </button>
            </li>
          );
        })}
      </ul>
      <div class="row">
        <button
          type="button"
          class="button button-primary"
          disabled={taking.length < 2 || merging.busy.value}
          onClick={merge}
        >
          {tn("{count} idee samenvoegen", "{count} ideeën samenvoegen", taking.length)}
        </button>
        {group === null ? (
          <ChooseNone merging={merging} />
        ) : (
          <button type="button" class="button button-quiet" onClick={() => merging.different(group)}>
            {t("Het zijn verschillende ideeën")}
          </button>
        )}
      </div>
    </fieldset>
  );
}

function Problem({ merging }: { merging: Merging }): JSX.Element | null {
  return merging.problem.value === "" ? null : <p class="field-error">{merging.problem.value}</p>;
}
