import { expect, test } from "vitest";
import * as Y from "yjs";
import { runsOf } from "./author-runs";

/** A text that several clients write in; each insert is [client, place, words]. */
function written(inserts: readonly [client: number, at: number, words: string][]): Y.Text {
  const docs = new Map<number, Y.Doc>();
  const whole = new Y.Doc();
  for (const [client, at, words] of inserts) {
    const doc = docs.get(client) ?? new Y.Doc();
    doc.clientID = client;
    docs.set(client, doc);
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole));
    doc.getText("notes").insert(at, words);
    Y.applyUpdate(whole, Y.encodeStateAsUpdate(doc));
  }
  return whole.getText("notes");
}

test("each part is the client's that put it in, neighbours together, what was deleted left out", () => {
  const text = written([
    [7, 0, "een vier"],
    [8, 4, "twee "],
    [8, 9, "drie "],
  ]);
  expect(text.toString()).toBe("een twee drie vier");
  expect(runsOf(text, 0, text.length)).toEqual([
    { from: 0, to: 4, client: 7 },
    { from: 4, to: 14, client: 8 },
    { from: 14, to: 18, client: 7 },
  ]);
  text.delete(4, 10);
  expect(runsOf(text, 0, text.length)).toEqual([{ from: 0, to: 8, client: 7 }]);
});

test("a part of the text has the runs in it, cut at its ends", () => {
  const text = written([
    [7, 0, "een vier"],
    [8, 4, "twee "],
  ]);
  expect(runsOf(text, 2, 6)).toEqual([
    { from: 2, to: 4, client: 7 },
    { from: 4, to: 6, client: 8 },
  ]);
  expect(runsOf(text, 4, 9)).toEqual([{ from: 4, to: 9, client: 8 }]);
  expect(runsOf(text, 13, 13)).toEqual([]);
});
