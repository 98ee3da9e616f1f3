// One idea: its words, where it stands, and what this person may do with it. The same markup as the
// template's, so that the page does not change when the script takes over.
import type { JSX } from "preact";
import { t, tn } from "../ground/t";
import type { Acts } from "./acts";
import { Icon } from "./icon";
import type { ShownIdea } from "./idea-store";
import { OwnLater } from "./own-later";

export function IdeaItem({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element {
  const { store } = acts;
  const own = store.isOwn(idea.id);
  const parts = store.partsOf(idea.id);
  const wrote = store.wrote(idea) || parts.some((part) => store.wrote(part));
  const classes = ["idea", own && "is-own", idea.taken_over && "is-taken", idea.state !== "visible" && "is-hidden"];
  return (
    <li
      class={classes.filter(Boolean).join(" ")}
      id={`idee-${idea.number}`}
      data-idea={idea.id}
      data-number={idea.number}
      tabIndex={-1}
    >
      {acts.staff.value?.pick(idea)}
      <p class="idea-text">{idea.text}</p>
      <Meta idea={idea} acts={acts} />
      {parts.length === 0 ? null : (
        <div class="merged">
          <p class="merged-title">{t("Samengevoegd met")}</p>
          <ul>
            {parts.map((part) => (
              <Merged key={part.id} idea={part} acts={acts} />
            ))}
          </ul>
        </div>
      )}
      <div class="idea-actions">
        {acts.staff.value?.first(idea)}
        <Support idea={idea} own={wrote} acts={acts} />
        <SupportState idea={idea} acts={acts} />
        {own && acts.may.value.support ? <OwnLater idea={idea} acts={acts} /> : null}
        {acts.staff.value?.last(idea)}
      </div>
    </li>
  );
}

/** Words that count with another idea, and whose they are. */
function Merged({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element {
  return (
    <li id={`idee-${idea.number}`} data-idea={idea.id}>
      <span class="merged-text">{idea.text}</span>
      <Meta idea={idea} acts={acts} />
      {acts.store.isOwn(idea.id) && !idea.taken_over && acts.may.value.support ? (
        <OwnLater idea={idea} acts={acts} merged />
      ) : null}
      {acts.staff.value?.part(idea)}
    </li>
  );
}

function Meta({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element {
  const by = idea.taken_over?.by;
  return (
    <p class="idea-meta">
      {idea.name || idea.unnamed ? <span class="idea-name">{idea.name || t("Deelnemer")}</span> : null}{" "}
      <Time at={idea.created} acts={acts} />
      {acts.store.wrote(idea) ? <span class="badge badge-own">{t("Van jou")}</span> : null}
      {idea.late ? <span class="badge badge-late">{t("Nagekomen")}</span> : null}
      {idea.paper ? <span class="badge badge-paper">{t("Op papier")}</span> : null}
      {idea.state === "waiting" ? <span class="badge badge-waiting">{t("Wacht op goedkeuring")}</span> : null}
      {idea.taken_over ? (
        <button
          type="button"
          class="badge badge-taken"
          onClick={() => acts.goToNotes(idea.taken_over?.number ?? idea.number)}
        >
          <Icon name="check" /> {by ? t("Overgenomen door {name}", { name: by }) : t("Overgenomen")}
        </button>
      ) : null}
      {idea.hands ? <span class="idea-hands">{tn("{count} hand", "{count} handen", idea.hands)}</span> : null}
    </p>
  );
}

function Time({ at, acts }: { at: number | undefined; acts: Acts }): JSX.Element | null {
  if (at === undefined) return null;
  const date = new Date(at);
  const words = date.toLocaleTimeString(acts.language, {
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23", // in English too, as on every other page
    timeZone: acts.timezone,
  });
  return <time dateTime={date.toISOString()}>{acts.language.startsWith("nl") ? words.replace(":", ".") : words}</time>;
}

function SupportState({ idea, acts }: { idea: ShownIdea; acts: Acts }): JSX.Element | null {
  const problem = acts.supportProblems.value[idea.id];
  if (problem !== undefined) return <p class="field-error">{problem}</p>;
  const waits = acts.supports.wishes.value[idea.id] !== undefined && acts.stuck.value;
  return waits ? <p class="quiet support-waits">{t("Nog niet verstuurd")}</p> : null;
}

function Support({ idea, own, acts }: { idea: ShownIdea; own: boolean; acts: Acts }): JSX.Element | null {
  const wish = acts.supports.wishes.value[idea.id];
  const was = acts.store.isSupported(idea.id);
  const on = wish?.on ?? was;
  const base = wish?.shown ?? idea.support;
  const count = wish === undefined ? base : base + Number(on) - Number(was);
  if (own || !acts.may.value.support || idea.state !== "visible") {
    if (count === 0) return null;
    return (
      <p class="support-only quiet">
        {t("Ik ook")}: <span class="support-count">{count}</span>
      </p>
    );
  }
  return (
    <button
      type="button"
      class="button button-support"
      aria-pressed={on}
      onClick={() => acts.support(idea.id, !on, idea.support)}
    >
      <Icon name="up" /> {t("Ik ook")} <span class="support-count">{count}</span>
    </button>
  );
}
