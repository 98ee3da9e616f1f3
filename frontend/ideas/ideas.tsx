// The ideas of a topic page: takes over the list that the server rendered, and keeps every own act
// until it is answered.

import type { Announcer } from "../ground/announce";
import { byId } from "../ground/dom";
import { isStaff, type TopicPageData } from "../ground/page-data";
import type { Poster } from "../ground/post";
import { keep, kept, whenKept } from "../ground/shelf";
import { computed, effect, type Signal, signal } from "../ground/signals";
import { t, tn } from "../ground/t";
import { pageTimers } from "../ground/timers";
import { type After, type Answer, type Box, type Idea, isProblem } from "../live/protocol";
import type { Transport } from "../live/transport";
import type { Acts, May } from "./acts";
import { Attention } from "./attention";
import { Compose, notYet } from "./compose";
import { draw } from "./draw";
import { rescueDrafts } from "./edit-drafts";
import { AsideList, IdeaList, Order } from "./idea-list";
import { IdeaOutbox, type WaitingIdea } from "./idea-outbox";
import { IdeaStore } from "./idea-store";
import { OwnIds } from "./own-ids";
import { StaffLater } from "./staff-later";
import { SupportOutbox, type Wish } from "./support-outbox";
import { Taps } from "./taps";

// Marks that the server leaves out of an idea.
const TURNING = /[\u202a-\u202e\u2066-\u2069]/g;
const LOOK_AGAIN_MS = 1_000;

export interface IdeasWishes {
  data: TopicPageData;
  poster: Poster;
  transport: Transport;
  announcer: Announcer;
  place(): After | null;
  goToNotes(number: number): void;
  /** How many ideas wait while the lists are held still. */
  waiting(count: number): void;
}

export class Ideas {
  private readonly store: IdeaStore;
  private readonly outbox: IdeaOutbox;
  private readonly supports: SupportOutbox;
  private readonly staff: StaffLater;
  private readonly compose: Compose;
  private readonly waiting = signal<readonly WaitingIdea[]>([]);
  /** Waiting ideas (their UUIDs) whose words came back before the answer: they are shown once. */
  private readonly arrived = signal<ReadonlySet<string>>(new Set());
  private readonly may: Signal<May>;
  private readonly box: Signal<Box>;
  private readonly ownIds: OwnIds;
  private readonly stuck = signal(true);
  private readonly canWrite = signal(true);
  private readonly supportProblems = signal<Readonly<Record<number, string>>>({});
  private readonly attention: Attention | null;
  private readonly taps = new Taps(pageTimers.now);
  private looking = false;
  private portal = false;

  constructor(private readonly wishes: IdeasWishes) {
    const { data, transport } = wishes;
    const topic = data.topic.id;
    this.may = signal({ support: data.ideas, takeOver: data.takeOver, moderate: isStaff(data.role) });
    const list = byId("ideas", HTMLElement);
    this.attention = list === null ? null : new Attention(list, pageTimers.now);
    this.box = signal(data.box);
    this.store = new IdeaStore(data.ideaList, data.own, data.supported, isStaff(data.role));
    this.ownIds = new OwnIds(data.conference.id, (ids) => this.store.madeElsewhere(ids));
    const connected = (): boolean => transport.connected;
    this.outbox = new IdeaOutbox(topic, (idea) => transport.request("idea_add", { topic, ...withoutReason(idea) }), {
      connected,
      changed: (waiting, busy) => {
        this.waiting.value = waiting;
        this.lookWhetherStuck();
        this.compose?.show(
          waiting.filter(({ paper }) => !paper),
          { busy, ...this.standing },
        );
      },
      sent: (idea) => this.wasSent(idea),
      refused: (idea) => this.wasRefused(idea),
    });
    this.supports = new SupportOutbox(
      topic,
      ({ idea, on, counter }) => transport.request("idea_support", { idea, on, counter }),
      {
        connected,
        answered: (wish, { idea }) => this.supported(wish, idea),
        refused: (wish, { message }) => this.supportRefused(wish, message),
      },
    );
    this.staff = new StaffLater(
      {
        ...{ ...wishes, timers: pageTimers, store: this.store, may: this.may, box: this.box, waiting: this.waiting },
        addCard: (text, name) => {
          this.outbox.add(text, name, true);
          this.flush();
        },
      },
      pageTimers,
    );
    this.compose = new Compose({
      ...{ topic, limit: data.limits.idea },
      send: (text, name) => {
        this.outbox.add(text, name);
        if (!transport.connected) this.wishes.announcer.mine(notYet(this.standing));
        this.flush();
      },
      say: (words) => this.wishes.announcer.mine(words),
    });
    this.boxMayBeGone();
    if (isStaff(data.role)) void this.staff.soon().then(() => this.show());
    else this.show();
    this.outbox.tell();
    this.rescue(data.own);
    whenKept(`ideas.${topic}`, () => this.outbox.tell());
    whenKept(`support.${topic}`, () => this.supports.tell());
    transport.onConnection(() => {
      this.lookWhetherStuck();
      this.flush();
    });
  }

