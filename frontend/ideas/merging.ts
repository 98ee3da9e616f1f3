// Which ideas a facilitator is about to merge, and what was merged just now and can be undone at once.
// Later, each merged idea has its own button to be separated again.
import { signal } from "../ground/signals";
import { t, tn } from "../ground/t";
import type { Timers } from "../ground/timers";
import { type Answer, type Idea, isProblem } from "../live/protocol";
import type { Transport } from "../live/transport";
import type { IdeaStore, ShownIdea } from "./idea-store";

const UNDO_MS = 10_000;

interface Merged {
  kept: number;
  ideas: number[];
}

export interface MergingWishes {
  transport: Transport;
  timers: Timers;
  store: IdeaStore;
  announce(text: string): void;
  /** Fetches groups of ideas (by id) that are probably the same. */
  duplicates(): Promise<Answer<{ groups: number[][] }>>;
}

export class Merging {
  /** Chosen by hand, in the order in which they were chosen. */
  readonly chosen = signal<readonly number[]>([]);
  /** Probably the same; null before it was asked. */
  readonly groups = signal<readonly (readonly number[])[] | null>(null);
  readonly undoable = signal<Merged | null>(null);
  readonly problem = signal("");
  readonly busy = signal(false);
  private cancel: () => void = () => undefined;

  constructor(private readonly wishes: MergingWishes) {}

  choose(id: number, on: boolean): void {
    const rest = this.chosen.value.filter((each) => each !== id);
    this.chosen.value = on ? [...rest, id] : rest;
  }

  /** The ideas of these that are still listed by themselves. */
  listed(ids: readonly number[]): ShownIdea[] {
    const visible = new Map(this.wishes.store.visible.value.map((idea) => [idea.id, idea]));
    return ids.flatMap((id) => visible.get(id) ?? []);
  }

  async look(): Promise<void> {
    await this.ask(async () => {
      const answer = await this.wishes.duplicates();
      if (isProblem(answer)) return answer.error.message;
      this.groups.value = answer.groups;
      return null;
    });
  }

  /** Says that the ideas of a group are different: it is not shown again until the list is fetched anew. */
  different(group: readonly number[]): void {
    this.groups.value = this.groups.value?.filter((each) => each !== group) ?? null;
  }

  async merge(kept: number, ideas: number[]): Promise<void> {
    await this.ask(async () => {
      const answer = await this.wishes.transport.request("idea_merge", { kept, ideas });
      if (isProblem(answer)) return answer.error.message;
      this.wishes.store.take([answer.idea, ...this.now(ideas, kept)]);
      this.chosen.value = this.chosen.value.filter((id) => id !== kept && !ideas.includes(id));
      this.mayUndo({ kept, ideas });
      this.wishes.announce(tn("{count} idee samengevoegd.", "{count} ideeën samengevoegd.", ideas.length + 1));
      return null;
    });
  }

  async separate(ideas: number[]): Promise<string | null> {
    return this.ask(async () => {
      const answer = await this.wishes.transport.request("idea_separate", { ideas });
      if (isProblem(answer)) return answer.error.message;
      this.wishes.store.take([answer.idea, ...this.now(ideas.slice(1), null)]);
      this.mayUndo(null);
      this.wishes.announce(t("De ideeën staan weer los."));
      return null;
    });
  }

  // Shown at once; the frame that tells everybody has a newer revision.
  private now(ids: readonly number[], into: number | null): Idea[] {
    return ids.flatMap((id) => {
      const idea = this.wishes.store.newest(id);
      return idea === undefined ? [] : [{ ...idea, into }];
    });
  }

  private mayUndo(merged: Merged | null): void {
    this.cancel();
    this.undoable.value = merged;
    if (merged === null) return;
    this.cancel = this.wishes.timers.after(UNDO_MS, () => {
      this.undoable.value = null;
    });
  }

  private async ask(work: () => Promise<string | null>): Promise<string | null> {
    if (this.busy.value) return null;
    this.busy.value = true;
    const problem = await work().catch(() => t("Geen antwoord van de server. Probeer het zo nog eens."));
    this.busy.value = false;
    this.problem.value = problem ?? "";
    if (problem !== null) this.wishes.announce(problem);
    return problem;
  }
}
