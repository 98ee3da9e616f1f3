// One notepad as a writer has it: a Yjs document that follows the server's log, and an outbox of
// what is typed here. What the server sends is applied in order; what it refuses ends the document,
// and the words of the outbox are handed to the page before anything is thrown away.
import type * as Y from "yjs";
import { t } from "../ground/t";
import { jitter, type Timers } from "../ground/timers";
import { disagreement } from "./agreement";
import { FrameOrder } from "./frame-order";
import { LastKnown } from "./last-known";
import { rescueLeftovers, sendLeftovers } from "./leftovers";
import { LocalDocument } from "./local-document";
import { type FetchedState, fetchState } from "./notepad-http";
import type { NotepadPage } from "./notepad-page";
import { upload } from "./notepad-upload";
import type { OutboxCarrier } from "./outbox";
import { deleteOutboxStore, type NotepadStore, openOutboxStore } from "./outbox-store";
import { Paced, Presence } from "./presence";
import { type Ends, type Frame, isProblem, type Place, type Problem, type WriterAnswer } from "./protocol";
import { NoAnswer, type Transport } from "./transport";

const AGAIN_MS = 1_000;
// Without a connection for so long, the notes open as this device knows them.
const OPEN_KNOWN_AFTER_MS = 1_500;
const ANSWERED_WITHIN_MS = 15_000;
const ALLOWED_AGAIN_MS = 15_000;
const IN_FLIGHT = 3;
const MOST_DOUBLINGS = 6;
const DISAGREE_AT_MOST_EVERY_MS = 60_000;
// The words go with the past that was rewritten: keeping them would undo an erasure.
const WITHOUT_WORDS = new Set(["erased", "cleared"]);

export class Notepad {
  private store: NotepadStore;
  private local: LocalDocument;
  private readonly order: FrameOrder;
  private readonly lastKnown: LastKnown;
  private readonly presence = new Presence();
  private readonly cursor: Paced<Ends>;
  private readonly stops: (() => void)[] = [];
  /** Answers to an earlier try to join are not for us any more. */
  private attempt = 0;
  private seat = -1;
  private joined = false;
  private shown = false;
  private leftoversSent = false;
  /** The document holds what pages that are gone typed here and could not send. */
  private withLeftovers = false;
  private told = "";
  private unanswered = 0;
  private watching = false;
  private disagreedAt = Number.NEGATIVE_INFINITY;

  constructor(
    readonly id: number,
    private epoch: number,
    private readonly csrf: string,
    private readonly transport: Transport,
    private readonly timers: Timers,
    private readonly page: NotepadPage,
    /** The document, on its way since the page began; null when it comes with the join. */
    private early: Promise<FetchedState | null> | null = null,
    /** Whose page this is: what one session knows is not opened for another. */
    session = "",
  ) {
    this.store = openOutboxStore(id, epoch);
    this.lastKnown = new LastKnown(
      () => this.store,
      session,
      timers,
      () => (this.joined ? { seq: this.order.seq, read: () => this.local.state } : null),
    );
    this.local = this.renewed();
    this.order = new FrameOrder(
      timers,
      (frame) => this.apply(frame),
      (after) => void this.askRows(after),
    );
    this.cursor = new Paced(timers, (ends) => {
      if (this.joined) this.transport.send("cursor", { notepad: id, ...ends });
    });
  }

  get text(): Y.Text {
    return this.local.text;
  }

  get unsaved(): boolean {
    return !this.local.outbox.empty;
  }

  /** Joins now and after every reconnect, until `stop`. */
  start(): void {
    const { transport } = this;
    const mine = (notepad: number, work: () => void): void => {
      if (notepad === this.id) work();
    };
    this.stops.push(
      transport.on("frame", (frame) => mine(frame.notepad, () => this.order.take(frame))),
      transport.on("refused", (refused) => mine(refused.notepad, () => this.refused(refused))),
      transport.on("resync", (resync) => mine(resync.notepad, () => this.join())),
      transport.on("reset", (reset) => mine(reset.notepad, () => this.reset(reset.epoch, reset.reason))),
      transport.on("trouble", (trouble) => mine(trouble.notepad, () => this.trouble(trouble.code))),
      transport.onConnection((connected) => (connected ? this.join() : this.lost())),
    );
  }

  /** Ends the session; what is unsaved stays on the device. */
  stop(): void {
    for (const stop of this.stops.splice(0)) stop();
    if (this.joined) this.transport.send("leave", { notepad: this.id });
    this.lastKnown.stop();
    this.leave();
    this.local.end();
    this.store.close();
  }

  /** Takes the words that are not saved out of the outbox: they will not be sent any more. */
  takeUnsaved(): string {
    const words = this.local.takeUnsaved();
    if (words !== "") this.lastKnown.forget(); // they may stand in it
    return words;
  }

  /** Tells the others where one's selection stands; null when the editor lost the focus. */
  select(ends: { anchor: Place; head: Place } | null): void {
    const next = ends ?? { anchor: null, head: null };
    const told = JSON.stringify(next);
    if (told !== this.told) this.cursor.tell(next);
    this.told = told;
  }

