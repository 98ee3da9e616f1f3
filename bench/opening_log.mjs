// Types a recorded paper with real Yjs, as a notepad's browsers would have: one row of the log per keystroke, and now
// and then another client id, because somebody opened the page anew. Writes, for every row, four bytes of client id,
// four of length, and the update.
// Run by bench/opening.py: node bench/opening_log.mjs <automerge-paper.json.gz> <keystrokes per client id>
import { readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import * as Y from "yjs";

const [path, perClient] = process.argv.slice(2);
const trace = JSON.parse(gunzipSync(readFileSync(path)).toString("utf8"));
const doc = new Y.Doc();
const text = doc.getText("notes");
const rows = [];

doc.on("update", (update) => {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(doc.clientID, 0);
  head.writeUInt32BE(update.length, 4);
  rows.push(head, update);
});

// The same ids at every run, spread as random ones are.
for (const [typed, { patches }] of trace.txns.entries()) {
  const page = Math.floor(typed / Number(perClient));
  doc.clientID = (1_000_003 + page * 2_654_435_761) % 2 ** 32;
  doc.transact(() => {
    for (const [at, deleted, inserted] of patches) {
      if (deleted > 0) text.delete(at, deleted);
      if (inserted !== "") text.insert(at, inserted);
    }
  });
}
if (text.toString() !== trace.endContent) throw new Error("the paper did not come out as it was written");
process.stdout.write(Buffer.concat(rows));
