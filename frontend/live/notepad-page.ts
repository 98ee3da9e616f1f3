import type * as Y from "yjs";
import type { SaveState } from "./outbox";
import type { Cursor, Present } from "./presence";
import type { Box, Idea, Problem, RoomState } from "./protocol";

/** What the page does with what happens in a notepad. */
export interface NotepadPage {
  /** A document is there to be shown and typed in; `knownAt` is its age where no server has confirmed it yet. */
  opened(text: Y.Text, knownAt: number | null): void;
  /** The server let this browser in, into this epoch of the notes. */
  joined(epoch: number): void;
  /** What is typed in the shown document from now on is not sent; the next `opened` replaces it. */
  finished(): void;
  saveState(state: SaveState): void;
  cursors(cursors: readonly Cursor[]): void;
  /** Who writes here now, oneself (at the seat `mine`) included. */
  people(people: readonly Present[], mine: number): void;
  ideas(ideas: readonly Idea[]): void;
  here(count: number): void;
  room(state: RoomState, box?: Box): void;
  /** Words that were typed here and are not in the notes. */
  keptText(text: string, reason: string): void;
  /** The server does not let this browser write now. */
  shut(problem: Problem): void;
  /** What the editor shows, to be compared with the document. */
  shownText(): string | null;
  /** Everything in this conference was removed; nothing of what was typed here is kept. */
  cleared(): void;
}