  private renewed(): LocalDocument {
    this.shown = false;
    this.withLeftovers = false;
    return new LocalDocument(
      this.store,
      (client) => this.carrier(client),
      (state) => {
        this.page.saveState(state);
        this.watch();
      },
    );
  }

  /** An answer that got lost on the way would be waited for in vain: joining again asks for it. */
  private watch(): void {
    const { awaited } = this.local.outbox;
    if (this.watching || awaited === undefined) return;
    this.watching = true;
    this.timers.after(ANSWERED_WITHIN_MS, () => {
      this.watching = false;
      if (this.local.outbox.awaited === awaited) this.join();
      else this.watch();
    });
  }

  private carrier(client: number): OutboxCarrier {
    return {
      room: () => (this.transport.polling ? 1 : IN_FLIGHT),
      send: (n, update) => {
        if (!this.transport.connected) return false;
        // After what is being done now: by then the editor has told where the keystroke left the cursor.
        queueMicrotask(() => this.sendEdit(client, n, update));
        return true;
      },
      upload: async (n, update) => {
        const answer = await upload({ notepad: this.id, epoch: this.epoch, client, n }, update, this.csrf);
        if (client !== this.local.client) return false;
        if (answer.kind === "refused") this.refused(answer.problem);
        // What is large is not sent again and again over a network that cannot carry it.
        this.unanswered = answer.kind === "unknown" ? Math.min(this.unanswered + 1, MOST_DOUBLINGS) : 0;
        if (answer.kind === "unknown") this.later(AGAIN_MS * 2 ** this.unanswered);
        return answer.kind === "saved";
      },
    };
  }

  private sendEdit(client: number, n: number, update: Uint8Array): void {
    // What was to go when this document ended or the connection broke goes with the next join, or is kept aside.
    if (client !== this.local.client || !this.joined) return;
    const cursor = this.cursor.take();
    const edit = { notepad: this.id, epoch: this.epoch, n, update };
    this.transport.send("edit", cursor === undefined ? edit : { ...edit, cursor });
  }

  /** Writes down what is known of the notes now, because the page may be gone in a moment. */
  keepNow(): void {
    this.lastKnown.hurry();
  }

  private lost(): void {
    this.lastKnown.hurry(); // what is typed from now on leans on what is known now
    this.leave();
    const patience = navigator.onLine === false ? 0 : OPEN_KNOWN_AFTER_MS;
    if (!this.shown) this.timers.after(patience, () => void this.openKnown());
  }

  // The ordinary join goes on from here: from the number of what is known, with this tab's own
  // client id. What pages that are gone left here goes before it, under their own.
  private async openKnown(): Promise<void> {
    const known = await this.lastKnown.read();
    if (known === null || this.transport.connected || this.shown) return;
    for (const update of known.updates) this.local.apply(update);
    this.order.seq = known.seq;
    this.withLeftovers = known.updates.length > 1;
    this.shown = true;
    this.page.opened(this.text, known.at);
    this.page.saveState(this.withLeftovers ? { kind: "kept", stored: true } : this.local.outbox.state);
  }

  private leave(): void {
    this.attempt += 1;
    this.joined = false;
    this.order.hold();
    this.order.clear();
    this.local.outbox.close();
    this.presence.restart([]);
    this.page.cursors([]);
  }

  private join(): void {
    this.leave();
    const { attempt } = this;
    const current = (): boolean => attempt === this.attempt;
    this.joinOnce(current).catch((error: unknown) => {
      if (!(error instanceof NoAnswer)) console.warn("join", error);
      if (current()) this.later();
    });
  }

  /** Tries again in a moment; without a connection, the next connection tries. */
  private later(ms = AGAIN_MS): void {
    const { attempt } = this;
    this.timers.after(jitter(ms), () => {
      if (attempt === this.attempt && this.transport.connected) this.join();
    });
  }

  private async joinOnce(current: () => boolean): Promise<void> {
    const { epoch, id: notepad } = this;
    if (!this.leftoversSent) {
      const room = { notepad, epoch, csrf: this.csrf };
      const refused: string[] = [];
      const sent = await sendLeftovers(room, this.transport, this.store, (text, reason) => {
        this.keepWords(text, reason);
        refused.push(reason);
      });
      if (refused[0] !== undefined && this.withLeftovers) this.restart(refused[0]); // it stands in the document
      if (!current()) return;
      this.leftoversSent = sent;
    }
    const early = await this.earlyState();
    if (!current()) return;
    const last = early?.seq ?? this.order.seq;
    const asked = this.transport.request("join", {
      ...{ notepad, epoch, client: this.local.client, last, version: null },
      role: "writer",
    });
    // A long past takes a moment to read: it is read while the server answers.
    this.local.apply(early?.update);
    this.order.seq = last;
    const answer = await asked;
    if (!current()) return;
    if (isProblem(answer)) this.notJoined(answer.error);
    else await this.wasJoined(answer as WriterAnswer, current);
  }

  /** What was fetched ahead, once, for a document that holds nothing yet. */
  private async earlyState(): Promise<FetchedState | null> {
    const { early } = this;
    this.early = null;
    const state = await early;
    return state?.epoch === this.epoch && this.order.seq === 0 ? state : null;
  }

