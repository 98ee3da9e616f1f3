// One browser of a Yjs server: y-protocols' sync and awareness messages over a WebSocket.
// Hocuspocus writes the document's name before each message and asks for a token first.
import { WebSocketClient } from "./websocket.mjs";
import { eachInsertion, Reader, Writer } from "./yjs_bytes.mjs";

const SYNC = 0;
const AWARENESS = 1;
const AUTHENTICATION = 2;
const STEP_1 = 0;
const STEP_2 = 1;
const UPDATE = 2;

export class YClient {
  awarenessClock = 0;
  isJoined = false;

  /** `facts`: number, typist (or -1), client, room (its name), writes, probe, named; `events` is told. */
  constructor(address, facts, tally, events) {
    Object.assign(this, facts);
    this.tally = tally;
    this.events = events;
    this.clocks = new Uint32Array(tally.typists);
    this.inserted = (client, clock, length) =>
      tally.arrived(this.clocks, this.typist, client, clock, length, this.probe && this.isJoined);
    this.socket = new WebSocketClient(this.named ? address : `${address}/${this.room}`, {}, this);
  }

  opened() {
    // Hocuspocus answers nothing before it was told who asks; without a rule for it any token will do.
    if (this.named) this.socket.send(this.#begin().number(AUTHENTICATION).number(0).string("bench").string("4").done());
    this.socket.send(this.#begin().number(SYNC).number(STEP_1).data([0]).done());
  }

  closed(why) {
    this.events.problem(this, why);
  }

  message(bytes) {
    const reader = new Reader(bytes);
    if (this.named) reader.bytes();
    const kind = reader.number();
    if (kind === SYNC || kind === 4) this.#sync(reader);
    else if (kind === 7) this.events.problem(this, "close");
  }

  /** Sends a keystroke, and as awareness the cursor behind the unit `clock`. */
  edit(update, clock) {
    this.socket.send(this.#begin().number(SYNC).number(UPDATE).data(update).done());
    this.#cursor(clock);
  }

  #cursor(clock) {
    const place = { type: null, tname: "notes", item: { client: this.client, clock }, assoc: 0 };
    const state = { user: { name: `T${this.typist}`, color: "#30bced" }, cursor: { anchor: place, head: place } };
    this.awarenessClock += 1;
    const update = new Writer().number(1).number(this.client).number(this.awarenessClock).string(JSON.stringify(state));
    this.socket.send(this.#begin().number(AWARENESS).data(update.done()).done());
  }

  #begin() {
    const writer = new Writer();
    return this.named ? writer.string(this.room) : writer;
  }

  #sync(reader) {
    const step = reader.number();
    if (step === STEP_1) {
      this.socket.send(this.#begin().number(SYNC).number(STEP_2).data([0, 0]).done());
      return;
    }
    try {
      eachInsertion(reader.bytes(), this.inserted);
    } catch (error) {
      this.events.problem(this, `an update that cannot be read: ${error.message}`);
    }
    if (step === STEP_2 && !this.isJoined) {
      this.isJoined = true;
      this.events.joined(this);
    }
  }
}
