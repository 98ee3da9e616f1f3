// Which ideas the stream shows to who leads: all, those of one round, or those that came when it was over.
import type { JSX } from "preact";
import { t } from "../ground/t";
import type { Idea } from "../live/protocol";
import type { IdeaStore } from "./idea-store";

export interface Round {
  title: string;
  begins: number;
}

const ALL = "all";
const BEFORE = "before";
const LATE = "late";

/** Whether an idea belongs to a choice: a round lasts until the next one begins. */
export function belongs(idea: Idea, choice: string, rounds: readonly Round[]): boolean {
  if (choice === ALL) return true;
  if (choice === LATE) return idea.late === true;
  const created = idea.created ?? 0;
  const at = rounds.filter(({ begins }) => begins <= created).length;
  return choice === BEFORE ? at === 0 : String(at - 1) === choice;
}

export function RoundChoice({ store, rounds }: { store: IdeaStore; rounds: readonly Round[] }): JSX.Element {
  function choose(choice: string): void {
    store.choice.value = choice === ALL ? null : (idea) => belongs(idea, choice, rounds);
  }
  return (
    <select aria-label={t("Welke ideeën")} onChange={(event) => choose(event.currentTarget.value)}>
      <option value={ALL}>{t("Alle ideeën")}</option>
      {rounds.length === 0 ? null : <option value={BEFORE}>{t("Vooraf")}</option>}
      {rounds.map(({ title }, at) => (
        <option key={title} value={String(at)}>
          {title}
        </option>
      ))}
      <option value={LATE}>{t("Nagekomen")}</option>
    </select>
  );
}
