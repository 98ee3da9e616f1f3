// Whose the client ids of a notepad are, as the server's record says: asked when it is to be shown, and
// again, at a calm pace, when somebody unknown has written.
import { nameOf, personClass } from "../face/people";
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";
import type { Role } from "../live/protocol";

/** The least time between two questions. */
const AGAIN_MS = 3_000;

export interface Author {
  person: number;
  name: string;
  kind: Role;
}

/** The server's answer. */
export interface AuthorsAnswer {
  people: Author[];
  clients: Record<string, { person: number | null; idea: { number: number; name: string } | null; template: boolean }>;
}

/** Where a part of the text comes from, as it is shown. */
export interface Source {
  /** The same for everything that looks the same and is called the same. */
  key: string;
  look: string;
  /** Short, for a list. */
  label: string;
  /** Whole, for the line below the notes. */
  sentence: string;
  /** The person who typed it; null where the words are an idea's or the server's. */
  author: Author | null;
}

function unknown(): Source {
  const label = t("Onbekend");
  return {
    key: "unknown",
    look: "author-nobody",
    label,
    sentence: t("Niet meer bekend wie dit schreef"),
    author: null,
  };
}

/** What of an answer is shown, by client id. */
export function sourcesOf(answer: AuthorsAnswer, me: number): Map<number, Source> {
  const people = new Map(answer.people.map((author) => [author.person, author]));
  return new Map(
    Object.entries(answer.clients).map(([client, { person, idea, template }]) => {
      const author = person === null ? undefined : people.get(person);
      return [Number(client), sourceOf(author, idea, template, me)];
    }),
  );
}

function sourceOf(
  author: Author | undefined,
  idea: { number: number; name: string } | null,
  template: boolean,
  me: number,
): Source {
  if (idea !== null) {
    const name = idea.name || t("een deelnemer");
    const sentence = t("Idee van {name}, overgenomen in de notities", { name });
    return { key: `idea ${idea.number}`, look: "author-idea", label: t("Overgenomen ideeën"), sentence, author: null };
  }
  if (template) {
    const label = t("Sjabloon");
    return { key: "template", look: "author-nobody", label, sentence: t("Uit het sjabloon"), author: null };
  }
  if (author === undefined) return unknown();
  const mine = author.person === me;
  const name = nameOf(author);
  return {
    key: `person ${author.person}`,
    look: personClass(author.person),
    label: mine ? t("jij") : name,
    sentence: mine ? t("Geschreven door jou") : t("Geschreven door {name}", { name }),
    author,
  };
}

export class AuthorRecord {
  private sources = new Map<number, Source>();
  private readonly wanted = new Set<number>();
  private resting = false;
  private stopped = false;

  constructor(
    private readonly fetchAnswer: () => Promise<AuthorsAnswer>,
    private readonly me: number,
    private readonly timers: Timers,
    /** The record says more than before. */
    private readonly changed: () => void,
  ) {}

  /** Where a client's text comes from; null while that is not known, and then it is asked. */
  source(client: number): Source | null {
    const known = this.sources.get(client);
    if (known === undefined) this.want(client);
    return known ?? null;
  }

  stop(): void {
    this.stopped = true;
  }

  private want(client: number): void {
    this.wanted.add(client);
    if (!this.resting) void this.ask();
  }

  private async ask(): Promise<void> {
    this.resting = true;
    const asked = [...this.wanted];
    this.wanted.clear();
    const found = await this.fetchAnswer().catch(() => null);
    this.timers.after(AGAIN_MS, () => {
      this.resting = false;
      for (const client of this.wanted) if (this.sources.has(client)) this.wanted.delete(client);
      if (this.wanted.size > 0 && !this.stopped) void this.ask();
    });
    // Without internet what is known stays; the next look at somebody unknown asks again.
    if (found === null || this.stopped) return;
    this.sources = sourcesOf(found, this.me);
    for (const client of asked) if (!this.sources.has(client)) this.sources.set(client, unknown());
    this.changed();
  }
}