  /** Takes what a frame or a beat says. */
  take(ideas: readonly Idea[]): void {
    const before = new Set(ideas.filter((idea) => this.takenByOthers(idea)).map(({ id }) => id));
    const merged = ideas.some((idea) => idea.into && !this.store.newest(idea.id)?.into && this.store.wrote(idea));
    const news = this.store.hear(
      ideas,
      (idea) => this.isMine(idea),
      (idea) => this.mustHold(idea),
    );
    if (!this.holds) this.store.release();
    this.releaseWhenLeftAlone();
    this.rescue(ideas.map(({ id }) => id));
    const arrived = news.flatMap((idea) => this.waitingAs(idea));
    if (arrived.length > 0) this.arrived.value = new Set([...this.arrived.value, ...arrived.map(({ uuid }) => uuid)]);
    const others = news.filter((idea) => !this.isMine(idea)).length;
    this.wishes.announcer.newIdeas(others, (count) => tn("{count} nieuw idee", "{count} nieuwe ideeën", count));
    if (merged) this.wishes.announcer.mine(t("Je idee is samengevoegd met een ander idee."));
    this.tellMoved(ideas);
    for (const idea of ideas) {
      if (before.has(idea.id)) this.wishes.announcer.mine(t("Je idee is overgenomen in de notities."));
    }
  }

  /** Holds the lists still, or lets them go; own acts show all the same. */
  hold(still: boolean): void {
    this.store.hold(still);
  }

  /** Undoes a take-over that was just made; false when there is none. */
  undoTakeOver(): boolean {
    return this.staff.parts.value?.undo() ?? false;
  }

  /** Hears whether this person leads the room: the tools for that go or come. */
  leads(staff: boolean): void {
    const { data } = this.wishes;
    this.may.value = { support: data.ideas, takeOver: staff && data.takeOver, moderate: staff && isStaff(data.role) };
    this.boxMayBeGone();
  }

  /** Hears how ideas are taken here, and whether from this person now: else the box goes, unless somebody is typing in it. */
  takenBy(box: Box, now: boolean): void {
    this.box.value = box;
    this.compose.boxIs(now);
    for (const words of document.querySelectorAll<HTMLElement>("[data-readers]"))
      words.hidden = (words.dataset.readers === "first") !== box.approval;
    this.canWrite.value = this.compose.isOpen;
  }

  /** The room takes ideas again. */
  open(): void {
    this.compose.open();
  }

  /** Says that a portal stands between this browser and the server. */
  behindPortal(portal: boolean): void {
    this.portal = portal;
    this.outbox.tell();
  }

  // Words in a box that went with the right to use it stay in sight, and can be copied.
  private boxMayBeGone(): void {
    this.canWrite.value = this.compose.isOpen;
    const leftOver = mustJoin() ? "" : this.compose.leftOver();
    if (leftOver !== "")
      this.outbox.putAside(leftOver, t("Dit was nog niet verstuurd. Ideeën toevoegen kan hier nu niet."));
  }

  private rescue(ideas: readonly number[]): void {
    rescueDrafts(ideas, this.store, (words, reason) => this.outbox.putAside(words, reason));
  }

  private get standing(): { portal: boolean; patience: string; survives: boolean } {
    return { portal: this.portal, patience: this.outbox.patience, survives: this.outbox.survives };
  }

  private lookWhetherStuck(): void {
    const patience = this.outbox?.patience || this.supports?.patience;
    this.stuck.value = !this.wishes.transport.connected || Boolean(patience);
  }

  private flush(): void {
    void this.outbox.flush();
    void this.supports.flush();
  }

  private takenByOthers(idea: Idea): boolean {
    const known = this.store.newest(idea.id);
    return Boolean(idea.taken_over) && !known?.taken_over && known !== undefined && this.store.wrote(known);
  }

  private tellMoved(ideas: readonly Idea[]): void {
    const mine = ideas.filter(({ id, state }) => state === "moved" && this.store.isOwn(id));
    for (const { topic } of mine) {
      const title = this.wishes.data.topics.find(({ id }) => id === topic)?.title ?? "";
      this.wishes.announcer.mine(t("Je idee staat nu bij ‘{topic}’.", { topic: title }));
    }
  }

  // An own idea may arrive in a frame before the answer that says which id it got.
  private isMine(idea: Idea): boolean {
    return this.store.isOwn(idea.id) || this.waitingAs(idea).length > 0;
  }

  private waitingAs(idea: Idea): WaitingIdea[] {
    return this.outbox.waiting.filter(({ text }) => text.normalize("NFC").replace(TURNING, "").trim() === idea.text);
  }

  // What was held back comes by itself once nobody reads there any more.
  private releaseWhenLeftAlone(): void {
    if (this.looking || this.store.fresh.value === 0) return;
    this.looking = true;
    pageTimers.after(LOOK_AGAIN_MS, () => {
      this.looking = false;
      if (!this.holds) this.store.release();
      this.releaseWhenLeftAlone();
    });
  }

  private get holds(): boolean {
    return this.staff.parts.value?.paused === true || this.attention?.busy === true;
  }

