// What travels between browser and server, as types. The names are the protocol's own; transport.ts
// turns every binary field into Uint8Array before anybody sees it.

export type Role = "organiser" | "facilitator" | "participant" | "reader";
export type RoomState = "closed" | "open" | "frozen" | "locked";
export type Kind = "note" | "insight" | "decision" | "action" | "question" | "quote";

/** What everybody may know of an idea. Own and supported are this browser's own knowledge. */
export interface Idea {
  id: number;
  rev: number;
  /** "moved": it stands in another topic now. */
  state: "visible" | "waiting" | "hidden" | "withdrawn" | "moved";
  number?: number;
  uuid?: string;
  topic?: number;
  text?: string;
  name?: string;
  /** A facilitator took its name away. */
  unnamed?: boolean;
  own?: boolean;
  support?: number;
  supported?: boolean;
  /** `number` is what the link in the notes names: its own, or that of an idea that was merged into it. */
  taken_over?: { notepad: number; by: string; number: number } | null;
  hands?: number | null;
  late?: boolean;
  paper?: boolean;
  /** The idea that it was merged into. */
  into?: number | null;
  created?: number;
  /** For staff only: why it is hidden, a number for the device that sent it, whether that waits for approval. */
  reason?: string;
  device?: number | null;
  waits?: boolean;
}

/** What whoever leads a room turns on and off there. */
export type Switch = "ideas_open" | "approval" | "early_ideas";

/** How ideas are taken from who does not lead the room. */
export interface Box {
  open: boolean;
  approval: boolean;
  /** Before the room is open, too. */
  early: boolean;
}

/** A line that was taken out of the notes, and where it stood. */
export interface TakenLine {
  text: string;
  above: string | null;
  offset: number;
}

export interface SeatInfo {
  name: string;
  /** The person's number in this notepad: the same in every tab and on every day. */
  person: number;
  kind: Role;
}

/** One end of a selection: client id, clock and side; clock -1 is the end of the text. */
export type Place = [client: number, clock: number, assoc: number];

/** The two ends of a selection; null where there is none. */
export interface Ends {
  anchor: Place | null;
  head: Place | null;
}

export type Block = [key: string, html: string];

export interface Problem {
  code: string;
  message: string;
  epoch?: number;
  /** Of a `reset`: why the notes began again. */
  reason?: string;
  by?: string;
}
export type Answer<T> = T | { error: Problem };

export interface WriterAnswer {
  epoch: number;
  role: "writer";
  me: SeatInfo & { seat: number };
  update: Uint8Array | null;
  seq: number;
  saved: number;
  fetch: boolean;
  state: RoomState;
  box?: Box;
  seats: [number, SeatInfo][];
  /** Where everybody's cursor stood last. */
  presence?: [number, Place | null, Place | null][];
  ideas: Idea[];
  here: number;
}

export interface ViewerAnswer {
  epoch: number;
  seq: number;
  version: string;
  /** All of them; null where `change` makes them of the version that the page has. */
  blocks: Block[] | null;
  change: [at: number, remove: number, insert: Block[]] | null;
  ideas: Idea[];
  here: number;
  state: RoomState;
  /** What this person is here now: it may have changed while the page was away. */
  person: Role;
  box?: Box;
}

export interface Frame {
  notepad: number;
  epoch: number;
  seq: number;
  prev: number;
  update?: Uint8Array | null;
  saved: [number, number][];
  presence?: [number, Place | null, Place | null][];
  seats?: [number, SeatInfo | null][];
  ideas?: Idea[];
  here?: number;
  check?: [seq: number, crc: number];
}

export interface Beat {
  notepad: number;
  epoch: number;
  seq: number;
  from: string;
  version: string;
  at: number;
  remove: number;
  insert: Block[];
  ideas?: Idea[];
  here: number;
}

interface JoinRequest {
  notepad: number;
  epoch: number | null;
  client: number | null;
  last: number;
  role: "writer" | "viewer";
  version: string | null;
}

