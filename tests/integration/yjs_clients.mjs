// Several browsers in one Node process: the front end's own notepad, outbox and transport, over a real
// Socket.IO connection with real IndexedDB semantics; only the page around them is a stub.
//
// Reads one JSON line with the run's facts, later "restarted" when the server is back; writes one JSON
// line {ask: "restart"} when it wants the server killed, and at the end {texts, …}.
import { AsyncLocalStorage } from "node:async_hooks";
import { createInterface } from "node:readline";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { chanceOf } from "./yjs_chance.mjs";
import { frontEnd } from "./yjs_front_end.mjs";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const next = async () => JSON.parse((await lines.next()).value);
const say = (message) => new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, resolve));
const facts = await next();
const began = Date.now();
const events = [];
const note = (who, what) => events.push(`${Date.now() - began} ${who} ${what}`);

// Whose code runs now: what a browser keeps for itself (cookies, IndexedDB) is found by it.
const browsers = new AsyncLocalStorage();
const own = () => browsers.getStore();
const plainFetch = globalThis.fetch;
const headers = () => ({ Cookie: own().cookie, Origin: facts.address, Referer: `${facts.address}/` });
const page = Object.assign(new EventTarget(), { hidden: false });
const stubs = {
  indexedDB: { get: () => own().databases },
  IDBKeyRange: { value: IDBKeyRange },
  location: { value: new URL(facts.address) },
  window: { value: new EventTarget() },
  document: { value: page },
  navigator: { value: {} },
  fetch: {
    value: (path, init = {}) =>
      plainFetch(`${facts.address}${path}`, { ...init, headers: { ...init.headers, ...headers() } }).then(
        async (answer) => {
          if (!answer.ok) note(own().name, `${path} ${answer.status} ${await answer.clone().text()}`);
          return answer;
        },
      ),
  },
  // Every connection that the front end opens, with this browser's cookie, and known to the test.
  opened: {
    value: (io, options) => {
      const socket = io(facts.address, { ...options, ...own().way, extraHeaders: headers(), forceNew: true });
      own().socket = socket;
      const browser = own();
      for (const bad of ["refused", "reset", "trouble", "gone"]) socket.on(bad, (what) => browser.told(bad, what));
      socket.on("resync", () => note(browser.name, "resync"));
      return socket;
    },
  },
};
for (const [name, how] of Object.entries(stubs))
  Object.defineProperty(globalThis, name, { configurable: true, ...how });

const { Notepad, connect, pageTimers, Y } = await frontEnd();

// One of them sits behind something that lets no WebSocket through, another begins as long polling.
const LINES = [{}, {}, {}, {}, { transports: ["polling"] }, { transports: ["polling", "websocket"] }];
const TRACKED = Symbol("can be undone");
const FACES = ["😀", "😁", "👩‍🌾", "🎉", "é", "𝄞"];
const alive = new Set(); // the words that have to be there at the end, each once
const gone = new Set();

class Browser {
  constructor({ cookie, csrf }, index) {
    Object.assign(this, {
      cookie,
      csrf,
      index,
      name: `browser ${index}`,
      way: LINES[index % LINES.length],
      databases: new IDBFactory(),
    });
    Object.assign(this, { bad: [], made: 0, done: [], pasted: new Set(), text: null });
    this.open();
  }

  open() {
    browsers.run(this, () => {
      this.transport = connect(Promise.resolve());
      this.notepad = new Notepad(facts.notepad, facts.epoch, this.csrf, this.transport, pageTimers, this.page());
      this.notepad.start();
    });
  }

  page() {
    const nothing = () => undefined;
    return {
      ...{ saveState: nothing, cursors: nothing, ideas: nothing, here: nothing, room: nothing },
      opened: (text) => {
        this.text = text;
        this.undo = new Y.UndoManager(text, { trackedOrigins: new Set([TRACKED]), captureTimeout: 0 });
      },
      finished: () => {
        this.text = null;
      },
      keptText: (text, reason) => this.told("kept", `${reason}: ${[...text].slice(0, 60).join("")}`),
      shut: (problem) => this.told("shut", problem),
      shownText: () => this.text?.toString() ?? null,
    };
  }

  told(kind, what) {
    note(this.name, `${kind} ${JSON.stringify(what)}`);
    this.bad.push([kind, what]);
  }

  word() {
    this.made += 1;
    return `«${this.index}.${this.made}»`;
  }

  /** The beginning of some line: words are typed there, so that nobody types inside a word. */
  place(chance) {
    const starts = [0, ...[...this.text.toString().matchAll(/\n/g)].map((at) => at.index + 1)];
    return chance.one(starts.slice(0, 400));
  }

  type(chance) {
    const [word, at] = [this.word(), this.place(chance)];
    this.text.insert(at, "\n");
    [...word, " ", chance.one(FACES)].reduce((here, sign) => {
      this.text.insert(here, sign);
      return here + sign.length;
    }, at);
    alive.add(word);
  }

