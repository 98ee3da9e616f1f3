// Ideas and support from a room full of phones, spread over the run, and when every phone has seen each.
// An act is seen by a phone with the first beat that carries the idea as it was after it, or as it was later.
import { OogstClient } from "./oogst.mjs";
import { atShare, Tally } from "./tally.mjs";

const AT_ONCE = 100; // requests of the program that are on their way
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, Math.max(0, ms)));

export class Ideas {
  /** What each phone saw of each idea: its revisions in their order, and when. */
  #seen = [];
  #acts = [];
  #numbers = [];
  refused = {};
  scripted = {};

  constructor(plan, phones) {
    this.plan = plan;
    this.phones = phones;
  }

  /** Notes what a phone was told with a beat. */
  take(phone, ideas) {
    const now = performance.now();
    this.#seen[phone.number] ??= new Map();
    const seen = this.#seen[phone.number];
    for (const { id, rev } of ideas) {
      if (!seen.has(id)) seen.set(id, []);
      seen.get(id).push([rev, now]);
    }
  }

  /** Sends everything within so many seconds; ends when all of it is answered. */
  run(seconds) {
    const { ideas, supports } = this.plan;
    const [apart, shorter] = [(seconds * 1000) / ideas, (seconds * 1000) / supports];
    const adding = Array.from({ length: ideas }, async (_, at) => {
      await pause(apart * at);
      await this.#add(at);
    });
    const supporting = Array.from({ length: supports }, async (_, at) => {
      await pause(shorter * (at + 1));
      await this.#support(at);
    });
    return Promise.all([...adding, ...supporting, this.#script()]);
  }

  /** One more phone, whose program sends ideas as fast as it is answered. */
  async #script() {
    const { script, cookies, rooms, address, topic } = this.plan;
    if (script === 0) return;
    const cookie = cookies[cookies.length - 1];
    const facts = { number: -1, typist: -1, client: 0, room: rooms[0], writes: false, probe: false, cookie };
    const nothing = () => undefined;
    const client = await new Promise((resolve) => {
      new OogstClient(address, facts, new Tally(0, 0), {
        ...{ joined: resolve, problem: nothing, blocks: nothing, ideas: nothing },
      });
    });
    for (let sent = 0; sent < script; sent += AT_ONCE) {
      const asked = Array.from({ length: AT_ONCE }, (_, at) =>
        client.ask("idea_add", { topic, uuid: `script-${sent + at}`, text: `Koop ${sent + at}`, name: "" }),
      );
      for (const { error } of await Promise.all(asked)) {
        const fate = error?.code ?? "taken";
        this.scripted[fate] = (this.scripted[fate] ?? 0) + 1;
      }
    }
    client.socket.destroy();
  }

  async #add(at) {
    const phone = this.phones[(at * 37) % this.phones.length];
    const text = `Idee ${at}: een wasserij van de buurt, met koffie, een leestafel en een plek om te repareren`;
    const uuid = `${process.pid}-${Date.now()}-${at}`;
    const idea = await this.#act(phone, "idea_add", { topic: this.plan.topic, uuid, text, name: "" });
    if (idea !== null) this.#numbers.push({ id: idea.id, by: phone });
  }

  // Nobody supports an idea twice, nor an own one.
  async #support(at) {
    while (this.#numbers.length === 0) await pause(5);
    const target = this.#numbers[at % this.#numbers.length];
    const place = at * 7 + 1;
    const phone = [place, place + 3]
      .map((one) => this.phones[one % this.phones.length])
      .find((one) => one !== target.by);
    await this.#act(phone, "idea_support", { idea: target.id, on: true, counter: at + 1 });
  }

  async #act(phone, event, data) {
    const sentAt = performance.now();
    const answer = await phone.ask(event, data);
    if (answer.error) {
      this.refused[answer.error.code] = (this.refused[answer.error.code] ?? 0) + 1;
      return null;
    }
    this.#acts.push({ id: answer.idea.id, rev: answer.idea.rev, sentAt, answeredMs: performance.now() - sentAt });
    return answer.idea;
  }

  /** Whether every phone has seen every act. */
  complete() {
    return this.#acts.every((act) => this.#times(act).length === this.phones.length);
  }

  /** Times are from sending until the last phone had it. */
  result() {
    const times = this.#acts.map((act) => this.#times(act));
    const wanted = this.#acts.length * this.phones.length;
    const everybody = times.filter((each) => each.length === this.phones.length).map((each) => Math.max(...each));
    const shares = (values) => {
      const sorted = Float64Array.from(values).sort();
      return [0.5, 0.95, 0.99, 1].map((part) => atShare(sorted, part));
    };
    const [p50_ms, p95_ms, p99_ms, largest_ms] = shares(everybody);
    return {
      ...{ p50_ms, p95_ms, p99_ms, largest_ms, measured: everybody.length, acts: this.#acts.length },
      delivered: wanted === 0 ? 0 : times.reduce((sum, each) => sum + each.length, 0) / wanted,
      one_phone_ms: shares(times.flat()),
      answered_ms: shares(this.#acts.map(({ answeredMs }) => answeredMs)),
      refused_acts: this.refused,
      scripted: this.scripted,
    };
  }

  #times({ id, rev, sentAt }) {
    return this.phones.flatMap(({ number }) => {
      const found = this.#seen[number]?.get(id)?.find(([seen]) => seen >= rev);
      return found === undefined ? [] : [found[1] - sentAt];
    });
  }
}
