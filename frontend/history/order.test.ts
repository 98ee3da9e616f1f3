// Tries to find a text that stands in another order than Yjs gives it: people who see each other late, in the same place.
import { expect, test } from "vitest";
import * as Y from "yjs";
import { compared } from "./compared";
import { BrokenLog } from "./log";
import { runsOf } from "./runs";

const [SESSIONS, STEPS] = [100, 60];

/** A past of these updates, one row each, by whoever holds the client id. */
function past(updates: readonly Uint8Array[]): Parameters<typeof runsOf>[0] {
  let end = 0;
  return {
    rows: updates.length,
    updates: Uint8Array.from(updates.flatMap((update) => [...update])),
    ends: Uint32Array.from([0, ...updates.map(({ length }) => (end += length))]),
    person: (client) => client,
    owned: { ends: Uint32Array.from([0, ...updates.keys()], (row) => row), people: Int32Array.from(updates.keys()) },
  };
}

/** Numbers from 0 up to `below`, the same ones for the same seed. */
function chances(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

/** What some people typed who read each other now and then, as rows in an order that the server may have stored. */
function session(seed: number): { rows: Uint8Array[]; texts: string[] } {
  const chance = chances(seed);
  const rows: Uint8Array[] = [];
  const server = new Y.Doc({ gc: false });
  const people = Array.from({ length: 2 + chance(4) }, (_, index) => {
    const doc = new Y.Doc({ gc: false });
    doc.clientID = 1 + chance(2 ** 20) * 8 + index;
    const unsent: Uint8Array[] = [];
    doc.on("update", (update: Uint8Array, origin: unknown) => {
      if (origin !== server) unsent.push(update);
    });
    return { doc, text: doc.getText("notes"), unsent };
  });
  for (let step = 0; step < STEPS; step += 1) {
    const { doc, text, unsent } = people[chance(people.length)] as (typeof people)[number];
    const place = chance(3) === 0 ? chance(text.length + 1) : Math.min(text.length, chance(3));
    if (chance(4) === 0) text.delete(place, Math.min(text.length - place, chance(4)));
    else text.insert(place, "é".repeat(chance(2)) + String.fromCharCode(97 + chance(26)).repeat(1 + chance(3)));
    if (chance(3) > 0) continue;
    for (const update of unsent.splice(0)) {
      rows.push(update);
      Y.applyUpdate(server, update);
    }
    if (chance(3) === 0) Y.applyUpdate(doc, Y.encodeStateAsUpdate(server), server);
  }
  for (const { unsent } of people) for (const update of unsent) rows.push(update);
  const replay = new Y.Doc();
  const texts = rows.map((row) => {
    Y.applyUpdate(replay, row);
    return replay.getText("notes").toString();
  });
  return { rows, texts };
}

test("at every moment the text stands as Yjs puts it, whoever typed in the same place at the same time", () => {
  for (let seed = 1; seed <= SESSIONS; seed += 1) {
    const { rows, texts } = session(seed);
    const runs = runsOf(past(rows));
    const found = texts.map((_, index) => compared(runs, index + 1, index + 1).text);
    expect(found, `seed ${seed}`).toEqual(texts);
  }
});

test("what comes and goes within a step is in none, and neighbours of one step are one run", () => {
  const doc = new Y.Doc({ gc: false });
  doc.clientID = 7;
  const rows: Uint8Array[] = [];
  doc.on("update", (update: Uint8Array) => rows.push(update));
  const text = doc.getText("notes");
  const acts = [
    () => text.insert(0, "a"),
    () => text.insert(1, "bweg"),
    () => text.delete(2, 3),
    () => text.insert(2, "c"),
    () => text.insert(3, "d"),
    () => text.delete(3, 1),
  ];
  for (const act of acts) act();
  const found = (ends: number[]): unknown[] =>
    runsOf(past(rows), ends).runs.map(({ text: words, added, removed }) => [words, added, removed]);
  expect(found([0, 3, 6])).toEqual([
    ["ab", 1, 0],
    ["c", 2, 0],
  ]);
  expect(found([0, 2, 5, 6])).toEqual([
    ["ab", 1, 0],
    ["weg", 1, 2],
    ["c", 2, 0],
    ["d", 2, 3],
  ]);
});

test("a log that lacks a row, or ends within one, says so", () => {
  const { rows } = session(1);
  expect(() => runsOf(past(rows.slice(1)))).toThrow(BrokenLog);
  const cut = [...rows.slice(0, -1), (rows[rows.length - 1] as Uint8Array).subarray(0, -1)];
  expect(() => runsOf(past(cut))).toThrow(BrokenLog);
});
