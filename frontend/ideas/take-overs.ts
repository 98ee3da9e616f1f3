// Taking ideas over into the notes: once per idea, with ten seconds to change one's mind.
import { signal } from "@preact/signals";
import { uuid } from "../ground/ids";
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";
import { type After, type Idea, isProblem, type Kind } from "../live/protocol";
import type { Transport } from "../live/transport";

const UNDO_MS = 10_000;

interface TakeOver {
  idea: number;
  request: string;
}

export interface TakeOverWishes {
  transport: Transport;
  timers: Timers;
  /** Below which line the idea goes; null for the end. */
  place(): After | null;
  took(idea: Idea): void;
  announce(text: string): void;
}

export class TakeOvers {
  /** What can be undone now. */
  readonly undoable = signal<TakeOver | null>(null);
  /** What is being asked of the server, by idea. */
  readonly busy = signal<ReadonlySet<number>>(new Set());
  /** Why the last try did not work, by idea. */
  readonly problems = signal<ReadonlyMap<number, string>>(new Map());
  private cancel: () => void = () => undefined;
  // The same request again is answered and not done twice, so a try without an answer is repeated.
  private readonly requests = new Map<number, string>();

  constructor(private readonly wishes: TakeOverWishes) {}

  async takeOver(idea: number, kind: Kind | null): Promise<void> {
    const request = this.requests.get(idea) ?? uuid();
    this.requests.set(idea, request);
    await this.ask(idea, async () => {
      const answer = await this.wishes.transport.request("take_over", {
        idea,
        request,
        after: this.wishes.place(),
        kind,
      });
      this.requests.delete(idea);
      if (isProblem(answer)) {
        const { by, code, message } = answer.error;
        return code === "already_taken_over" && by ? t("Al overgenomen door {name}.", { name: by }) : message;
      }
      this.wishes.took(answer.idea);
      this.mayUndo({ idea, request: answer.request });
      return null;
    });
  }

  /** Undoes the newest take-over while it can be; false when there is none. */
  undo(): boolean {
    const undoable = this.undoable.value;
    if (undoable === null) return false;
    this.mayUndo(null);
    void this.ask(undoable.idea, async () => {
      const answer = await this.wishes.transport.request("undo_take_over", { request: undoable.request });
      if (isProblem(answer)) return answer.error.message;
      this.wishes.took(answer.idea);
      this.wishes.announce(t("Het overnemen is ongedaan gemaakt."));
      return null;
    });
    return true;
  }

  private mayUndo(takeOver: TakeOver | null): void {
    this.cancel();
    this.undoable.value = takeOver;
    if (takeOver === null) return;
    this.wishes.announce(t("Het idee staat in de notities. Je kunt het nog even ongedaan maken."));
    this.cancel = this.wishes.timers.after(UNDO_MS, () => {
      this.undoable.value = null;
    });
  }

  private async ask(idea: number, work: () => Promise<string | null>): Promise<void> {
    if (this.busy.value.has(idea)) return;
    this.busy.value = new Set([...this.busy.value, idea]);
    const problem = await work().catch(() => t("Geen antwoord van de server. Probeer het zo nog eens."));
    const problems = new Map(this.problems.value);
    if (problem === null) problems.delete(idea);
    else problems.set(idea, problem);
    this.problems.value = problems;
    if (problem !== null) this.wishes.announce(problem);
    this.busy.value = new Set([...this.busy.value].filter((id) => id !== idea));
  }
}