export interface After {
  offset: number;
  line: string;
}

/** Asked with an answer: what goes, and what comes back when nothing is wrong. */
export interface Requests {
  join: [JoinRequest, WriterAnswer | ViewerAnswer];
  rows: [{ notepad: number; after: number }, { seq: number; update: Uint8Array | null }];
  idea_add: [{ topic: number; uuid: string; text: string; name: string; paper?: boolean }, { idea: Idea }];
  idea_edit: [{ idea: number; text: string; counter: number }, { idea: Idea }];
  idea_withdraw: [{ idea: number }, { idea: Idea }];
  idea_support: [{ idea: number; on: boolean; counter: number }, { idea: Idea }];
  idea_merge: [{ kept: number; ideas: number[] }, { idea: Idea }];
  idea_separate: [{ ideas: number[] }, { idea: Idea }];
  /** Somebody else's idea that says the same as an own one. */
  idea_similar: [{ idea: number }, { similar: Idea | null }];
  idea_hands: [{ idea: number; hands: number | null }, { idea: Idea }];
  take_over: [
    { idea: number; request: string; after: After | null; kind: Kind | null },
    { idea: Idea; request: string },
  ];
  undo_take_over: [{ request: string }, { idea: Idea }];
  take_over_several: [
    { requests: [idea: number, request: string][]; after: After | null; kind: Kind | null },
    { ideas: Idea[] },
  ];
  undo_take_overs: [{ requests: string[] }, { ideas: Idea[] }];
  idea_hide: [{ idea: number; hidden: boolean; reason: string }, { idea: Idea }];
  idea_hide_line: [{ idea: number }, { idea: Idea; line: TakenLine | null }];
  idea_show_line: [{ idea: number; line: TakenLine }, { idea: Idea }];
  ideas_moderate: [{ states: [idea: number, state: string][] }, { ideas: Idea[] }];
  device_hide: [{ idea: number; topic: number }, { ideas: Idea[]; before: [idea: number, state: string][] }];
  device_wait: [{ idea: number; waits: boolean }, { idea: Idea }];
  name_remove: [{ idea: number; removed: boolean }, { idea: Idea }];
  idea_move: [{ idea: number; topic: number; here: number }, { idea: Idea }];
  topic_switch: [{ topic: number; name: Switch; on: boolean }, { ok: boolean }];
  notes_line: [
    { notepad: number; request: string; kind: string; text: string; who: string; due: string },
    { line: string; due: string | null },
  ];
  undo_line: [{ notepad: number; request: string }, { ok: boolean }];
}

/** Sent without an answer. */
export interface Messages {
  edit: { notepad: number; epoch: number; n: number; update: Uint8Array; cursor?: Ends };
  cursor: { notepad: number } & Ends;
  leave: { notepad: number };
  visible: { notepad: number; on: boolean };
  mismatch: { notepad: number; seq: number; kind: string };
}

/** Sent by the server. */
export interface Pushes {
  frame: Frame;
  beat: Beat;
  refused: { notepad: number; n: number; code: string; message: string };
  resync: { notepad: number };
  reset: { notepad: number; epoch: number; reason: string };
  rights: { notepad: number; role: Role; state: RoomState; reads: boolean; writes: boolean; box: Box };
  trouble: { notepad: number; code: string };
  gone: { code: string; message: string };
  day: { notepad: number };
}

/** Whether an answer says that it did not happen. */
export function isProblem<T>(answer: Answer<T>): answer is { error: Problem } {
  return typeof answer === "object" && answer !== null && "error" in answer;
}

/** Whether something that came back is an answer of our server: a problem, or what was asked for, with its `part`. */
export function isOurs(answer: unknown, part?: string): boolean {
  if (typeof answer !== "object" || answer === null || Array.isArray(answer)) return false;
  if (!("error" in answer)) return part === undefined || part in answer;
  const error = answer.error as Partial<Problem> | null;
  return typeof error?.code === "string" && typeof error.message === "string";
}
