// What the list of ideas can do and must know, as one value that the components get.

import type { JSX } from "preact";
import type { ReadonlySignal } from "../ground/signals";
import type { IdeaStore, ShownIdea } from "./idea-store";
import type { SupportOutbox } from "./support-outbox";

export interface May {
  support: boolean;
  takeOver: boolean;
  moderate: boolean;
}

export interface Acts {
  store: IdeaStore;
  supports: SupportOutbox;
  /** Changes under an open page. */
  may: ReadonlySignal<May>;
  /** What whoever leads the room gets beside all this; null for everybody else, and until it is loaded. */
  staff: ReadonlySignal<StaffParts | null>;
  /** Nothing goes now: there is no connection, or the server asked for patience. */
  stuck: ReadonlySignal<boolean>;
  /** Why an "Ik ook" of this person was not taken, by idea. */
  supportProblems: ReadonlySignal<Readonly<Record<number, string>>>;
  language: string;
  timezone: string;
  limit: number;
  support(idea: number, on: boolean, shown: number): void;
  /** Answers what went wrong, or null. */
  edit(idea: number, text: string): Promise<string | null>;
  withdraw(idea: number): Promise<string | null>;
  /** Keeps words in sight that cannot be saved, with the reason. */
  putAside(text: string, reason: string): void;
  /** Where in the notes the idea stands. */
  goToNotes(number: number): void;
}

/** What staff.tsx adds to the list: participants load nothing of it. */
export interface StaffParts {
  /** On top of each idea: to choose it. */
  pick(idea: ShownIdea): JSX.Element;
  /** With each idea, before its support. */
  first(idea: ShownIdea): JSX.Element;
  /** With each idea, behind everything else. */
  last(idea: ShownIdea): JSX.Element;
  /** With each idea that was merged into another one. */
  part(idea: ShownIdea): JSX.Element;
  /** Undoes what was just taken over; false when there is nothing. */
  undo(): boolean;
  /** Whether new ideas of others wait until they are asked for. */
  readonly paused: boolean;
}
