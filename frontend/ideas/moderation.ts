// What whoever leads the room does with others' ideas. Each act answers what went wrong, or null, and can be undone.
import { t, tn } from "../ground/t";
import { type Answer, type Idea, isProblem, type Switch } from "../live/protocol";
import type { Transport } from "../live/transport";
import type { IdeaStore } from "./idea-store";
import type { Undoable } from "./undoable";

const AT_ONCE = 200; // as the server's limit for one act

export type Outcome = Promise<string | null>;
interface Topic {
  id: number;
  title: string;
}

export class Moderation {
  constructor(
    private readonly transport: Transport,
    private readonly store: IdeaStore,
    private readonly undoable: Undoable,
    private readonly topic: number,
  ) {}

  /** Hides an idea at once; why can be noted afterwards. */
  async hide(idea: Idea): Outcome {
    const before = idea.state;
    return await this.change(this.asked(idea, true), () => this.hid([[idea.id, before]]));
  }

  /** Hides an idea together with its line in the notes. */
  async hideWithLine({ id }: Idea): Outcome {
    return await this.change(this.transport.request("idea_hide_line", { idea: id }), ({ line }) =>
      this.undoable.did({
        text: t("Het idee is verborgen en de regel is weg uit de notities."),
        hidden: id,
        undo: () =>
          line === null
            ? this.setStates([[id, "visible"]])
            : this.change(this.transport.request("idea_show_line", { idea: id, line })),
      }),
    );
  }

  async noteReason(idea: number, reason: string): Outcome {
    return await this.change(this.transport.request("idea_hide", { idea, hidden: true, reason }));
  }

  /** Shows ideas that were hidden, or approves those that wait. */
  async show(ideas: readonly Idea[]): Outcome {
    const before = ideas.map(({ id, state }): [number, string] => [id, state]);
    return await this.change(this.moderated(ideas.map(({ id }) => [id, "visible"])), () => {
      const text = tn("{count} idee staat in de lijst.", "{count} ideeën staan in de lijst.", ideas.length);
      this.undoable.did({ text, undo: () => this.setStates(before) });
    });
  }

  /** Hides several at once. */
  async hideAll(ideas: readonly Idea[]): Outcome {
    const before = ideas.map(({ id, state }): [number, string] => [id, state]);
    return await this.change(this.moderated(ideas.map(({ id }) => [id, "hidden"])), () => this.hid(before));
  }

  async hideDevice({ id }: Idea): Outcome {
    return await this.change(this.transport.request("device_hide", { idea: id, topic: this.topic }), ({ before }) =>
      this.hid(before),
    );
  }

  async letDeviceWait({ id }: Idea, waits: boolean): Outcome {
    return await this.change(this.transport.request("device_wait", { idea: id, waits }), () =>
      this.undoable.did({
        text: waits
          ? t("Nieuwe ideeën van dit apparaat wachten op goedkeuring.")
          : t("Ideeën van dit apparaat komen weer meteen in de lijst."),
        undo: () => this.change(this.transport.request("device_wait", { idea: id, waits: !waits })),
      }),
    );
  }

  async removeName({ id }: Idea, removed: boolean): Outcome {
    return await this.change(this.transport.request("name_remove", { idea: id, removed }), () =>
      this.undoable.did({
        text: removed ? t("De naam is weg.") : t("De naam staat er weer."),
        undo: () => this.change(this.transport.request("name_remove", { idea: id, removed: !removed })),
      }),
    );
  }

  async move({ id }: Idea, to: Topic): Outcome {
    const ask = (topic: number) => this.transport.request("idea_move", { idea: id, topic, here: this.topic });
    return await this.change(ask(to.id), () =>
      this.undoable.did({
        text: t("Het idee staat nu bij ‘{topic}’.", { topic: to.title }),
        undo: () => this.change(ask(this.topic)),
      }),
    );
  }

  async switch(name: Switch, on: boolean): Outcome {
    return await this.change(this.transport.request("topic_switch", { topic: this.topic, name, on }));
  }

  /** What was hidden one after the other comes back in one act. */
  private hid(before: readonly [number, string][]): void {
    const earlier = this.undoable.done.value?.hid ?? [];
    const all = new Map([...before, ...earlier]);
    const states = all.size > AT_ONCE ? new Map(before) : all;
    const [only] = states.size === 1 ? states.keys() : [];
    const hidden = hiddenText(states.size);
    const stays = [...states.keys()].some((id) => this.store.newest(id)?.taken_over);
    this.undoable.did({
      text: stays ? [hidden, t("Wat overgenomen is, staat nog in de notities.")].join(" ") : hidden,
      hid: states,
      ...(only === undefined ? {} : { hidden: only }),
      undo: () => this.setStates([...states]),
    });
  }

  private asked(idea: Idea, hidden: boolean): Promise<Answer<{ idea: Idea }>> {
    return this.transport.request("idea_hide", { idea: idea.id, hidden, reason: "" });
  }

  private moderated(states: [number, string][]): Promise<Answer<{ ideas: Idea[] }>> {
    return this.transport.request("ideas_moderate", { states });
  }

  private async setStates(states: [number, string][]): Outcome {
    return states.length === 0 ? null : await this.change(this.moderated(states));
  }

  /** Takes an answer; what to do when it worked comes with it. */
  private async change<T extends { idea?: Idea; ideas?: Idea[] } | object>(
    asked: Promise<Answer<T>>,
    worked: (answer: T) => void = () => undefined,
  ): Outcome {
    try {
      const answer = await asked;
      if (isProblem(answer)) return answer.error.message;
      const { idea, ideas = [] } = answer as { idea?: Idea; ideas?: Idea[] };
      this.store.take(idea === undefined ? ideas : [idea, ...ideas]);
      worked(answer);
      return null;
    } catch {
      return t("Geen antwoord van de server. Probeer het zo nog eens.");
    }
  }
}

function hiddenText(count: number): string {
  return tn("{count} idee is verborgen.", "{count} ideeën zijn verborgen.", count);
}
