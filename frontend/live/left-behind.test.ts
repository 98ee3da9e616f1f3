import "fake-indexeddb/auto";
import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { keptEpochs } from "./kept-epochs";
import { rescueLeftBehind } from "./left-behind";
import { openOutboxStore } from "./outbox-store";

const held = new Set<string>();
vi.stubGlobal("navigator", {
  locks: { query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }) },
});

async function typed(notepad: number, epoch: number, client: number, words: string): Promise<void> {
  const doc = new Y.Doc();
  doc.clientID = client;
  doc.getText("notes").insert(0, words);
  const store = openOutboxStore(notepad, epoch);
  await store.put(client, 1, Y.encodeStateAsUpdate(doc));
  store.close();
}

async function rescued(notepad: number, epoch: number, writes: boolean): Promise<[string, string][]> {
  const texts: [string, string][] = [];
  await rescueLeftBehind(notepad, epoch, writes, (text, reason) => texts.push([text, reason]));
  return texts;
}

test("words of an epoch that is over are handed over once, and their store goes", async () => {
  await typed(1, 10, 7, "van vroeger");
  await typed(1, 11, 8, "van nu");
  expect(await rescued(1, 11, true)).toEqual([
    ["van vroeger", "De notities zijn opnieuw begonnen. Wat je nog niet had opgeslagen, staat hier."],
  ]);
  expect([await rescued(1, 11, true), keptEpochs(1)]).toEqual([[], [11]]);
});

test("who may not type any more gets the words of this epoch, too, once", async () => {
  await typed(2, 10, 7, "net te laat");
  expect(await rescued(2, 10, false)).toEqual([
    ["net te laat", "Je kunt hier nu niet meer typen. Dit was nog niet opgeslagen."],
  ]);
  expect([await rescued(2, 10, false), keptEpochs(2)]).toEqual([[], [10]]);
});

test("what an open tab holds is left to that tab", async () => {
  await typed(3, 10, 7, "nog bezig");
  held.add("oogst-client-7");
  expect([await rescued(3, 11, true), keptEpochs(3)]).toEqual([[], [10]]);
  held.clear();
  expect((await rescued(3, 11, true)).map(([text]) => text)).toEqual(["nog bezig"]);
});