  private mustHold(idea: Idea): boolean {
    return !this.isMine(idea) && this.holds;
  }

  private wasSent(idea: Idea): void {
    this.store.takeOwn(idea);
    this.ownIds.made(idea.id);
    if (idea.paper) return;
    this.compose.sent();
    this.wishes.announcer.mine(t("Je idee is verstuurd."));
    // Fetched for who sent something: whoever reads loads nothing of it.
    void import("./similar").then(
      ({ showSimilar }) =>
        showSimilar(idea, this.wishes.transport, this.acts(), (text) => this.wishes.announcer.mine(text)),
      () => undefined,
    );
  }

  private wasRefused(idea: WaitingIdea): void {
    const reason = idea.refused ?? "";
    this.wishes.announcer.mine(reason);
    if (!idea.paper && this.compose.putBack(idea.text, reason)) this.outbox.remove(idea.uuid);
  }

  private supported({ idea: id, on }: Wish, idea: Idea): void {
    // Meanwhile wished otherwise: that counts.
    if (this.supports.wishes.value[id] === undefined) this.store.setSupported(id, on);
    this.store.take([idea]);
    this.lookWhetherStuck();
  }

  private supportRefused(wish: Wish, message: string): void {
    this.supports.remove(String(wish.counter));
    this.supportProblems.value = { ...this.supportProblems.value, [wish.idea]: message };
    this.wishes.announcer.mine(message);
  }

  private again({ uuid, text, refused }: WaitingIdea): void {
    if (this.compose.putBack(text, refused ?? "")) this.outbox.remove(uuid);
    else this.compose.isTaken();
  }

  private async withdraw(problem: Promise<string | null>): Promise<string | null> {
    const said = await problem;
    if (said !== null) return said;
    const done = t("Je idee is ingetrokken.");
    this.compose.sent(done);
    this.wishes.announcer.mine(done);
    return null;
  }

  private show(): void {
    const acts = this.acts();
    const waiting = {
      stuck: this.stuck,
      canWrite: this.canWrite,
      ideas: computed(() => this.waiting.value.filter(({ uuid }) => !this.arrived.value.has(uuid))),
      again: (idea: WaitingIdea) => this.again(idea),
      discard: (idea: WaitingIdea) => this.outbox.remove(idea.uuid),
    };
    draw("ideas", <IdeaList acts={acts} waiting={waiting} />);
    draw("ideas-hidden", <AsideList acts={acts} />);
    // Right above the stream that they are about, so that on a phone the idea box comes first.
    const order = byId("ideas-order", HTMLElement);
    if (order !== null) byId("ideas", HTMLElement)?.before(order);
    draw("ideas-order", <Order acts={acts} />);
    effect(() => this.wishes.waiting(this.store.waiting.value));
    effect(() => {
      const count = this.store.count.value;
      for (const place of document.querySelectorAll("[data-ideas-count]")) place.textContent = String(count);
      const empty = byId("ideas-empty", HTMLElement);
      if (empty !== null) empty.hidden = count + this.waiting.value.length > 0;
      const aside = document.querySelector("#hidden-ideas .count");
      if (aside !== null) aside.textContent = String(this.store.aside.value.length);
    });
  }

  private acts(): Acts {
    const { data, transport } = this.wishes;
    const change = async (ask: () => Promise<Answer<{ idea: Idea }>>): Promise<string | null> => {
      try {
        const answer = await ask();
        if (isProblem(answer)) return answer.error.message;
        this.store.take([answer.idea]);
        return null;
      } catch {
        return t("Geen antwoord van de server. Probeer het zo nog eens.");
      }
    };
    return {
      store: this.store,
      supports: this.supports,
      may: this.may,
      staff: this.staff.parts,
      stuck: this.stuck,
      supportProblems: this.supportProblems,
      language: data.lang,
      timezone: data.conference.timezone,
      limit: data.limits.idea,
      support: (idea, on, shown) => {
        if (!this.taps.counts(idea)) return;
        const { [idea]: _old, ...rest } = this.supportProblems.value;
        this.supportProblems.value = rest;
        this.supports.wish(idea, on, shown);
        this.flush();
      },
      edit: (idea, text) => change(() => transport.request("idea_edit", { idea, text, counter: nextEdit() })),
      withdraw: (idea) => this.withdraw(change(() => transport.request("idea_withdraw", { idea }))),
      putAside: (text, reason) => this.outbox.putAside(text, reason),
      goToNotes: this.wishes.goToNotes,
    };
  }
}

// Edits of one person are numbered in seconds (the server keeps 32 bits); two in one second differ.
function nextEdit(): number {
  const next = Math.max((kept<number>("edits") ?? 0) + 1, Math.floor(Date.now() / 1000));
  keep("edits", next);
  return next;
}

// Who has to give the code first keeps the draft: the box comes with it.
function mustJoin(): boolean {
  return document.querySelector("#ideas-section .join-form") !== null;
}

function withoutReason({ uuid, text, name, paper }: WaitingIdea): Omit<WaitingIdea, "refused"> {
  return { uuid, text, name, ...(paper ? { paper } : {}) };
}
