import { expect, test } from "vitest";
import * as Y from "yjs";
import { indexOf, placeAt } from "./positions";

test("a place stays before its character when others type", () => {
  const doc = new Y.Doc();
  const notes = doc.getText("notes");
  notes.insert(0, "hallo");
  const middle = placeAt(notes, 2);
  notes.insert(0, "o, ");
  expect(indexOf(notes, middle)).toBe(5);
});

test("a place at the end stays after its character when others write on below", () => {
  const doc = new Y.Doc();
  const notes = doc.getText("notes");
  const first = placeAt(notes, 0);
  notes.insert(0, "hallo");
  const end = placeAt(notes, 5);
  notes.insert(0, "o, ");
  notes.insert(8, "\nvan een ander");
  expect(indexOf(notes, end)).toBe(8);
  expect(indexOf(notes, first)).toBe(notes.length);
});

test("a place of a character that is not here yet is nowhere", () => {
  expect(indexOf(new Y.Doc().getText("notes"), [77, 3, 0])).toBeNull();
});
