// Somebody who sends damaged updates as fast as asked, and comes back when thrown out.
import { OogstClient } from "./oogst.mjs";
import { Tally } from "./tally.mjs";
import { YClient } from "./y_protocols.mjs";
import { insertion } from "./yjs_bytes.mjs";

const EVERY_MS = 10;
const AGAIN_MS = 50;
const WAITING_AT_MOST_BYTES = 1_000_000;

export class Attacker {
  sent = 0;
  refused = 0;
  thrownOut = 0;
  #chance = 20211122;
  #ready = false;

  constructor(plan) {
    this.plan = plan;
    this.#connect();
  }

  start() {
    this.timer = setInterval(() => this.#attack(), EVERY_MS);
  }

  stop() {
    clearInterval(this.timer);
    this.stopped = true;
    this.client.socket.destroy();
  }

  #connect() {
    const { plan } = this;
    const Client = plan.protocol === "oogst" ? OogstClient : YClient;
    const facts = {
      ...{ number: -1, typist: -1, client: plan.first_receiver - 1, room: plan.rooms[0], writes: true, probe: false },
      ...{ cookie: plan.cookies[0], named: plan.protocol === "hocuspocus" },
    };
    this.client = new Client(plan.address, facts, new Tally(0, 0), {
      joined: () => {
        this.#ready = true;
      },
      problem: (_who, what) => this.#trouble(what),
      blocks: () => {},
    });
  }

  /** Oogst reads nothing more of a client that it refused until that joins again, so the attacker does. */
  #trouble(what) {
    if (what.startsWith("refused") || what.startsWith("resync")) {
      this.refused += 1;
      this.client.join();
    } else if (!this.client.socket.open) this.#again();
  }

  #again() {
    if (this.stopped) return;
    this.thrownOut += 1;
    this.#ready = false;
    setTimeout(() => this.stopped || this.#connect(), AGAIN_MS);
  }

  #attack() {
    const { socket } = this.client.socket;
    const count = (this.plan.attacks_per_s * EVERY_MS) / 1000;
    for (let at = 0; at < count && this.#ready && socket.writableLength < WAITING_AT_MOST_BYTES; at += 1) {
      this.client.edit(this.#damaged(), 0);
      this.sent += 1;
    }
  }

  /** An update with some of its bytes changed, cut off or doubled; the same ones in every run. */
  #damaged() {
    const whole = insertion(this.plan.first_receiver - 1, 0, "Damaged text of somebody\n", null, 0);
    const bytes = Buffer.from(whole);
    for (let hits = 1 + this.#below(3); hits > 0; hits -= 1) bytes[this.#below(bytes.length)] = this.#below(256);
    const kind = this.#below(4);
    if (kind === 0) return bytes.subarray(0, this.#below(bytes.length));
    if (kind === 1) return Buffer.concat([bytes, bytes.subarray(this.#below(bytes.length))]);
    return bytes;
  }

  #below(limit) {
    this.#chance = (Math.imul(this.#chance, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.#chance / 2 ** 32) * limit);
  }
}
