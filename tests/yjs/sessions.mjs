// Writes sessions of several people typing in one notepad with real Yjs, one JSON line each:
// {seed, edits: [{client, update, rejoined}], text, vector}. Usage: node sessions.mjs FIRST_SEED COUNT [STEPS]
import * as Y from "yjs";

const [firstSeed, count, steps = 60] = process.argv.slice(2).map(Number);
const WORDS = ["a", "e", " ", "\n", "de ", "coöperatie", "😀", "👩‍👧", "漢字", "\ufeff", "\ufffd", "- [ ] ", "𝄞x", "ﬁ"];

/** mulberry32: the same numbers on every machine. */
function random(seed) {
  let state = seed >>> 0;
  return (below) => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 4294967296) * below);
  };
}

class Typist {
  constructor(clientId) {
    this.doc = new Y.Doc();
    this.doc.clientID = clientId;
    this.text = this.doc.getText("notes");
    this.undo = new Y.UndoManager(this.text, { captureTimeout: 1e9 });
    this.outbox = [];
    this.seen = 0; // how much of the server's log it has
    this.doc.on("update", (update, origin) => origin !== "server" && this.outbox.push(update));
  }

  /** The nearest place that is not inside a surrogate pair: what the editor's filter guarantees. */
  whole(place) {
    const unit = this.text.toString().charCodeAt(place);
    return unit >= 0xdc00 && unit <= 0xdfff ? place - 1 : place;
  }

  step(pick) {
    const length = this.text.length;
    const start = this.whole(pick(length + 1));
    const end = this.whole(Math.min(length, start + pick(6)));
    const what = pick(20);
    if (what < 9) this.text.insert(start, WORDS[pick(WORDS.length)]);
    else if (what < 12) this.text.delete(start, Math.max(0, end - start));
    else if (what < 14) this.replace(start, Math.max(0, end - start), WORDS[pick(WORDS.length)]);
    else if (what < 16) this.undo.undo();
    else if (what < 17) this.undo.redo();
    else if (what < 18) this.undo.stopCapturing();
    else this.typeAndRegret(start, pick);
  }

  replace(start, length, word) {
    this.doc.transact(() => {
      this.text.delete(start, length);
      this.text.insert(start, word);
    }, null);
  }

  /** Inserts and deletes a part of it in one transaction that undo does not keep: gives deleted content. */
  typeAndRegret(start, pick) {
    const word = WORDS[pick(WORDS.length)];
    this.doc.transact(() => {
      this.text.insert(start, `x${word}y`);
      this.text.delete(start, pick(2) ? word.length + 1 : 1);
    }, "not to be undone");
  }
}

function session(seed) {
  const pick = random(seed);
  const log = [];
  const edits = [];
  const typists = Array.from({ length: 1 + pick(4) }, (_, at) => new Typist((pick(2 ** 32) + at) >>> 0 || 7));
  const server = new Y.Doc();
  const send = (typist, forget) => {
    if (typist.outbox.length === 0) return;
    const update = Y.mergeUpdates(typist.outbox);
    edits.push({ client: typist.doc.clientID, update: Buffer.from(update).toString("base64") });
    Y.applyUpdate(server, update);
    log.push(update);
    if (forget) typist.outbox = []; // otherwise the answer was lost: it is sent again, with what follows
  };
  const receive = (typist) => {
    for (; typist.seen < log.length; typist.seen++) Y.applyUpdate(typist.doc, log[typist.seen], "server");
  };
  if (seed % 25 === 0) typists[0].text.insert(0, "Plakken 😀 mag. ".repeat(7000)); // 100 kB and more
  for (let at = 0; at < steps; at++) {
    const typist = typists[pick(typists.length)];
    typist.step(pick);
    if (pick(3) === 0) send(typist, pick(4) > 0);
    if (pick(3) === 0) receive(typists[pick(typists.length)]);
  }
  for (const typist of typists) send(typist, true);
  for (const typist of typists) receive(typist);
  const text = server.getText("notes").toString();
  for (const typist of typists)
    if (typist.text.toString() !== text) throw new Error(`Yjs itself differs, seed ${seed}`);
  const vector = Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(server)));
  const state = Buffer.from(Y.encodeStateAsUpdate(server)).toString("base64");
  return { seed, edits, text, vector, state };
}

for (let seed = firstSeed; seed < firstSeed + count; seed++) process.stdout.write(`${JSON.stringify(session(seed))}\n`);
