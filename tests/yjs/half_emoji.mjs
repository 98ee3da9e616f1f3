// Two ways to turn 😀 into 😁 (they share their high half): as a bare editor does it, only the half
// that differs, and widened to the whole code point. One JSON object: {client, first, half, whole, text}.
import * as Y from "yjs";

const encode = (update) => Buffer.from(update).toString("base64");

function replaced(state, from, length, word) {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, state);
  doc.clientID = 77;
  const before = Y.encodeStateVector(doc);
  const text = doc.getText("notes");
  doc.transact(() => {
    text.delete(from, length);
    text.insert(from, word);
  });
  return { update: encode(Y.encodeStateAsUpdate(doc, before)), text: text.toString() };
}

const doc = new Y.Doc();
doc.clientID = 77;
doc.getText("notes").insert(0, "ja 😀!");
const first = Y.encodeStateAsUpdate(doc);
const half = replaced(first, 4, 1, "😁".slice(1));
const whole = replaced(first, 3, 2, "😁");
process.stdout.write(
  JSON.stringify({ client: 77, first: encode(first), half: half.update, whole: whole.update, text: whole.text }),
);
