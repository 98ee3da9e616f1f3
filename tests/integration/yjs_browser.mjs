// Browsers in one Node process: the front end's own notepad, outbox and transport, over a real
// Socket.IO connection with real IndexedDB semantics; only the page around them is a stub.
import { AsyncLocalStorage } from "node:async_hooks";
import { createInterface } from "node:readline";
import { IDBFactory, IDBKeyRange } from "fake-indexeddb";
import { frontEnd } from "./yjs_front_end.mjs";

const lines = createInterface({ input: process.stdin })[Symbol.asyncIterator]();

/** The next message of the test, a JSON line; undefined when there are no more. */
export async function next() {
  const { value } = await lines.next();
  return value === undefined ? undefined : JSON.parse(value);
}

export const say = (message) => new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, resolve));
export const turn = () => new Promise((resolve) => setTimeout(resolve, 4));

const began = Date.now();
export const events = [];
export const note = (who, what) => events.push(`${Date.now() - began} ${who} ${what}`);

// Whose code runs now: what a browser keeps for itself (cookies, IndexedDB) is found by it.
export const browsers = new AsyncLocalStorage();
export const own = () => browsers.getStore();
const plainFetch = globalThis.fetch;
const headers = () => ({ Cookie: own().cookie, Origin: own().address, Referer: `${own().address}/` });
const stubs = {
  indexedDB: { get: () => own().databases },
  localStorage: { get: () => own().shelf },
  IDBKeyRange: { value: IDBKeyRange },
  location: { value: new URL("http://127.0.0.1") },
  window: { value: new EventTarget() },
  document: { value: Object.assign(new EventTarget(), { hidden: false }) },
  navigator: { value: {} },
  fetch: {
    value: (path, init = {}) =>
      plainFetch(`${own().address}${path}`, { ...init, headers: { ...init.headers, ...headers() } }).then(
        async (answer) => {
          if (!answer.ok) note(own().name, `${path} ${answer.status} ${await answer.clone().text()}`);
          return answer;
        },
      ),
  },
  // Every connection that the front end opens, with this browser's cookie, and known to the test.
  opened: {
    value: (io, options) => {
      const browser = own();
      const socket = io(browser.address, { ...options, ...browser.way, extraHeaders: headers(), forceNew: true });
      browser.opened(socket);
      return socket;
    },
  },
};
for (const [name, how] of Object.entries(stubs))
  Object.defineProperty(globalThis, name, { configurable: true, ...how });

export const { IdeaOutbox, SupportOutbox, Notepad, connect, pageTimers, Y } = await frontEnd();
const TRACKED = Symbol("can be undone");

/** One browser with a notepad open; what must not happen is gathered in `bad`. */
export class Browser {
  constructor({ address, cookie, csrf, epoch, notepad }, index, way = {}) {
    Object.assign(this, { address, cookie, csrf, index, way, name: `browser ${index}`, databases: new IDBFactory() });
    Object.assign(this, { bad: [], made: 0, text: null });
    browsers.run(this, () => {
      this.transport = connect(Promise.resolve());
      this.notepad = new Notepad(notepad, epoch, csrf, this.transport, pageTimers, this.page());
      this.notepad.start();
    });
  }

  opened(socket) {
    this.socket = socket;
    for (const bad of ["refused", "reset", "trouble", "gone"]) socket.on(bad, (what) => this.told(bad, what));
    for (const end of ["connect", "disconnect"]) socket.on(end, (why) => note(this.name, `${end} ${why ?? ""}`));
    socket.on("resync", () => note(this.name, "resync"));
  }

  page() {
    const nothing = () => undefined;
    return {
      ...{
        saveState: nothing,
        cursors: nothing,
        ideas: nothing,
        here: nothing,
        room: nothing,
        joined: nothing,
        people: nothing,
      },
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

  /** A word that occurs nowhere else. */
  word() {
    this.made += 1;
    return `«${this.index}.${this.made}»`;
  }

  /** The beginning of some line: words are typed there, so that nobody types inside a word. */
  place(chance) {
    const starts = [0, ...[...this.text.toString().matchAll(/\n/g)].map((at) => at.index + 1)];
    return chance.one(starts.slice(0, 400));
  }

  /** Types on a line of its own, sign by sign. */
  typeSigns(at, signs) {
    this.text.insert(at, "\n");
    signs.reduce((here, sign) => {
      this.text.insert(here, sign);
      return here + sign.length;
    }, at);
  }

  /** Makes one change that can be undone. */
  change(work) {
    this.text.doc.transact(work, TRACKED);
  }

  /** Whether it is in the room, and the server has all of it. */
  get settled() {
    return this.text !== null && this.transport.connected && !this.notepad.unsaved;
  }

  /** How many updates this browser keeps on its device. */
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
    const { connected } = this.transport;
    return { name: this.name, connected, unsaved: this.notepad.unsaved, bad: this.bad, length: this.text?.length };
  }

  close() {
    browsers.run(this, () => {
      this.notepad.stop();
      this.transport.close();
    });
  }
}

/** Waits until something is so; says what was waited for and ends the process when it does not come. */
export async function until(condition, what, everybody, seconds = 40) {
  const end = Date.now() + seconds * 1000;
  while (!(await condition())) {
    if (Date.now() > end) {
      await say({ failed: `waited for ${what}`, states: everybody.map((one) => one.state), events: events.slice(-60) });
      process.exit(1);
    }
    await turn();
  }
}

/** Waits until everybody is in the room and nothing is kept on a device any more. */
export async function untilSettled(everybody, seconds = 40) {
  await until(() => everybody.every((one) => one.settled), "nothing unsaved", everybody, seconds);
  const empty = async () => (await Promise.all(everybody.map((one) => one.unsent()))).every((n) => n === 0);
  await until(empty, "empty outboxes", everybody, seconds);
}
