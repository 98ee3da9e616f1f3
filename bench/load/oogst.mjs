// One browser of Oogst: engine.io over a WebSocket, Socket.IO packets in MessagePack.
import { pack, unpack } from "./msgpack.mjs";
import { WebSocketClient } from "./websocket.mjs";
import { eachInsertion } from "./yjs_bytes.mjs";

const EVENT = 2;
const ACKNOWLEDGEMENT = 3;
const JOIN = 1; // the number of a join's answer; those of other questions follow
const KEPT = 4; // frames are the same bytes for everybody in a room: each is decoded once
const recent = [];

function decoded(bytes) {
  const found = recent.find((one) => one.bytes.equals(bytes));
  if (found !== undefined) return found.packet;
  const packet = unpack(Buffer.from(bytes));
  if (packet.type === EVENT && packet.data[0] === "frame") packet.inserted = insertions(packet.data[1].update);
  recent.unshift({ bytes: Buffer.from(bytes), packet });
  recent.length = Math.min(recent.length, KEPT);
  return packet;
}

function insertions(update) {
  const found = [];
  if (update) eachInsertion(update, (...one) => found.push(one));
  return found;
}

export class OogstClient {
  number = 0;
  seq = 0;
  version = "";
  isJoined = false;
  asked = JOIN;
  #waiting = new Map();

  /** `facts`: number, typist (or -1), client, room (the notepad), cookie, writes, probe; `events` is told. */
  constructor(address, facts, tally, events) {
    Object.assign(this, facts);
    this.tally = tally;
    this.events = events;
    this.clocks = this.writes ? new Uint32Array(tally.typists) : null;
    const url = `${address}/socket.io/?EIO=4&transport=websocket`;
    this.socket = new WebSocketClient(url, { Cookie: this.cookie, Origin: address }, this);
  }

  opened() {}

  closed(why) {
    this.events.problem(this, why);
  }

  message(bytes, isText) {
    if (!isText) this.#packet(decoded(bytes));
    else if (bytes[0] === 0x32) this.socket.sendText("3");
    else if (bytes[0] === 0x30) this.socket.send(pack({ type: 0, data: null, nsp: "/" }));
  }

  /** Sends a keystroke; the cursor that it moved, behind the unit `clock`, travels with it as in notepad.ts. */
  edit(update, clock) {
    this.number += 1;
    const place = [this.client, clock, 0];
    const cursor = { anchor: place, head: place };
    this.#send(["edit", { notepad: this.room, epoch: this.epoch, n: this.number, update, cursor }]);
  }

  /** Tell the server that the page is on screen, or in the background. */
  visible(on) {
    this.#send(["visible", { notepad: this.room, on }]);
  }

  /** Asks something; returns the answer. */
  ask(event, data) {
    this.asked += 1;
    this.#send([event, data], this.asked);
    return new Promise((resolve) => this.#waiting.set(this.asked, resolve));
  }

  #send(data, id) {
    this.socket.send(pack({ type: EVENT, data, nsp: "/", ...(id === undefined ? {} : { id }) }));
  }

  #packet(packet) {
    if (packet.type === 0) this.join();
    else if (packet.type === ACKNOWLEDGEMENT) this.#answered(packet.id, packet.data[0]);
    else if (packet.type !== EVENT) this.events.problem(this, `packet of type ${packet.type}`);
    else if (packet.data[0] === "frame") this.#frame(packet.data[1], packet.inserted);
    else if (packet.data[0] === "beat") this.#beat(packet.data[1]);
    else if (packet.data[0] !== "rights")
      this.events.problem(this, [packet.data[0], packet.data[1].code ?? ""].join(" "));
  }

  #answered(id, answer) {
    if (id === JOIN) this.#joined(answer);
    else this.#waiting.get(id)(answer);
    this.#waiting.delete(id);
  }

  /** Join, at first and whenever the server asks for it. */
  join() {
    const role = this.writes ? "writer" : "viewer";
    const client = this.writes ? this.client : null;
    this.#send(["join", { notepad: this.room, epoch: null, client, last: 0, role, version: null }], JOIN);
  }

  #joined(answer) {
    if (answer.error) {
      this.events.problem(this, `join: ${answer.error.code}`);
      return;
    }
    this.epoch = answer.epoch;
    this.seq = answer.seq;
    this.version = answer.version;
    this.fetch = answer.fetch === true;
    if (this.writes) for (const one of insertions(answer.update)) this.#arrived(one, false);
    else this.events.blocks(this, answer.blocks);
    this.isJoined = true;
    this.events.joined(this);
  }

  #frame(frame, inserted) {
    if (!frame.update || frame.seq <= this.seq) return;
    if (frame.prev > this.seq) this.events.problem(this, "a gap between frames");
    this.seq = frame.seq;
    for (const one of inserted) this.#arrived(one, this.probe);
  }

  #arrived([client, clock, length], probe) {
    this.tally.arrived(this.clocks, this.typist, client, clock, length, probe);
  }

  #beat(beat) {
    if (beat.ideas !== undefined) this.events.ideas(this, beat.ideas);
    if (beat.version === this.version || !this.isJoined) return;
    if (beat.from !== this.version) {
      this.isJoined = false; // as viewer.ts: never guess, join again
      this.join();
      return;
    }
    this.version = beat.version;
    this.events.blocks(this, beat.insert);
  }
}
