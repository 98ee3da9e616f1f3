// Everybody in a run: typists, who also receive, and receivers who only do that.
import { Ideas } from "./ideas.mjs";
import { OogstClient } from "./oogst.mjs";
import { Shown } from "./shown.mjs";
import { atShare, Tally } from "./tally.mjs";
import { YClient } from "./y_protocols.mjs";
import { insertion } from "./yjs_bytes.mjs";

const AT_ONCE = 40; // handshakes under way
const LETTERS = "abcdefghijklmnopqrstuvwxyz";
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

export class Crowd {
  joinedOnes = new Set();
  joinTimes = [];
  problems = {};

  constructor(plan) {
    this.plan = plan;
    // Typists of an earlier run are known by what they typed; nobody connects for them.
    this.tally = new Tally(plan.typists + plan.already.length, plan.first_client);
    for (const [typist, units] of plan.already.entries()) this.tally.sent(plan.typists + typist, units);
    this.shown = new Shown(this.tally);
    this.typists = Array.from({ length: plan.typists }, (_, number) => this.#facts(number, number));
    const receivers = Array.from({ length: plan.receivers }, (_, number) => this.#facts(plan.typists + number, -1));
    this.facts = [...this.typists, ...receivers];
    this.clients = [];
    this.traffic0 = [0, 0];
  }

  #facts(number, typist) {
    const { plan } = this;
    const alone = typist < 0;
    const group = alone ? plan.receivers : plan.typists;
    const place = alone ? number - plan.typists : number;
    return {
      number,
      typist,
      client: alone ? plan.first_receiver + place : plan.first_client + typist,
      room: plan.rooms[number % plan.rooms.length],
      cookie: plan.cookies[number % plan.cookies.length],
      writes: !alone || plan.receivers_write,
      named: plan.protocol === "hocuspocus",
      // Receivers are what is measured where there are any.
      probe:
        alone === (plan.receivers > 0 && !plan.hidden) && place % Math.max(1, Math.floor(group / plan.probes)) === 0,
    };
  }

  /** Connects everybody; returns when all have joined or nothing more comes. */
  async join() {
    this.start = performance.now();
    const waiting = [...this.facts];
    const atOnce = this.plan.at_once || AT_ONCE;
    await Promise.all(
      Array.from({ length: Math.min(atOnce, waiting.length) }, async () => {
        for (let facts = waiting.shift(); facts !== undefined; facts = waiting.shift()) await this.#connect(facts);
      }),
    );
  }

  #connect(facts) {
    const Client = this.plan.protocol === "oogst" ? OogstClient : YClient;
    return new Promise((resolve) => {
      const timer = setTimeout(() => this.#problem("did not join in time", resolve), this.plan.join_s * 1000);
      const done = () => {
        clearTimeout(timer);
        resolve();
      };
      const client = new Client(this.plan.address, facts, this.tally, {
        joined: () => {
          if (!this.joinedOnes.has(facts.number)) this.joinTimes.push(performance.now() - this.start);
          this.joinedOnes.add(facts.number);
          done();
        },
        problem: (_who, what) => this.#problem(what, done),
        blocks: (who, blocks) => this.shown.take(who, blocks),
        ideas: (who, ideas) => this.ideas?.take(who, ideas),
      });
      this.clients[facts.number] = client;
    });
  }

  #problem(what, done) {
    this.problems[what] = (this.problems[what] ?? 0) + 1;
    done?.();
  }

  /** Every typist begins a line of its own, spread over a second or more, and all of it arrives. */
  async firstLines() {
    const step = Math.max(1, Math.floor(this.plan.typists / 50));
    for (const { typist } of this.typists) {
      this.#send(typist, `T${typist}:\n\n`);
      if (typist % step === 0) await pause(20);
    }
    await this.drain(this.plan.drain_s * 1000);
  }

