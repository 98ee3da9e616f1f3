// What stands around the stream for whoever leads it: pausing, the idea box, the ideas that wait, and at the foot
// what is chosen or can be undone.

import type { JSX } from "preact";
import { t, tn } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import type { Kind, Switch } from "../live/protocol";
import type { ShownIdea } from "./idea-store";
import { RoundChoice } from "./round-choice";
import type { StaffActs } from "./staff";
import { KindChoice } from "./staff-actions";
import { WaitingButton } from "./stream-fold";

/** Above the stream. */
export function StreamTools({ acts }: { acts: StaffActs }): JSX.Element | null {
  if (!acts.may.value.moderate) return null;
  return (
    <div class="ideas-tools">
      <button
        type="button"
        class="button button-quiet"
        data-key="p"
        aria-pressed={acts.paused.value}
        onClick={() => acts.pause(!acts.paused.value)}
      >
        {t("Pauzeren")}
      </button>
      {acts.waiting.value.length === 0 ? null : <WaitingButton count={acts.waiting.value.length} />}
      <RoundChoice choice={acts.round} store={acts.store} rounds={acts.rounds} />
      <BoxSwitches acts={acts} />
    </div>
  );
}

function BoxSwitches({ acts }: { acts: StaffActs }): JSX.Element {
  const problem = useSignal("");
  const { open, approval, early } = acts.box.value;
  async function turn(box: HTMLInputElement, name: Switch): Promise<void> {
    problem.value = (await acts.moderation.switch(name, box.checked)) ?? "";
    if (problem.value !== "") box.checked = !box.checked;
  }
  return (
    <fieldset class="box-switches">
      <legend>{t("Ideeënvak")}</legend>
      <label class="switch">
        <input type="checkbox" checked={open} onChange={(event) => void turn(event.currentTarget, "ideas_open")} />
        <span>{t("Deelnemers kunnen ideeën sturen")}</span>
      </label>
      <label class="switch">
        <input type="checkbox" checked={approval} onChange={(event) => void turn(event.currentTarget, "approval")} />
        <span>{t("Ideeën wachten op goedkeuring")}</span>
      </label>
      <label class="switch">
        <input type="checkbox" checked={early} onChange={(event) => void turn(event.currentTarget, "early_ideas")} />
        <span>{t("Ideeën mogen al voordat de zaal open is")}</span>
      </label>
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </fieldset>
  );
}

/** On top of what stands behind the fold. */
export function AsideTools({ acts }: { acts: StaffActs }): JSX.Element | null {
  const problem = useSignal("");
  const waiting = acts.waiting.value;
  if (waiting.length < 2 || !acts.may.value.moderate) return null;
  async function approve(): Promise<void> {
    problem.value = (await acts.moderation.show(waiting)) ?? "";
  }
  return (
    <p>
      <button type="button" class="button" onClick={() => void approve()}>
        {tn("{count} wachtend idee goedkeuren", "Alle {count} wachtende ideeën goedkeuren", waiting.length)}
      </button>
      {problem.value === "" ? null : <span class="field-error">{problem.value}</span>}
    </p>
  );
}

/** At the foot of the stream, in view wherever one reads. */
export function Foot({ acts }: { acts: StaffActs }): JSX.Element | null {
  const { takeOvers, undoable } = acts;
  const several = (takeOvers.undoable.value?.ideas.length ?? 0) > 1;
  const told = undoable.done.value !== null || undoable.problem.value !== "";
  if (!several && !told && acts.chosen.value.length === 0) return null;
  return (
    <div class="stream-foot-stack">
      <UndoTaken acts={acts} />
      <UndoDone acts={acts} />
      <Chosen acts={acts} />
    </div>
  );
}

