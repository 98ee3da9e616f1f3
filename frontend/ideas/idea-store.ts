// The ideas of a topic as this browser knows them. What arrives twice counts once, what is older
// than what is here is ignored, and new ideas of others wait while somebody is reading. Held still,
// the lists change by own acts only; and what is hidden or withdrawn goes at once all the same. Ideas
// that were merged are listed with the one whose words stay. The order changes only when it may.
import { computed, signal } from "../ground/signals";
import type { Idea } from "../live/protocol";

export type Sorting = "newest" | "support" | "open";

/** An idea that may be shown: all its words are known. */
export type ShownIdea = Idea & { number: number; text: string; support: number };

export class IdeaStore {
  readonly sorting = signal<Sorting>("newest");
  /** Which ideas are listed, where somebody chose. */
  readonly choice = signal<((idea: Idea) => boolean) | null>(null);
  private readonly known = signal<ReadonlyMap<number, Idea>>(new Map());
  private readonly ownIds = signal<ReadonlySet<number>>(new Set());
  private readonly supportedIds = signal<ReadonlySet<number>>(new Set());
  private readonly heldIds = signal<ReadonlySet<number>>(new Set());
  /** What came while the lists are held still; null while they are not. */
  private readonly pending = signal<ReadonlyMap<number, Idea> | null>(null);

  /** Support and taken-over as the order goes by them. */
  private readonly settled = signal<ReadonlyMap<number, ShownIdea>>(new Map());

  readonly visible = computed(() => {
    const held = this.heldIds.value;
    const ideas = this.listed((idea) => (this.standsAlone(idea) || this.waitsHere(idea)) && !held.has(idea.id));
    const choice = this.choice.value;
    return sorted(choice === null ? ideas : ideas.filter(choice), this.sorting.value, this.settled.value);
  });
  /** What was merged into a visible idea, the oldest first. */
  private readonly parts = computed(() => {
    const parts = new Map<number, ShownIdea[]>();
    for (const idea of this.listed((each) => each.state === "visible" && !this.standsAlone(each))) {
      const whole = this.wholeOf(idea);
      parts.set(
        whole,
        [...(parts.get(whole) ?? []), idea].sort((a, b) => a.number - b.number),
      );
    }
    return parts;
  });
  /** Hidden and waiting ones, which only staff receive with their words. */
  readonly aside = computed(() => [
    ...this.listed(({ state }) => state === "waiting"),
    ...this.listed(({ state }) => state === "hidden"),
  ]);
  readonly count = computed(() => this.listed((idea) => this.standsAlone(idea)).length);
  readonly fresh = computed(
    () => this.listed((idea) => this.heldIds.value.has(idea.id) && this.standsAlone(idea)).length,
  );
  /** How many ideas are new or other while the lists are held still. */
  readonly waiting = computed(() => this.pending.value?.size ?? 0);

  /** Who does not lead the room sees of what waits for approval the own ideas, in the list. */
  constructor(
    ideas: readonly Idea[],
    own: readonly number[],
    supported: readonly number[],
    private readonly leads = false,
  ) {
    this.ownIds.value = new Set(own);
    this.supportedIds.value = new Set(supported);
    this.known.value = new Map(ideas.map((idea) => [idea.id, idea]));
    this.settle();
  }

  isOwn(id: number): boolean {
    return this.ownIds.value.has(id);
  }

  /** Whether this person wrote an idea; a card that they typed in is somebody else's. */
  wrote(idea: Idea): boolean {
    return this.isOwn(idea.id) && idea.paper !== true;
  }

  /** Whether an idea stands somewhere by itself: only there can its author change its words. */
  isChangeable(id: number): boolean {
    const idea = this.known.value.get(id);
    if (idea === undefined) return false;
    return this.standsAlone(idea) || idea.state === "waiting" || (idea.state === "hidden" && this.leads);
  }

  /** Whether this person supports an idea, or what was merged into it. */
  isSupported(id: number): boolean {
    return [id, ...this.partsOf(id).map((part) => part.id)].some((each) => this.supportedIds.value.has(each));
  }

  partsOf(id: number): readonly ShownIdea[] {
    return this.parts.value.get(id) ?? [];
  }

  /** How many ideas of a device are in the list or wait. */
  fromDevice(device: number): number {
    const listed = this.listed(
      (idea) => idea.device === device && (idea.state === "visible" || idea.state === "waiting"),
    );
    return listed.length;
  }

  get(id: number): Idea | undefined {
    return this.known.value.get(id);
  }

  /** The newest that is known of an idea, shown or not. */
  newest(id: number): Idea | undefined {
    return this.pending.value?.get(id) ?? this.known.value.get(id);
  }

  /** Holds the lists still, or shows what came meanwhile. */
  hold(still: boolean): void {
    if (still === (this.pending.value !== null)) return;
    const came = [...(this.pending.value?.values() ?? [])];
    this.pending.value = still ? new Map() : null;
    this.take(came);
  }

