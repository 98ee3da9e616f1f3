// What a facilitator needs now and then for one idea, behind a quiet "Meer". A further action is one more entry.

import type { JSX } from "preact";
import { useRef } from "preact/hooks";
import { t, tn } from "../ground/t";
import { useSignal } from "../ground/use-signal";
import { HandsAction } from "./hands";
import type { ShownIdea } from "./idea-store";
import { MergeAction } from "./merge-panel";
import type { Outcome } from "./moderation";
import type { StaffActs } from "./staff";
import { HideAction, useProblem } from "./staff-actions";
import { goOn } from "./staff-keys";

/** `act` closes the menu, and says what went wrong; `close` only closes it. */
interface EntryWishes {
  idea: ShownIdea;
  acts: StaffActs;
  act(work: () => Outcome): void;
  close(): void;
}
type Entry = (wishes: EntryWishes) => JSX.Element | null;

const ENTRIES: readonly Entry[] = [HandsEntry, MergeEntry, NameEntry, DeviceEntries, MoveEntry];

/** The quiet row of an idea: hide, and "Meer" with its entries below the row. */
export function StaffRow({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element {
  const problem = useProblem(acts);
  const open = useSignal(false);
  const toggle = useRef<HTMLButtonElement>(null);
  const id = `idea-more-${idea.id}`;
  function close(): void {
    open.value = false;
    toggle.current?.focus({ preventScroll: true });
  }
  async function act(work: () => Outcome): Promise<void> {
    const item = toggle.current?.closest("li") ?? null;
    close();
    problem.value = (await goOn(item, work)) ?? "";
  }
  return (
    <>
      <div class="staff-actions">
        <HideAction idea={idea} acts={acts} />
        <button
          ref={toggle}
          type="button"
          class="button button-quiet button-more"
          data-key="m"
          aria-expanded={open.value}
          aria-controls={id}
          onClick={() => {
            open.value = !open.value;
          }}
        >
          {t("Meer")}
        </button>
      </div>
      <div id={id} class="idea-more" hidden={!open.value}>
        {open.value
          ? ENTRIES.map((Part) => (
              <Part key={Part.name} idea={idea} acts={acts} act={(work) => void act(work)} close={close} />
            ))
          : null}
      </div>
      {problem.value === "" ? null : <p class="field-error">{problem.value}</p>}
    </>
  );
}

function HandsEntry({ idea, acts, close }: EntryWishes): JSX.Element | null {
  return idea.state === "visible" ? <HandsAction idea={idea} note={acts.noteHands} leave={close} /> : null;
}

function MergeEntry({ idea, acts, close }: EntryWishes): JSX.Element | null {
  return idea.state === "visible" ? <MergeAction idea={idea} merging={acts.merging} done={close} /> : null;
}

function NameEntry({ idea, acts, act }: EntryWishes): JSX.Element | null {
  if (!idea.name && !idea.unnamed) return null;
  return (
    <button
      type="button"
      class="button button-quiet"
      onClick={() => act(() => acts.moderation.removeName(idea, !idea.unnamed))}
    >
      {idea.unnamed ? t("Naam terugzetten") : t("Naam weghalen")}
    </button>
  );
}

function DeviceEntries({ idea, acts, act }: EntryWishes): JSX.Element | null {
  if (idea.device === undefined || idea.device === null) return null;
  const count = acts.store.fromDevice(idea.device);
  const waits = idea.waits === true;
  return (
    <>
      {count < 2 ? null : (
        <button type="button" class="button button-quiet" onClick={() => act(() => acts.moderation.hideDevice(idea))}>
          {tn(
            "Verberg alles van dit apparaat ({count} idee)",
            "Verberg alles van dit apparaat ({count} ideeën)",
            count,
          )}
        </button>
      )}
      <button
        type="button"
        class="button button-quiet"
        onClick={() => act(() => acts.moderation.letDeviceWait(idea, !waits))}
      >
        {waits ? t("Laat dit apparaat niet meer wachten") : t("Zet dit apparaat op wachten")}
      </button>
    </>
  );
}

function MoveEntry({ idea, acts, act }: EntryWishes): JSX.Element | null {
  const chosen = useSignal("");
  const topic = acts.topics.find(({ id }) => String(id) === chosen.value);
  if (acts.topics.length === 0 || idea.taken_over) return null;
  return (
    <div class="idea-move">
      <label>
        {t("Verplaats naar")}{" "}
        <select
          value={chosen.value}
          onChange={(event) => {
            chosen.value = event.currentTarget.value;
          }}
        >
          <option value="">{t("Kies een onderwerp")}</option>
          {acts.topics.map(({ id, title }) => (
            <option key={id} value={String(id)}>
              {title}
            </option>
          ))}
        </select>
      </label>
      <button
        type="button"
        class="button"
        disabled={topic === undefined}
        onClick={() => topic && act(() => acts.moderation.move(idea, topic))}
      >
        {t("Verplaatsen")}
      </button>
    </div>
  );
}
