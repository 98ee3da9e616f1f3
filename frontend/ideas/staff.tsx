// Everything about ideas that only staff see and use: fetched for them alone (staff-later.ts). What a further
// action needs is added here, and nowhere in what participants load.
import type { ReadonlySignal } from "@preact/signals";
import type { Announcer } from "../ground/announce";
import type { TopicPageData } from "../ground/page-data";
import type { Poster } from "../ground/post";
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";
import { type After, type Answer, type Idea, isProblem } from "../live/protocol";
import type { Transport } from "../live/transport";
import type { May, StaffParts } from "./acts";
import type { IdeaStore, ShownIdea } from "./idea-store";
import { HideAction, TakeOverAction } from "./staff-actions";
import { TakeOvers } from "./take-overs";

export interface StaffWishes {
  data: TopicPageData;
  poster: Poster;
  transport: Transport;
  timers: Timers;
  announcer: Announcer;
  store: IdeaStore;
  may: ReadonlySignal<May>;
  /** Below which line an idea goes; null for the end. */
  place(): After | null;
}

/** What the staff's components do; each answers what went wrong, or null. */
export interface StaffActs {
  may: ReadonlySignal<May>;
  takeOvers: TakeOvers;
  hide(idea: Idea, hidden: boolean): Promise<string | null>;
}

export function staffParts(wishes: StaffWishes): StaffParts {
  const { data, poster, store, transport, timers } = wishes;
  const takeOvers = new TakeOvers({
    ...{ transport, timers, place: () => wishes.place() },
    took: (idea) => void store.take([idea]),
    announce: (text) => wishes.announcer.mine(text),
  });
  const acts: StaffActs = {
    ...{ may: wishes.may, takeOvers },
    hide: (idea, hidden) =>
      changed(store, () =>
        poster.post<{ idea: Idea }>(`${data.urls.ideas}/${idea.number}/verbergen`, { hidden: hidden ? "1" : "0" }),
      ),
  };
  return {
    first: (idea) => <First idea={idea} acts={acts} />,
    last: (idea) => <Last idea={idea} acts={acts} />,
    undo: () => takeOvers.undo(),
  };
}

function First({ idea, acts }: { idea: ShownIdea; acts: StaffActs }) {
  return acts.may.value.takeOver && idea.state === "visible" ? <TakeOverAction idea={idea} acts={acts} /> : null;
}

function Last({ idea, acts }: { idea: ShownIdea; acts: StaffActs }) {
  return acts.may.value.moderate ? <HideAction idea={idea} acts={acts} /> : null;
}

async function changed(store: IdeaStore, ask: () => Promise<Answer<{ idea: Idea }>>): Promise<string | null> {
  try {
    const answer = await ask();
    if (isProblem(answer)) return answer.error.message;
    store.take([answer.idea]);
    return null;
  } catch {
    return t("Geen antwoord van de server. Probeer het zo nog eens.");
  }
}
