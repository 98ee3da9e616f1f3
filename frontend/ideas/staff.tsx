// Everything about ideas that only staff see and use: fetched for them alone (staff-later.ts). What a further
// action needs is added here or to the menu (more-menu.tsx), and nowhere in what participants load.

import { type JSX, render } from "preact";
import type { Announcer } from "../ground/announce";
import { byId, make } from "../ground/dom";
import type { TopicPageData } from "../ground/page-data";
import type { Poster } from "../ground/post";
import { computed, effect, type ReadonlySignal, type Signal, signal } from "../ground/signals";
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";
import { type After, type Answer, type Box, type Idea, isProblem } from "../live/protocol";
import type { Transport } from "../live/transport";
import type { May, StaffParts } from "./acts";
import { Cards } from "./cards";
import { draw } from "./draw";
import type { NoteHands } from "./hands";
import type { WaitingIdea } from "./idea-outbox";
import type { IdeaStore, ShownIdea } from "./idea-store";
import { MergePanel, MergeTray, SeparateAction } from "./merge-panel";
import { Merging } from "./merging";
import { Moderation } from "./moderation";
import { StaffRow } from "./more-menu";
import { guardPresses } from "./presses";
import { ALL } from "./round-choice";
import { Pick, TakeOverAction } from "./staff-actions";
import { listenToKeys } from "./staff-keys";
import { StreamFold, waitingText } from "./stream-fold";
import { AsideTools, Foot, StreamTools } from "./stream-tools";
import { TakeOvers } from "./take-overs";
import { Undoable } from "./undoable";

// A connection that drops comes back within this, mostly: nothing is to flicker above the ideas.
const AWAY_MS = 5_000;

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
  box: ReadonlySignal<Box>;
  /** Below which line an idea goes; null for the end. */
  place(): After | null;
}

/** What the staff's components can do and must know. */
export interface StaffActs {
  may: ReadonlySignal<May>;
  box: ReadonlySignal<Box>;
  topics: TopicPageData["topics"];
  rounds: NonNullable<TopicPageData["rounds"]>;
  store: IdeaStore;
  takeOvers: TakeOvers;
  merging: Merging;
  noteHands: NoteHands;
  moderation: Moderation;
  undoable: Undoable;
  paused: ReadonlySignal<boolean>;
  /** Which ideas are listed: all, or those of one round. */
  round: Signal<string>;
  /** Ideas that wait for approval. */
  waiting: ReadonlySignal<readonly ShownIdea[]>;
  /** How often the connection came back: what found none works again. */
  reconnected: ReadonlySignal<number>;
  /** There is no connection, and it did not come back by itself in a moment: what is listed may be old. */
  away: ReadonlySignal<boolean>;
  /** Ids of what is chosen, and those of them that can still be acted on, as they are listed. */
  picked: ReadonlySignal<ReadonlySet<number>>;
  chosen: ReadonlySignal<readonly ShownIdea[]>;
  pause(on: boolean): void;
  pick(idea: number): void;
  clear(): void;
}

export function staffParts(wishes: StaffWishes): StaffParts {
  const acts = actsFor(wishes);
  hang(acts, wishes);
  guardPresses(byId("ideas-section", HTMLElement));
  listenToKeys(undoNewest(acts));
  return {
    pick: (idea) => <Top idea={idea} acts={acts} />,
    first: (idea) => <First idea={idea} acts={acts} />,
    last: (idea) => <Last idea={idea} acts={acts} />,
    part: (idea) => <Part idea={idea} acts={acts} />,
    undo: () => acts.takeOvers.undo(),
    get paused() {
      return acts.paused.value;
    },
  };
}

/** Undoes what was done last, of what can still be undone. */
function undoNewest({ takeOvers, undoable }: StaffActs): () => boolean {
  let ways = [() => takeOvers.undo(), () => undoable.undo()];
  const [taken, done] = ways;
  const first = (way: (() => boolean) | undefined) => {
    if (way) ways = [way, ...ways.filter((each) => each !== way)];
  };
  effect(() => void (takeOvers.undoable.value !== null && first(taken)));
  effect(() => void (undoable.done.value !== null && first(done)));
  return () => ways.some((way) => way());
}

