// Taking ideas over into the notes: once per idea, with ten seconds to change one's mind.

import { uuid } from "../ground/ids";
import { signal } from "../ground/signals";
import { t, tn } from "../ground/t";
import type { Timers } from "../ground/timers";
import { type After, type Answer, type Idea, isProblem, type Kind } from "../live/protocol";
import type { Transport } from "../live/transport";
import { UNDO_MS } from "./undoable";

interface TakeOver {
  ideas: readonly number[];
  requests: readonly string[];
}

export interface TakeOverWishes {
  transport: Transport;
  timers: Timers;
  /** Below which line the idea goes; null for the end. */
  place(): After | null;
  took(ideas: readonly Idea[]): void;
  announce(text: string): void;
}

export class TakeOvers {
  /** What can be undone now, in one act. */
  readonly undoable = signal<TakeOver | null>(null);
  /** What is being asked of the server, by idea. */
  readonly busy = signal<ReadonlySet<number>>(new Set());
  /** Why the last try did not work, by idea. */
  readonly problems = signal<ReadonlyMap<number, string>>(new Map());
  private cancel: () => void = () => undefined;
  // The same request again is answered and not done twice, so a try without an answer is repeated.
  private readonly requests = new Map<number, string>();

  constructor(private readonly wishes: TakeOverWishes) {
    // What found no connection works again.
    wishes.transport.onConnection((connected) => {
      if (connected) this.problems.value = new Map();
    });
  }

  async takeOver(idea: number, kind: Kind | null): Promise<void> {
    const [[, request]] = this.asked([idea]);
    await this.ask([idea], async () => {
      const after = this.wishes.place();
      const answer = await this.wishes.transport.request("take_over", { idea, request, after, kind });
      this.requests.delete(idea);
      if (isProblem(answer)) {
        const { by, code, message } = answer.error;
        if (code === "merged_meanwhile") return t("Dit idee is intussen samengevoegd. Het is niet overgenomen.");
        return code === "already_taken_over" && by ? t("Al overgenomen door {name}.", { name: by }) : message;
      }
      this.wishes.took([answer.idea]);
      this.mayUndo({ ideas: [idea], requests: [request] });
      return null;
    });
  }

  /** Takes several over, one below the other, in one act; what somebody else took meanwhile stays theirs. */
  async takeOverAll(ideas: readonly Idea[], kind: Kind | null): Promise<void> {
    const requests = this.asked(ideas.map(({ id }) => id));
    await this.ask(
      ideas.map(({ id }) => id),
      async () => {
        const after = this.wishes.place();
        const answer = await this.wishes.transport.request("take_over_several", { requests, after, kind });
        for (const [id] of requests) this.requests.delete(id);
        if (isProblem(answer)) return answer.error.message;
        const before = new Set(ideas.filter((idea) => idea.taken_over).map(({ id }) => id));
        this.wishes.took(answer.ideas);
        const taken = new Set(
          answer.ideas.filter(({ id, taken_over: now }) => now && !before.has(id)).map(({ id }) => id),
        );
        const mine = requests.filter(([id]) => taken.has(id));
        this.mayUndo({ ideas: mine.map(([id]) => id), requests: mine.map(([, request]) => request) });
        return null;
      },
    );
  }

  /** What went wrong with an idea says nothing any more. */
  forget(idea: number): void {
    if (!this.problems.value.has(idea)) return;
    this.problems.value = new Map([...this.problems.value].filter(([id]) => id !== idea));
  }

  /** Undoes the newest take-over while it can be; false when there is none. */
  undo(): boolean {
    const undoable = this.undoable.value;
    if (undoable === null) return false;
    this.mayUndo(null);
    void this.ask(undoable.ideas, async () => {
      const answer = await this.undone(undoable.requests);
      if (isProblem(answer)) return answer.error.message;
      this.wishes.took("ideas" in answer ? answer.ideas : [answer.idea]);
      this.wishes.announce(t("Het overnemen is ongedaan gemaakt."));
      return null;
    });
    return true;
  }

  private undone(requests: readonly string[]): Promise<Answer<{ idea: Idea } | { ideas: Idea[] }>> {
    const [request = ""] = requests;
    if (requests.length === 1) return this.wishes.transport.request("undo_take_over", { request });
    return this.wishes.transport.request("undo_take_overs", { requests: [...requests] });
  }

  private asked(ideas: readonly number[]): [number, string][] & [[number, string]] {
    const pairs = ideas.map((idea): [number, string] => [idea, this.requests.get(idea) ?? uuid()]);
    for (const [idea, request] of pairs) this.requests.set(idea, request);
    return pairs as [number, string][] & [[number, string]];
  }

  private mayUndo(takeOver: TakeOver | null): void {
    this.cancel();
    this.undoable.value = takeOver;
    if (takeOver === null) return;
    this.wishes.announce(
      tn(
        "Het idee staat in de notities. Je kunt het nog even ongedaan maken.",
        "{count} ideeën staan in de notities. Je kunt het nog even ongedaan maken.",
        takeOver.ideas.length,
      ),
    );
    this.cancel = this.wishes.timers.after(UNDO_MS, () => {
      this.undoable.value = null;
    });
  }

  private async ask(ideas: readonly number[], work: () => Promise<string | null>): Promise<void> {
    if (ideas.some((idea) => this.busy.value.has(idea))) return;
    this.busy.value = new Set([...this.busy.value, ...ideas]);
    const problem = await work().catch(() => t("Geen antwoord van de server. Probeer het zo nog eens."));
    const problems = new Map(this.problems.value);
    for (const idea of ideas) {
      if (problem === null) problems.delete(idea);
      else problems.set(idea, problem);
    }
    this.problems.value = problems;
    if (problem !== null) this.wishes.announce(problem);
    this.busy.value = new Set([...this.busy.value].filter((id) => !ideas.includes(id)));
  }
}
