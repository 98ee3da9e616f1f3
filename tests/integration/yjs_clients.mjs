// Browsers that type, paste, erase, undo and lose their line, while the server dies once.
//
// Reads one JSON line with the run's facts, later "restarted" when the server is back; writes one JSON
// line {ask: "restart"} when it wants the server killed, and at the end {texts, …}.
import { Browser, browsers, events, next, note, own, say, turn, until, untilSettled } from "./yjs_browser.mjs";
import { chanceOf } from "./yjs_chance.mjs";

const facts = await next();

// One of them sits behind something that lets no WebSocket through, another begins as long polling.
const LINES = [{}, {}, {}, {}, { transports: ["polling"] }, { transports: ["polling", "websocket"] }];
const FACES = ["😀", "😁", "👩‍🌾", "🎉", "é", "𝄞"];
const alive = new Set(); // the words that have to be there at the end, each once
const gone = new Set();

class Typist extends Browser {
  done = [];
  pasted = new Set();

  type(chance) {
    const [word, at] = [this.word(), this.place(chance)];
    this.typeSigns(at, [...word, " ", chance.one(FACES)]);
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
}

const chance = chanceOf(facts.seed);
const everybody = facts.browsers.map((one, index) => new Typist(one, index, LINES[index % LINES.length]));

async function someActs(count) {
  for (let at = 0; at < count; at += 1) {
    await browsers.run(chance.one(everybody), () => own().act(chance));
    if (chance.number() < 0.7) await turn();
  }
}

await until(() => everybody.every((one) => one.text !== null), "everybody in the room", everybody);
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
await until(() => restarted, "the server", everybody);
await someActs(facts.acts / 4);
const texts = () => new Set(everybody.map((one) => one.text?.toString()));
await until(() => everybody.every((one) => one.settled) && texts().size === 1, "one text everywhere", everybody);
await untilSettled(everybody);
await say({
  texts: [...texts()],
  alive: [...alive],
  gone: [...gone],
  bad: everybody.flatMap((one) => one.bad),
  events,
});
for (const one of everybody) one.close();
process.exit(0);
