// Phones that send ideas and support behind a bad network as they are told, with the front end's own outboxes.
//
// Reads one JSON line with the facts, then orders; answers each with one line:
//   {"acts": n}    when everybody did n more things, each at its own moments; pages are closed and opened in between
//   "rest"         when nothing waits on any phone: what was written, and how each wished it in the end
import { browsers, connect, events, IdeaOutbox, next, note, SupportOutbox, say, turn, until } from "./yjs_browser.mjs";
import { chanceOf } from "./yjs_chance.mjs";

const PATIENCE_SECONDS = 90; // who sent too many ideas in a minute waits for the next one
const facts = await next();
const chance = chanceOf(facts.seed);
const known = []; // ideas that may be supported, and whose they are

/** What a browser keeps for a site. */
class Shelf {
  items = new Map();
  getItem = (name) => this.items.get(name) ?? null;
  setItem = (name, text) => this.items.set(name, text);
  removeItem = (name) => this.items.delete(name);
}

class Phone {
  shelf = new Shelf();
  written = {};
  wished = {};
  bad = [];
  #sent = [];

  constructor({ address, cookie, topic }, index) {
    Object.assign(this, { address, cookie, topic, index, name: `phone ${index}` });
    this.open();
  }

  opened(socket) {
    this.socket = socket;
    for (const end of ["connect", "disconnect"]) socket.on(end, (why) => note(this.name, `${end} ${why ?? ""}`));
  }

  /** Opens the page: what an earlier one left on the device goes on. */
  open() {
    browsers.run(this, () => {
      const transport = connect(Promise.resolve());
      const connected = () => transport.connected;
      const refused = (what, problem) => this.bad.push([what, problem]);
      const ask = (event, data) => {
        this.#sent.push([event, data]);
        return transport.request(event, data);
      };
      const { topic } = this;
      this.ideas = new IdeaOutbox(topic, ({ uuid, text, name }) => ask("idea_add", { topic, uuid, text, name }), {
        connected,
        refused,
        changed: () => undefined,
        sent: ({ id }) => known.push({ id, by: this }),
      });
      this.supports = new SupportOutbox(topic, ({ idea, on, counter }) => ask("idea_support", { idea, on, counter }), {
        ...{ connected, refused, answered: () => undefined },
      });
      transport.onConnection(() => this.flush());
      this.transport = transport;
    });
  }

  flush() {
    void this.ideas.flush();
    void this.supports.flush();
  }

  act() {
    const dice = chance.number();
    if (dice < 0.1) this.write();
    else if (dice < 0.75) this.support();
    else if (dice < 0.85) this.again();
    else {
      this.transport.close(); // whatever is on its way
      this.open();
    }
  }

  write() {
    const text = `idee ${this.index}.${Object.keys(this.written).length} 👩‍🌾`;
    this.ideas.add(text, "");
    this.written[text] = this.ideas.waiting[this.ideas.waiting.length - 1].uuid;
    this.flush();
  }

  support() {
    const others = known.filter(({ by }) => by !== this);
    if (others.length === 0) return;
    const { id } = chance.one(others);
    this.wished[id] = !this.wished[id];
    this.supports.wish(id, this.wished[id], 0);
    this.flush();
  }

  /** What was sent long ago arrives once more. */
  again() {
    for (let times = 0; times < 2 && this.#sent.length > 0; times += 1)
      this.socket.emit(...chance.one(this.#sent), () => undefined);
  }

  get settled() {
    return this.ideas.waiting.length + this.supports.waiting.length === 0;
  }

  get state() {
    const { connected } = this.transport;
    const { name, bad } = this;
    return browsers.run(this, () => ({
      ...{ name, connected, bad, ideas: this.ideas.waiting, supports: this.supports.waiting },
      patience: [this.ideas.patience, this.supports.patience],
    }));
  }
}

const everybody = facts.browsers.map((one, index) => new Phone(one, index));

async function acts(one, count) {
  browsers.run(one, () => one.write()); // by its ideas the test knows whose it is
  for (let at = 0; at < count; at += 1) {
    await new Promise((resolve) => setTimeout(resolve, facts.paceMs * 2 * chance.number()));
    browsers.run(one, () => one.act());
  }
}

async function obey(order) {
  if (order.acts !== undefined) {
    await Promise.all(everybody.map((one) => acts(one, order.acts)));
    return {};
  }
  const settled = (one) => browsers.run(one, () => one.settled);
  await until(() => everybody.every(settled), "nothing waiting", everybody, PATIENCE_SECONDS);
  for (const one of everybody) browsers.run(one, () => one.again());
  const last = everybody.map((one) =>
    browsers.run(one, () => one.transport.request("idea_support", { idea: known[0].id, on: false, counter: 0 })),
  );
  await Promise.allSettled(last); // in order behind what was sent again
  const ends = everybody.map(({ written, wished, bad }) => ({ written, wished, bad }));
  return { ends, events };
}

await turn();
await say({ ready: true });
for (let order = await next(); order !== undefined; order = await next()) await say(await obey(order));
process.exit(0);
