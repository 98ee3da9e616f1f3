// Sends what a page that is gone had typed and not yet saved, under its own client id, before this
// page writes with a new one. Text that is not taken any more comes back as words.
import * as Y from "yjs";
import { insertedText } from "./inserted-text";
import { isHeld } from "./lease";
import { upload } from "./notepad-upload";
import { UPLOAD_FROM_BYTES } from "./outbox";
import type { OutboxStore } from "./outbox-store";
import { isProblem, type Problem, type WriterAnswer } from "./protocol";
import { NoAnswer, type Transport } from "./transport";

interface Leftover {
  client: number;
  n: number;
  update: Uint8Array;
}

interface Room {
  notepad: number;
  epoch: number;
  csrf: string;
}

/** What this browser could not send any more; the reason is in the user's language. */
export type Rescued = (text: string, reason: string) => void;

const WAIT_MS = 10_000;
// The server asks to come back for these; everything else is an answer about the text itself.
const LATER = new Set(["loading", "cannot_save"]);

/**
 * Sends every leftover once; answers whether that is done, and not left alone because their epoch is over.
 * Throws NoAnswer when the connection went away meanwhile.
 */
export async function sendLeftovers(
  room: Room,
  transport: Transport,
  store: OutboxStore,
  rescued: Rescued,
): Promise<boolean> {
  for (const leftover of await leftovers(store)) {
    const problem = await send(room, transport, leftover);
    if (problem?.code === "reset") return false;
    if (problem !== null) rescued(insertedText([leftover.update]), problem.message);
    await store.removeUpTo(leftover.client, leftover.n);
  }
  return true;
}

/** Takes the words of every leftover out of the store and sends nothing: they are not taken any more. */
export async function rescueLeftovers(store: OutboxStore, reason: string, rescued: Rescued): Promise<void> {
  for (const leftover of await leftovers(store)) {
    rescued(insertedText([leftover.update]), reason);
    // Its store may be on its way out already.
    await store.removeUpTo(leftover.client, leftover.n).catch(() => undefined);
  }
}

/** What waits here to be sent, of pages that are gone. */
export async function waitingUpdates(store: OutboxStore): Promise<Uint8Array[]> {
  return (await leftovers(store)).map(({ update }) => update);
}

async function leftovers(store: OutboxStore): Promise<Leftover[]> {
  const stored = await store.all().catch(() => []);
  const byClient = new Map<number, Leftover>();
  for (const { client, n, update } of stored) {
    const before = byClient.get(client);
    const merged = before === undefined ? update : Y.mergeUpdates([before.update, update]);
    byClient.set(client, { client, n: Math.max(n, before?.n ?? 0), update: merged });
  }
  const gone: Leftover[] = [];
  for (const leftover of byClient.values()) if (!(await isHeld(leftover.client))) gone.push(leftover);
  return gone;
}

async function send(room: Room, transport: Transport, leftover: Leftover): Promise<Problem | null> {
  const { notepad, epoch } = room;
  const answer = await transport.request("join", {
    ...{ notepad, epoch, client: leftover.client, last: 0, version: null },
    role: "writer",
  });
  if (isProblem(answer)) {
    if (LATER.has(answer.error.code)) throw new NoAnswer(answer.error.code);
    return answer.error;
  }
  const joined = answer as WriterAnswer;
  const outcome = joined.saved >= leftover.n ? null : await delivered(room, transport, leftover, joined.me.seat);
  transport.send("leave", { notepad });
  return outcome;
}

async function delivered(room: Room, transport: Transport, leftover: Leftover, seat: number): Promise<Problem | null> {
  const { notepad, epoch } = room;
  const { client, n, update } = leftover;
  if (update.byteLength > UPLOAD_FROM_BYTES) {
    const answer = await upload({ notepad, epoch, client, n }, update, room.csrf);
    if (answer.kind === "unknown") throw new NoAnswer("upload");
    return answer.kind === "refused" ? answer.problem : null;
  }
  return await new Promise((resolve, reject) => {
    const stops: (() => void)[] = [];
    const settle = (finish: () => void): void => {
      for (const stop of stops) stop();
      finish();
    };
    const giveUp = setTimeout(() => settle(() => reject(new NoAnswer("saved"))), WAIT_MS);
    stops.push(
      () => clearTimeout(giveUp),
      transport.on("frame", (frame) => {
        const mine = frame.notepad === notepad && frame.saved.some(([at, saved]) => at === seat && saved >= n);
        if (mine) settle(() => resolve(null));
      }),
      transport.on("refused", (refused) => {
        if (refused.notepad === notepad) settle(() => resolve(refused));
      }),
      transport.on("resync", () => settle(() => reject(new NoAnswer("resync")))),
    );
    transport.send("edit", { notepad, epoch, n, update });
  });
}
