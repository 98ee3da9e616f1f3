import { expect, test } from "vitest";
import * as Y from "yjs";
import { insertedText } from "./inserted-text";

function typed(work: (notes: Y.Text) => void, before = ""): Uint8Array[] {
  const server = new Y.Doc();
  server.getText("notes").insert(0, before);
  const doc = new Y.Doc();
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(server));
  const updates: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => updates.push(update));
  work(doc.getText("notes"));
  return updates;
}

test("words typed one by one come back as one text", () => {
  const updates = typed((notes) => {
    for (const [at, letter] of [..."hallo"].entries()) notes.insert(at, letter);
  });
  expect(insertedText(updates)).toBe("hallo");
});

test("what was deleted again and what others wrote is not in it", () => {
  const updates = typed((notes) => {
    notes.insert(4, " nieuw");
    notes.delete(0, 2);
    notes.delete(notes.length - 1, 1);
  }, "oud!");
  expect(insertedText(updates)).toBe(" nieu");
});

test("text in two places is two lines", () => {
  const updates = typed((notes) => {
    notes.insert(0, "boven");
    notes.insert(notes.length, "onder");
  }, " midden ");
  expect(insertedText(updates)).toBe("boven\nonder");
});

test("an empty outbox has no text", () => {
  expect(insertedText([])).toBe("");
});
