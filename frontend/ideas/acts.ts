// What the list of ideas can do and must know, as one value that the components get.
import type { ReadonlySignal } from "@preact/signals";
import type { Idea, Kind } from "../live/protocol";
import type { IdeaStore } from "./idea-store";
import type { SupportOutbox } from "./support-outbox";
import type { TakeOvers } from "./take-overs";

export interface May {
  support: boolean;
  takeOver: boolean;
  moderate: boolean;
}

export interface Acts {
  store: IdeaStore;
  supports: SupportOutbox;
  takeOvers: TakeOvers;
  /** Changes under an open page. */
  may: ReadonlySignal<May>;
  language: string;
  timezone: string;
  limit: number;
  support(idea: number, on: boolean, shown: number): void;
  takeOver(idea: number, kind: Kind | null): void;
  /** Answers what went wrong, or null. */
  edit(idea: number, text: string): Promise<string | null>;
  withdraw(idea: number): Promise<string | null>;
  hide(idea: Idea, hidden: boolean): Promise<string | null>;
  /** Where in the notes the idea stands. */
  goToNotes(number: number): void;
}
