import { expect, test } from "vitest";
import * as Y from "yjs";
import { indexOf, placeAt } from "./positions";

test("a place stays before its character when others type, and the end stays the end", () => {
  const doc = new Y.Doc();
  const notes = doc.getText("notes");
  notes.insert(0, "hallo");
  const middle = placeAt(notes, 2);
  const end = placeAt(notes, 5);
  notes.insert(0, "o, ");
  expect(indexOf(notes, middle)).toBe(5);
  expect(indexOf(notes, end)).toBe(8);
});

test("a place of a character that is not here yet is nowhere", () => {
  expect(indexOf(new Y.Doc().getText("notes"), [77, 3, 0])).toBeNull();
});
