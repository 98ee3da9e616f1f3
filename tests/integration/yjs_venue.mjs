// Browsers that type words behind a bad network as they are told.
//
// Reads one JSON line with the facts, then orders; answers each with one line:
//   {"acts": n}         when everybody did n more things, each at its own moments
//   "mark"              the words that everybody types at this order, and never erases
//   {"see": words}      when every text holds these words
//   "rest"              when everything is saved: what was made, and all that went wrong
//   {"agree": text}     when every text is this one, or after a while: the texts that there are
import { Browser, browsers, events, next, say, turn, until, untilSettled } from "./yjs_browser.mjs";
import { chanceOf } from "./yjs_chance.mjs";

const PATIENCE_SECONDS = 70;
const facts = await next();
const chance = chanceOf(facts.seed);

class Typist extends Browser {
  alive = [];
  erased = [];
  marks = [];
  checks = 0;

  opened(socket) {
    super.opened(socket);
    socket.on("frame", (frame) => {
      if (frame.check !== undefined) this.checks += 1;
    });
  }

  act() {
    if (this.text === null) return;
    const dice = chance.number();
    if (dice < 0.85) this.type();
    else if (dice < 0.9) this.paste();
    else this.erase();
  }

  type(into = this.alive) {
    const word = this.word();
    this.typeSigns(this.place(chance), [...word, " ", chance.one(["😀", "é", "ok", "👩‍🌾"])]);
    into.push(word);
  }

  paste() {
    const words = Array.from({ length: 5 }, () => this.word());
    this.change(() => this.text.insert(this.place(chance), `${words.join("\n")}\n`));
    this.alive.push(...words);
  }

  /** Takes one of its own words away again. */
  erase() {
    if (this.alive.length === 0) return;
    const word = chance.one(this.alive);
    this.change(() => this.text.delete(this.text.toString().indexOf(word), word.length));
    this.alive.splice(this.alive.indexOf(word), 1);
    this.erased.push(word);
  }

  has(words) {
    const text = this.text?.toString() ?? "";
    return words.every((word) => text.includes(word));
  }
}

const everybody = facts.browsers.map((one) => new Typist(one, one.index));
const all = (what) => everybody.flatMap((one) => one[what]);

async function acts(one, count) {
  for (let at = 0; at < count; at += 1) {
    await new Promise((resolve) => setTimeout(resolve, facts.paceMs * 2 * chance.number()));
    browsers.run(one, () => one.act());
  }
}

async function obey(order) {
  if (order === "mark") {
    for (const one of everybody) browsers.run(one, () => one.type(one.marks));
    return { marks: everybody.map((one) => one.marks.at(-1)) };
  }
  if (order.acts !== undefined) {
    await Promise.all(everybody.map((one) => acts(one, order.acts)));
    return {};
  }
  if (order === "rest") {
    await untilSettled(everybody, PATIENCE_SECONDS);
    const alive = [...all("alive"), ...all("marks")];
    return { alive, erased: all("erased"), bad: all("bad"), checks: everybody.map((one) => one.checks), events };
  }
  if (order.see !== undefined) {
    await until(() => everybody.every((one) => one.has(order.see)), "everybody's words", everybody, PATIENCE_SECONDS);
    return {};
  }
  const texts = () => new Set(everybody.map((one) => one.text?.toString()));
  const end = Date.now() + 20_000;
  while ((texts().size > 1 || !texts().has(order.agree)) && Date.now() < end) await turn();
  return { texts: [...texts()] };
}

await until(() => everybody.every((one) => one.text !== null), "everybody in the room", everybody, PATIENCE_SECONDS);
await say({ ready: true });
for (let order = await next(); order !== undefined; order = await next()) await say(await obey(order));
for (const one of everybody) one.close();
process.exit(0);