  /** Takes what a frame or a beat says, when the lists may change; answers the visible ones that are new. */
  hear(ideas: readonly Idea[], own: (idea: Idea) => boolean, hold: (idea: Idea) => boolean): Idea[] {
    if (this.pending.value === null) return this.take(ideas, hold);
    const now = ideas.filter((idea) => own(idea) || this.leaves(idea));
    const later = ideas.filter((idea) => !now.includes(idea));
    const news = later.filter((idea) => idea.state === "visible" && this.newest(idea.id) === undefined);
    const pending = new Map(this.pending.value);
    for (const idea of later) {
      const before = this.newest(idea.id);
      if (before === undefined || before.rev < idea.rev) pending.set(idea.id, { ...before, ...idea });
    }
    this.pending.value = pending;
    return [...this.take(now), ...news];
  }

  /** Takes what a frame, a beat or an answer says; answers the visible ones that were not known. */
  take(ideas: readonly Idea[], hold: (idea: Idea) => boolean = () => false): Idea[] {
    const known = new Map(this.known.value);
    const news: Idea[] = [];
    for (const idea of ideas) {
      const before = known.get(idea.id);
      if (before !== undefined && before.rev > idea.rev) continue;
      known.set(idea.id, { ...before, ...idea });
      if (before === undefined && idea.state === "visible") news.push(idea);
    }
    const held = news.filter((idea) => hold(idea));
    if (held.length > 0) this.heldIds.value = new Set([...this.heldIds.value, ...held.map(({ id }) => id)]);
    if (ideas.length > 0) this.known.value = known;
    this.forgetPending(ideas);
    return news;
  }

  /** Takes the answer to an own act: it is shown at once. */
  takeOwn(idea: Idea): void {
    this.ownIds.value = new Set([...this.ownIds.value, idea.id]);
    this.take([idea]);
    this.heldIds.value = without(this.heldIds.value, idea.id);
  }

  /** Hears that an idea was made by this person in another tab. */
  madeElsewhere(ids: readonly number[]): void {
    if (ids.length === 0) return;
    this.ownIds.value = new Set([...this.ownIds.value, ...ids]);
    const held = [...this.heldIds.value].filter((id) => !ids.includes(id));
    if (held.length < this.heldIds.value.size) this.heldIds.value = new Set(held);
  }

  /** Notes an own support; taking it back goes for what was merged, too. */
  setSupported(id: number, on: boolean): void {
    let rest = without(this.supportedIds.value, id);
    if (!on) for (const part of this.partsOf(id)) rest = without(rest, part.id);
    this.supportedIds.value = on ? new Set([...rest, id]) : rest;
  }

  /** Shows what was held back; answers the ids of that. */
  release(): ReadonlySet<number> {
    const held = this.heldIds.value;
    this.heldIds.value = new Set();
    this.settle();
    return held;
  }

  /** Puts the list in the order that is right by now. */
  settle(): void {
    this.settled.value = new Map(this.listed(() => true).map((idea) => [idea.id, idea]));
  }

  private standsAlone(idea: Idea): boolean {
    return idea.state === "visible" && this.known.value.get(idea.into ?? 0)?.state !== "visible";
  }

  private wholeOf(idea: Idea): number {
    let whole = idea;
    // Never longer than the list, whatever it says.
    for (let steps = this.known.value.size; steps > 0 && !this.standsAlone(whole); steps--) {
      whole = this.known.value.get(whole.into ?? 0) ?? whole;
    }
    return whole.id;
  }

  private waitsHere({ id, state }: Idea): boolean {
    return state === "waiting" && !this.leads && this.ownIds.value.has(id);
  }

  private leaves(idea: Idea): boolean {
    return idea.state !== "visible" && this.known.value.get(idea.id)?.state === "visible";
  }

  private forgetPending(shown: readonly Idea[]): void {
    const overtaken = shown.filter(({ id, rev }) => (this.pending.value?.get(id)?.rev ?? rev + 1) <= rev);
    if (overtaken.length === 0) return;
    const pending = new Map(this.pending.value);
    for (const { id } of overtaken) pending.delete(id);
    this.pending.value = pending;
  }

  private listed(choose: (idea: Idea) => boolean): ShownIdea[] {
    return [...this.known.value.values()].filter((idea): idea is ShownIdea => isComplete(idea) && choose(idea));
  }
}

function isComplete(idea: Idea): idea is ShownIdea {
  return idea.number !== undefined && idea.text !== undefined && idea.support !== undefined;
}

function sorted(ideas: readonly ShownIdea[], by: Sorting, settled: ReadonlyMap<number, ShownIdea>): ShownIdea[] {
  const newest = [...ideas].sort((a, b) => b.number - a.number);
  const then = (idea: ShownIdea): ShownIdea => settled.get(idea.id) ?? idea;
  if (by === "support") return newest.sort((a, b) => then(b).support - then(a).support);
  return by === "open" ? newest.filter((idea) => !then(idea).taken_over) : newest;
}

function without(ids: ReadonlySet<number>, id: number): Set<number> {
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}