  #send(typist, text) {
    const facts = this.typists[typist];
    const line = `T${typist}:`.length;
    const clock = this.tally.sentClock[typist];
    const left = clock === 0 ? null : clock === line + 2 ? line - 1 : clock - 1;
    const update = insertion(facts.client, clock, text, left, line);
    this.tally.sent(typist, text.length);
    this.clients[typist].edit(update, clock === 0 ? line - 1 : clock + text.length - 1);
  }

  /** Puts every receiver's page into the background. */
  hide() {
    for (const client of this.clients.slice(this.plan.typists)) client.visible(false);
  }

  /** Count from here. */
  begin() {
    this.tally.begin();
    this.traffic0 = this.#received();
  }

  /** Lets typists type, and phones send ideas and support, for some seconds. */
  async act(seconds) {
    const phones = this.clients.slice(this.plan.typists);
    this.ideas = this.plan.ideas > 0 ? new Ideas(this.plan, phones) : null;
    await Promise.all([this.type(seconds), this.ideas?.run(seconds)]);
  }

  /** Types for some seconds, each typist at its own moments; late typists do not catch up. */
  type(seconds) {
    const every = 1000 / this.plan.per_second;
    const end = performance.now() + seconds * 1000;
    const typing = (typist) =>
      new Promise((resolve) => {
        let due = performance.now() + Math.random() * every;
        const next = () => {
          const now = performance.now();
          if (now >= end) return resolve();
          this.#send(typist, LETTERS[Math.floor(Math.random() * LETTERS.length)]);
          due = Math.max(due + every, now + 1);
          setTimeout(next, due - now);
        };
        setTimeout(next, due - performance.now());
      });
    return Promise.all(this.typists.map(({ typist }) => typing(typist)));
  }

  /** Waits until everybody has everything, or the time is over. */
  async drain(atMostMs) {
    const end = performance.now() + atMostMs;
    while (performance.now() < end && (this.#delivered() < 1 || this.ideas?.complete() === false)) await pause(50);
  }

  result() {
    return {
      ...this.tally.percentiles(),
      ...Object.fromEntries(
        [50, 95, 99].map((share) => [`join_p${share}_ms`, atShare(this.#joinTimes(), share / 100)]),
      ),
      delivered: this.#delivered(),
      gaps: this.tally.gaps,
      joined: this.joinedOnes.size,
      problems: this.problems,
      seen: Array.from(this.clients.at(-1).clocks ?? []),
      typed: this.tally.sentClock.reduce((sum, units) => sum + units, 0),
      ...this.ideas?.result(),
    };
  }

  #joinTimes() {
    return Float64Array.from(this.joinTimes).sort();
  }

  /** Frames and kilobytes that one client received per second since `begin`. */
  traffic(seconds) {
    const [frames, bytes] = this.#received();
    const share = seconds * this.#measured().length;
    return {
      frames_per_client_s: (frames - this.traffic0[0]) / share,
      kb_per_client_s: (bytes - this.traffic0[1]) / 1000 / share,
    };
  }

  leave() {
    for (const client of this.clients) client?.socket.destroy();
  }

  #measured() {
    return this.clients.slice(this.plan.receivers > 0 ? this.plan.typists : 0);
  }

  #received() {
    const sockets = this.#measured().map((client) => client.socket);
    return [sockets.reduce((sum, one) => sum + one.frames, 0), sockets.reduce((sum, one) => sum + one.bytes, 0)];
  }

  #delivered() {
    const mates = new Map(this.plan.rooms.map((room) => [room, []]));
    for (const { room, typist } of this.typists) mates.get(room).push(typist);
    for (const gone of this.plan.already.keys()) mates.get(this.plan.rooms[0]).push(this.plan.typists + gone);
    let [wanted, had] = [0, 0];
    for (const facts of this.plan.hidden ? this.typists : this.facts) {
      const client = this.clients[facts.number];
      const clocks = facts.writes ? client.clocks : this.shown.clocks(client);
      const one = this.tally.delivered(clocks, facts.typist, mates.get(facts.room));
      wanted += one.wanted;
      had += one.had;
    }
    return wanted === 0 ? 1 : had / wanted;
  }
}