  private notJoined(problem: Problem): void {
    if (problem.code === "reset") this.reset(problem.epoch ?? this.epoch, problem.reason ?? problem.code);
    else if (problem.code === "taken") this.restart(problem.message);
    else if (problem.code === "loading" || problem.code === "cannot_save") this.later();
    else this.page.shut(problem);
  }

  private async wasJoined(answer: WriterAnswer, current: () => boolean): Promise<void> {
    if (answer.epoch !== this.epoch || answer.seq < this.order.seq) {
      // A lower number means that a backup was put back: another past, whatever its name is.
      this.reset(answer.epoch, "reset");
      return;
    }
    let { seq } = answer;
    if (answer.fetch) {
      const state = await fetchState(this.id);
      if (!current()) return;
      seq = Math.max(seq, state.seq);
      this.local.apply(state.update);
    }
    this.local.apply(answer.update);
    this.seat = answer.me.seat;
    this.joined = true;
    this.told = "";
    this.presence.restart(answer.seats);
    this.presence.take([], answer.presence ?? []);
    this.page.room(answer.state, answer.box);
    this.page.ideas(answer.ideas);
    this.page.here(answer.here);
    this.page.people(this.presence.people, this.seat);
    this.page.joined(answer.epoch);
    if (!this.shown) this.page.opened(this.text, null);
    this.shown = true;
    this.local.outbox.open(answer.saved);
    this.order.release(seq);
    this.lastKnown.changed();
  }

  private async askRows(after: number): Promise<void> {
    const { attempt } = this;
    try {
      const answer = await this.transport.request("rows", { notepad: this.id, after });
      if (attempt !== this.attempt) return;
      if (isProblem(answer)) throw new NoAnswer(answer.error.code);
      this.local.apply(answer.update);
      this.order.release(answer.seq);
    } catch {
      if (attempt === this.attempt) this.join();
    }
  }

  private apply(frame: Frame): void {
    if (frame.epoch !== this.epoch) return; // the reset that says why is on its way
    this.local.apply(frame.update);
    for (const [seat, n] of frame.saved) if (seat === this.seat) this.local.outbox.saved(n);
    this.presence.take(frame.seats ?? [], frame.presence ?? []);
    this.page.cursors(this.presence.cursors(this.seat));
    if (frame.seats !== undefined) this.page.people(this.presence.people, this.seat);
    if (frame.ideas !== undefined) this.page.ideas(frame.ideas);
    if (frame.here !== undefined) this.page.here(frame.here);
    if (frame.check !== undefined) this.compare(frame.check);
    this.lastKnown.changed();
  }

  private compare([seq, crc]: [number, number]): void {
    // With something unsaved, this document is ahead of what is committed.
    if (this.unsaved || seq !== this.order.seq) return;
    const { doc, text } = this.local;
    const kind = disagreement(doc, text.toString(), this.page.shownText(), crc);
    // A lasting disagreement must not make this browser join for ever: then the report is enough.
    if (kind === null || this.timers.now() - this.disagreedAt < DISAGREE_AT_MOST_EVERY_MS) return;
    this.disagreedAt = this.timers.now();
    this.transport.send("mismatch", { notepad: this.id, seq, kind });
    this.restart("");
  }

  // Nothing is wrong with what goes too fast: it waits here, and goes by itself.
  private refused({ code, message }: Problem): void {
    if (code !== "too_many") {
      this.restart(message);
      return;
    }
    this.local.outbox.close();
    this.later(ALLOWED_AGAIN_MS);
  }

  /** Ends this document: its words go aside, and the server's text is opened with a new client id. */
  private restart(reason: string, withWords = true): void {
    const words = this.takeUnsaved();
    if (withWords) this.keepWords(words, reason);
    this.page.finished();
    this.local.end();
    this.order.seq = 0;
    this.local = this.renewed();
    this.page.saveState(this.local.outbox.state);
    if (this.transport.connected) this.join();
  }

  private reset(epoch: number, why: string): void {
    const old = { store: this.store, epoch: this.epoch };
    const withWords = !WITHOUT_WORDS.has(why);
    const reason = withWords
      ? t("De notities zijn opnieuw begonnen. Wat je nog niet had opgeslagen, staat hier.")
      : t("De notities zijn gewist.");
    if (withWords && !this.leftoversSent) {
      void rescueLeftovers(old.store, reason, (text, because) => this.keepWords(text, because));
    }
    this.epoch = epoch;
    this.store = openOutboxStore(this.id, epoch);
    this.restart(reason, withWords);
    old.store.close();
    if (old.epoch !== epoch) deleteOutboxStore(this.id, old.epoch);
    if (why === "cleared") this.page.cleared();
  }

  private trouble(code: string): void {
    this.local.outbox.close();
    const message = t("De notities kunnen nu niet opgeslagen worden. Wat je typt blijft op dit apparaat.");
    this.page.shut({ code, message });
  }

  private keepWords(text: string, reason: string): void {
    if (text !== "") this.page.keptText(text, reason);
  }
}
