// Applies updates with real Yjs: per line of input a list of base64 updates, per line of output
// {text, vector, pending, state} of a new document that got them in this order.
import { createInterface } from "node:readline";
import * as Y from "yjs";

for await (const line of createInterface({ input: process.stdin })) {
  const doc = new Y.Doc();
  for (const update of JSON.parse(line)) Y.applyUpdate(doc, Buffer.from(update, "base64"));
  const answer = {
    text: doc.getText("notes").toString(),
    vector: Object.fromEntries(Y.decodeStateVector(Y.encodeStateVector(doc))),
    pending: doc.store.pendingStructs !== null || doc.store.pendingDs !== null,
    state: Buffer.from(Y.encodeStateAsUpdate(doc)).toString("base64"),
  };
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}