function Chosen({ acts }: { acts: StaffActs }): JSX.Element | null {
  const kind = useSignal<Kind | "">("");
  const ideas = acts.chosen.value;
  if (ideas.length === 0) return null;
  const waiting = ideas.filter(({ state }) => state === "waiting");
  const open = ideas.filter((idea) => !idea.taken_over && idea.state === "visible");
  const visible = ideas.filter(({ state }) => state === "visible");
  function then(work: Promise<unknown>): void {
    void work.then((problem) => {
      if (typeof problem === "string") acts.undoable.failed(problem);
      else acts.clear();
    });
  }
  function merge(these: readonly ShownIdea[]): void {
    acts.merging.chosen.value = these.map(({ id }) => id);
    acts.clear();
  }
  return (
    <section class="stream-foot" aria-label={t("Gekozen ideeën")}>
      <p>{tn("{count} gekozen", "{count} gekozen", ideas.length)}</p>
      {open.length === 0 ? null : (
        <div class="take-over">
          <button
            type="button"
            class="button button-take-over"
            onClick={() => then(acts.takeOvers.takeOverAll(open, kind.value === "" ? null : kind.value))}
          >
            {tn("{count} overnemen", "{count} overnemen", open.length)}
          </button>
          <KindChoice kind={kind} />
        </div>
      )}
      {visible.length < 2 ? null : (
        <button type="button" class="button" onClick={() => merge(visible)}>
          {t("Samenvoegen")}
        </button>
      )}
      {waiting.length === 0 ? null : (
        <button type="button" class="button" onClick={() => then(acts.moderation.show(waiting))}>
          {tn("{count} goedkeuren", "{count} goedkeuren", waiting.length)}
        </button>
      )}
      <button type="button" class="button button-quiet" onClick={() => then(acts.moderation.hideAll(ideas))}>
        {t("Verbergen")}
      </button>
      <button type="button" class="button button-quiet" onClick={() => acts.clear()}>
        {t("Niets kiezen")}
      </button>
    </section>
  );
}

function UndoTaken({ acts }: { acts: StaffActs }): JSX.Element | null {
  const taken = acts.takeOvers.undoable.value;
  if (taken === null || taken.ideas.length < 2) return null;
  return (
    <div class="stream-foot">
      <p>{tn("{count} idee staat in de notities.", "{count} ideeën staan in de notities.", taken.ideas.length)}</p>
      <button type="button" class="button button-undo" data-key="z" onClick={() => acts.takeOvers.undo()}>
        {t("Ongedaan maken")}
      </button>
    </div>
  );
}

function UndoDone({ acts }: { acts: StaffActs }): JSX.Element | null {
  const { undoable } = acts;
  const done = undoable.done.value;
  if (undoable.problem.value !== "") {
    return (
      <div class="stream-foot">
        <p class="field-error">{undoable.problem.value}</p>
      </div>
    );
  }
  if (done === null) return null;
  return (
    <div class="stream-foot">
      <p>{done.text}</p>
      <button type="button" class="button button-undo" data-key="z" onClick={() => undoable.undo()}>
        {t("Ongedaan maken")}
      </button>
      {done.hidden === undefined ? null : <Reason key={done.hidden} idea={done.hidden} acts={acts} />}
    </div>
  );
}

function Reason({ idea, acts }: { idea: number; acts: StaffActs }): JSX.Element {
  const reason = useSignal("");
  const problem = useSignal("");
  async function note(event: Event): Promise<void> {
    event.preventDefault();
    problem.value = (await acts.moderation.noteReason(idea, reason.value.trim())) ?? "";
    if (problem.value === "") acts.undoable.over();
  }
  return (
    <form class="hide-reason" onSubmit={(event) => void note(event)}>
      <label for="hide-reason">{t("Waarom? (mag leeg blijven, alleen voor begeleiders)")}</label>
      <input
        id="hide-reason"
        type="text"
        maxLength={200}
        value={reason.value}
        onFocus={() => acts.undoable.stay()}
        onBlur={() => acts.undoable.soonOver()}
        onInput={(event) => {
          reason.value = event.currentTarget.value;
        }}
      />
      <button type="submit" class="button">
        {t("Bewaren")}
      </button>
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </form>
  );
}
