// Which ideas the stream shows to who leads: all, those of one round, or those that came when it was over.
import type { JSX } from "preact";
import type { Signal } from "../ground/signals";
import { t } from "../ground/t";
import type { Idea } from "../live/protocol";
import type { IdeaStore } from "./idea-store";

export interface Round {
  title: string;
  begins: number;
}

export const ALL = "all";
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

/** What a choice is called; null when it leaves nothing out. */
export function roundTitle(choice: string, rounds: readonly Round[]): string | null {
  if (choice === ALL) return null;
  if (choice === BEFORE) return t("Vooraf");
  return choice === LATE ? t("Nagekomen") : (rounds[Number(choice)]?.title ?? null);
}

interface RoundChoiceProps {
  choice: Signal<string>;
  store: IdeaStore;
  rounds: readonly Round[];
}

export function RoundChoice({ choice, store, rounds }: RoundChoiceProps): JSX.Element {
  function choose(chosen: string): void {
    choice.value = chosen;
    store.choice.value = chosen === ALL ? null : (idea) => belongs(idea, chosen, rounds);
  }
  return (
    <select aria-label={t("Welke ideeën")} value={choice.value} onChange={(event) => choose(event.currentTarget.value)}>
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
