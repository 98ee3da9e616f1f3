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
import { Cards } from "./cards";
import { draw } from "./draw";
import { HandsAction, type NoteHands } from "./hands";
import type { WaitingIdea } from "./idea-outbox";
import type { IdeaStore, ShownIdea } from "./idea-store";
import { MergeAction, MergePanel, MergeTray, SeparateAction } from "./merge-panel";
import { Merging } from "./merging";
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
  /** Ideas and cards that are not answered for yet. */
  waiting: ReadonlySignal<readonly WaitingIdea[]>;
  addCard(text: string, name: string): void;
  /** Below which line an idea goes; null for the end. */
  place(): After | null;
}

/** What the staff's components do; each answers what went wrong, or null. */
export interface StaffActs {
  may: ReadonlySignal<May>;
  takeOvers: TakeOvers;
  merging: Merging;
  noteHands: NoteHands;
  hide(idea: Idea, hidden: boolean): Promise<string | null>;
}

export function staffParts(wishes: StaffWishes): StaffParts {
  const { data, poster, store, transport, timers } = wishes;
  const takeOvers = new TakeOvers({
    ...{ transport, timers, place: () => wishes.place() },
    took: (idea) => void store.take([idea]),
    announce: (text) => wishes.announcer.mine(text),
  });
  const merging = new Merging({
    ...{ transport, timers, store },
    announce: (text) => wishes.announcer.mine(text),
    duplicates: () => poster.post(`${data.urls.ideas}/dubbel`, {}),
  });
  const acts: StaffActs = {
    ...{ may: wishes.may, takeOvers, merging },
    noteHands: (idea, hands) => changed(store, () => transport.request("idea_hands", { idea, hands })),
    hide: (idea, hidden) =>
      changed(store, () =>
        poster.post<{ idea: Idea }>(`${data.urls.ideas}/${idea.number}/verbergen`, { hidden: hidden ? "1" : "0" }),
      ),
  };
  draw("idea-staff", <StaffTools acts={acts} wishes={wishes} />);
  draw("idea-tray", <MergeTray merging={merging} />);
  return {
    first: (idea) => <First idea={idea} acts={acts} />,
    last: (idea) => <Last idea={idea} acts={acts} />,
    part: (idea) => <Part idea={idea} acts={acts} />,
    undo: () => takeOvers.undo(),
  };
}

function First({ idea, acts }: { idea: ShownIdea; acts: StaffActs }) {
  return acts.may.value.takeOver && idea.state === "visible" ? <TakeOverAction idea={idea} acts={acts} /> : null;
}

function Last({ idea, acts }: { idea: ShownIdea; acts: StaffActs }) {
  if (!acts.may.value.moderate) return null;
  return (
    <>
      {idea.state === "visible" ? (
        <>
          <HandsAction idea={idea} note={acts.noteHands} />
          <MergeAction idea={idea} merging={acts.merging} />
        </>
      ) : null}
      <HideAction idea={idea} acts={acts} />
    </>
  );
}

function Part({ idea, acts }: { idea: ShownIdea; acts: StaffActs }) {
  return acts.may.value.moderate ? <SeparateAction idea={idea} merging={acts.merging} /> : null;
}

function StaffTools({ acts, wishes }: { acts: StaffActs; wishes: StaffWishes }) {
  if (!acts.may.value.moderate) return null;
  const cards = {
    limit: wishes.data.limits.idea,
    add: wishes.addCard,
    waiting: () => wishes.waiting.value.filter((idea) => idea.paper && idea.refused === undefined).length,
    announce: (text: string) => wishes.announcer.mine(text),
  };
  return (
    <>
      <Cards wishes={cards} />
      <MergePanel merging={acts.merging} />
    </>
  );
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