  paste(chance) {
    const words = Array.from({ length: 20 }, () => this.word());
    this.change(() => this.text.insert(this.place(chance), `${words.join(" geplakt 😀\n")}\n`));
    this.did(words, "pasted");
  }

  // Only one browser takes away what another typed: two who undo the same would write it twice.
  erase(chance) {
    const from = (this.index + 1) % facts.browsers.length;
    const there = [...this.text.toString().matchAll(new RegExp(`«${from}\\.\\d+»`, "g"))];
    const typed = there.filter(([word]) => alive.has(word) && !everybody[from].pasted.has(word));
    if (typed.length === 0) return;
    const found = chance.one(typed);
    const [word] = found;
    this.change(() => this.text.delete(found.index, word.length));
    this.did([word], "erased");
  }

  did(words, how) {
    if (how === "pasted") for (const word of words) this.pasted.add(word);
    this.done.push({ words, how });
    for (const word of words) (how === "pasted" ? alive : gone).add(word);
    if (how === "erased") for (const word of words) alive.delete(word);
  }

  takeBack() {
    const last = this.done.pop();
    if (last === undefined) return;
    this.undo.undo();
    const there = last.how === "erased";
    for (const word of last.words) (there ? alive : gone).add(word);
    for (const word of last.words) (there ? gone : alive).delete(word);
  }

  swapFace() {
    const text = this.text.toString();
    const at = text.indexOf("😀");
    if (at < 0) return;
    this.text.doc.transact(() => {
      this.text.delete(at, 2);
      this.text.insert(at, "😁");
    });
  }

  big() {
    const word = this.word();
    this.text.insert(0, `${word}${"🌾".repeat(55_000)}\n`);
    alive.add(word);
  }

  change(work) {
    this.text.doc.transact(work, TRACKED);
  }

  /** The line breaks, without a goodbye. */
  drop() {
    const line = this.socket.io.engine?.transport;
    if (line?.ws) line.ws.terminate();
    else line?.onError?.("cut", new Error("cut"));
  }

  async act(chance) {
    const dice = chance.number();
    if (this.text === null) return;
    if (dice < 0.55) this.type(chance);
    else if (dice < 0.62) this.paste(chance);
    else if (dice < 0.76) this.erase(chance);
    else if (dice < 0.84) this.takeBack();
    else if (dice < 0.93) this.swapFace();
    else {
      if (dice < 0.97) this.type(chance); // the line breaks between sending and the answer
      note(this.name, "dropped");
      this.drop();
    }
  }

  async unsent() {
    const names = (await this.databases.databases()).map(({ name }) => name);
    const counts = names.map(
      (name) =>
        new Promise((resolve, reject) => {
          const request = this.databases.open(name);
          request.onerror = () => reject(request.error);
          request.onsuccess = () => {
            const all = request.result.transaction("outbox").objectStore("outbox").count();
            all.onsuccess = () => resolve(all.result);
          };
        }),
    );
    return (await Promise.all(counts)).reduce((sum, count) => sum + count, 0);
  }

  get state() {
    return {
      connected: this.transport.connected,
      unsaved: this.notepad.unsaved,
      bad: this.bad,
      length: this.text?.length,
    };
  }
}

const chance = chanceOf(facts.seed);
const everybody = facts.browsers.map((one, index) => new Browser(one, index));
const turn = () => new Promise((resolve) => setTimeout(resolve, 4));

async function until(condition, what, seconds = 40) {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > end) {
      await say({ failed: `waited for ${what}`, states: everybody.map((one) => one.state), events: events.slice(-60) });
      process.exit(1);
    }
    await turn();
  }
}

async function someActs(count) {
  for (let at = 0; at < count; at += 1) {
    await browsers.run(chance.one(everybody), () => own().act(chance));
    if (chance.number() < 0.7) await turn();
  }
}

await until(() => everybody.every((one) => one.text !== null), "everybody in the room");
await someActs(facts.acts / 2);
browsers.run(everybody[0], () => own().big());
await someActs(10);
const back = next();
void say({ ask: "restart" });
let restarted = false;
void back.then(() => {
  restarted = true;
});
await someActs(facts.acts / 4); // while the server is gone, too
await until(() => restarted, "the server");
await someActs(facts.acts / 4);
const texts = () => everybody.map((one) => one.text?.toString());
const settled = () =>
  everybody.every((one) => one.text !== null && one.transport.connected && !one.notepad.unsaved) &&
  new Set(texts()).size === 1;
await until(settled, "one text everywhere, and nothing unsaved");
await until(
  async () => (await Promise.all(everybody.map((one) => one.unsent()))).every((n) => n === 0),
  "empty outboxes",
);
await say({
  texts: [...new Set(texts())],
  alive: [...alive],
  gone: [...gone],
  bad: everybody.flatMap((one) => one.bad),
  events,
});
for (const one of everybody)
  browsers.run(one, () => {
    one.notepad.stop();
    one.transport.close();
  });
process.exit(0);
