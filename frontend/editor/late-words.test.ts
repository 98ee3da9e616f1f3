import { expect, test } from "vitest";
import * as Y from "yjs";
import { LateWords } from "./late-words";

test("what is typed after the end is kept, with its spaces and without what others wrote", () => {
  const doc = new Y.Doc();
  const text = doc.getText("notes");
  text.insert(0, "Dit is");
  const late = new LateWords();
  late.gather(doc);
  text.insert(6, " een zinn");
  text.delete(14, 1);
  const other = new Y.Doc();
  other.getText("notes").insert(0, "Van een ander.");
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
  expect(late.take()).toBe(" een zin");
  text.insert(0, "later");
  expect(late.take()).toBe("");
});
