// What the server says about the page, read once from its JSON island. No script of ours looks for
// facts anywhere else in the markup.
import type { Box, Idea, Role, RoomState } from "../live/protocol";
import type { Catalogue } from "./t";

export interface PageData {
  /** Which page it is. */
  page: string;
  lang: string;
  texts: Catalogue;
}

export type OutcomeKind = "insight" | "decision" | "action" | "question" | "quote";

/** What the outcome buttons write, in the conference's language (notes/domain/marking.py). */
export interface Marking {
  /** What stands before and behind the words. */
  markers: Record<OutcomeKind, [before: string, behind: string]>;
  /** Stands before the day in "(uiterlijk …)". */
  dueBy: string;
}

/** What the notes of a page need to be read and typed in. */
export interface NotepadData extends PageData {
  /** For the styles that the editor adds; the same value stands in the content security policy. */
  nonce: string | null;
  conference: { timezone: string; language: string };
  notepad: number;
  epoch: number;
  /** The version of the notes' blocks that stand in the page. */
  version: string | null;
  /** May type in the notes: the editor opens. */
  writes: boolean;
  /** The notes are probably too large for a socket message: they are fetched before the join. */
  large: boolean;
  role: Role;
  me: { name: string } | null;
  csrf: string;
  /** Whose page this is; "" where nothing may be kept. */
  session: string;
  /** When the page was made, in milliseconds since 1970. */
  made: number;
  limits: { notepad: number };
  marking: Marking;
}

export interface TopicPageData extends NotepadData {
  conference: { id: number; timezone: string; language: string };
  topic: { id: number; title: string };
  /** The conference's other topics. */
  topics: { id: number; title: string }[];
  box: Box;
  /** May add and support ideas. */
  ideas: boolean;
  takeOver: boolean;
  state: RoomState;
  own: number[];
  supported: number[];
  ideaList: Idea[];
  limits: { idea: number; notepad: number };
  here: number;
  /** For who leads: the rounds in which this topic meets, and when each begins. */
  rounds?: { title: string; begins: number }[];
  /** The styles of the editor and of who leads. */
  styles: string;
  /** Where the texts are that only they need; null where the page has them. */
  moreTexts: string | null;
  urls: { join: string | null; ideas: string; line: string };
}

/** Reads the page's data; a page without them is an ordinary page in the language of its markup. */
export function readPageData<T extends PageData = PageData>(): T | null {
  const island = document.getElementById("page-data");
  return island === null ? null : (JSON.parse(island.textContent ?? "") as T);
}

/** Whether the role may lead a room: take ideas over, hide, open and close. */
export function isStaff(role: Role): boolean {
  return role === "organiser" || role === "facilitator";
}