function actsFor({ data, poster, transport, timers, store, announcer, may, box, place }: StaffWishes): StaffActs {
  const announce = (text: string): void => announcer.mine(text);
  const takeOvers = new TakeOvers({ transport, timers, place, took: (ideas) => void store.take(ideas), announce });
  const undoable = new Undoable(timers, announce);
  const paused = signal(false);
  const reconnected = signal(0);
  const away = signal(false);
  let stop = (): void => undefined;
  transport.onConnection((connected) => {
    stop();
    if (!connected) {
      stop = timers.after(AWAY_MS, () => {
        away.value = true;
      });
      return;
    }
    away.value = false;
    reconnected.value += 1;
    undoable.problem.value = "";
  });
  const picked = signal<ReadonlySet<number>>(new Set());
  return {
    ...{
      may,
      box,
      topics: data.topics,
      rounds: data.rounds ?? [],
      store,
      takeOvers,
      undoable,
      paused,
      round: signal(ALL),
      picked,
      reconnected,
      away,
    },
    merging: new Merging({
      ...{ transport, timers, store, announce },
      duplicates: () => poster.post(`${data.urls.ideas}/dubbel`, {}),
    }),
    waiting: computed(() => store.aside.value.filter(({ state }) => state === "waiting")),
    noteHands: (idea, hands) => changed(store, () => transport.request("idea_hands", { idea, hands })),
    moderation: new Moderation(transport, store, undoable, data.topic.id),
    chosen: computed(() => [...store.visible.value, ...store.aside.value].filter(({ id }) => picked.value.has(id))),
    pause: (on) => {
      paused.value = on;
      if (!on) store.release();
    },
    pick: (id) => {
      const rest = [...picked.value].filter((each) => each !== id);
      picked.value = new Set(picked.value.has(id) ? rest : [...rest, id]);
    },
    clear: () => {
      picked.value = new Set();
    },
  };
}

/** Hangs in what stands around the list: no markup of it reaches participants. */
function hang(acts: StaffActs, wishes: StaffWishes): void {
  byId("ideas-section", HTMLElement)?.classList.add("is-led");
  draw("idea-staff", <StaffTools acts={acts} wishes={wishes} />);
  draw("idea-tray", <MergeTray merging={acts.merging} />);
  const aside = make("div");
  byId("ideas-hidden", HTMLElement)?.before(aside);
  render(<AsideTools acts={acts} />, aside);
  const foot = make("div", "stream-feet");
  byId("ideas-section", HTMLElement)?.append(foot);
  render(<Foot acts={acts} />, foot);
  const waiting = make("span", "badge badge-waiting");
  document.querySelector("#hidden-ideas > summary")?.append(" ", waiting);
  effect(() => {
    const count = acts.waiting.value.length;
    waiting.hidden = count === 0;
    waiting.textContent = waitingText(count);
  });
}

function Top({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element | null {
  if (!acts.may.value.moderate || idea.state === "hidden" || idea.taken_over) return null;
  return <Pick idea={idea} acts={acts} />;
}

function First({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element | null {
  return acts.may.value.takeOver && idea.state === "visible" ? <TakeOverAction idea={idea} acts={acts} /> : null;
}

function Last({ idea, acts }: { idea: ShownIdea; acts: StaffActs }): JSX.Element | null {
  if (!acts.may.value.moderate) return null;
  return (
    <>
      {idea.state === "hidden" && idea.reason ? <p class="idea-reason">{idea.reason}</p> : null}
      <StaffRow idea={idea} acts={acts} />
    </>
  );
}

function Part({ idea, acts }: { idea: ShownIdea; acts: StaffActs }) {
  // It may have been merged while one took it over.
  const refused = acts.takeOvers.problems.value.get(idea.id);
  return (
    <>
      {acts.may.value.moderate ? <SeparateAction idea={idea} merging={acts.merging} /> : null}
      {refused === undefined ? null : <p class="field-error">{refused}</p>}
    </>
  );
}

function StaffTools({ acts, wishes }: { acts: StaffActs; wishes: StaffWishes }) {
  const { moderate } = acts.may.value;
  const cards = {
    limit: wishes.data.limits.idea,
    add: wishes.addCard,
    waiting: () => wishes.waiting.value.filter((idea) => idea.paper && idea.refused === undefined).length,
    announce: (text: string) => wishes.announcer.mine(text),
  };
  return (
    <StreamFold acts={acts}>
      <Cards wishes={cards} open={moderate} />
      {moderate ? <MergePanel merging={acts.merging} /> : null}
      <StreamTools acts={acts} />
    </StreamFold>
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
