// The ideas of a topic as this browser knows them. What arrives twice counts once, what is older
// than what is here is ignored, and new ideas of others wait while somebody is reading.
import { computed, signal } from "@preact/signals";
import type { Idea } from "../live/protocol";

export type Sorting = "newest" | "support" | "open";

/** An idea that may be shown: all its words are known. */
export type ShownIdea = Idea & { number: number; text: string; support: number };

export class IdeaStore {
  readonly sorting = signal<Sorting>("newest");
  /** Nothing new is shown until this is false again. */
  readonly paused = signal(false);
  private readonly known = signal<ReadonlyMap<number, Idea>>(new Map());
  private readonly ownIds = signal<ReadonlySet<number>>(new Set());
  private readonly supportedIds = signal<ReadonlySet<number>>(new Set());
  private readonly heldIds = signal<ReadonlySet<number>>(new Set());

  readonly visible = computed(() => {
    const held = this.heldIds.value;
    const ideas = this.listed((idea) => idea.state === "visible" && !held.has(idea.id));
    return sorted(ideas, this.sorting.value);
  });
  /** Hidden and waiting ones, which only staff receive with their words. */
  readonly aside = computed(() => this.listed((idea) => idea.state === "hidden" || idea.state === "waiting"));
  readonly count = computed(() => this.listed((idea) => idea.state === "visible").length);
  readonly fresh = computed(() => this.heldIds.value.size);

  constructor(ideas: readonly Idea[], own: readonly number[], supported: readonly number[]) {
    this.ownIds.value = new Set(own);
    this.supportedIds.value = new Set(supported);
    this.known.value = new Map(ideas.map((idea) => [idea.id, idea]));
  }

  isOwn(id: number): boolean {
    return this.ownIds.value.has(id);
  }

  isSupported(id: number): boolean {
    return this.supportedIds.value.has(id);
  }

  get(id: number): Idea | undefined {
    return this.known.value.get(id);
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
    const held = news.filter((idea) => this.paused.value || hold(idea));
    if (held.length > 0) this.heldIds.value = new Set([...this.heldIds.value, ...held.map(({ id }) => id)]);
    if (ideas.length > 0) this.known.value = known;
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

  setSupported(id: number, on: boolean): void {
    const rest = without(this.supportedIds.value, id);
    this.supportedIds.value = on ? new Set([...rest, id]) : rest;
  }

  /** Shows what was held back. */
  release(): void {
    this.heldIds.value = new Set();
  }

  private listed(choose: (idea: Idea) => boolean): ShownIdea[] {
    return [...this.known.value.values()].filter((idea): idea is ShownIdea => isComplete(idea) && choose(idea));
  }
}

function isComplete(idea: Idea): idea is ShownIdea {
  return idea.number !== undefined && idea.text !== undefined && idea.support !== undefined;
}

function sorted(ideas: readonly ShownIdea[], by: Sorting): ShownIdea[] {
  const newest = [...ideas].sort((a, b) => b.number - a.number);
  if (by === "support") return newest.sort((a, b) => b.support - a.support || b.number - a.number);
  return by === "open" ? newest.filter((idea) => !idea.taken_over) : newest;
}

function without(ids: ReadonlySet<number>, id: number): Set<number> {
  const rest = new Set(ids);
  rest.delete(id);
  return rest;
}
