import "fake-indexeddb/auto";
import { afterEach, describe, expect, it, vi } from "vitest";
import * as Y from "yjs";
import { LocalDocument } from "./local-document";
import { openOutboxStore } from "./outbox-store";

vi.stubGlobal("navigator", { locks: { request: (_name: string, held: () => Promise<void>) => held() } });

const ended: (() => void)[] = [];

function opened(): LocalDocument {
  const store = openOutboxStore(1, 1);
  const carrier = { room: () => 3, send: () => true, upload: () => Promise.resolve(true) };
  const local = new LocalDocument(
    store,
    () => carrier,
    () => undefined,
  );
  ended.push(() => {
    local.end();
    store.close();
  });
  return local;
}

function typedElsewhere(words: string): Uint8Array {
  const other = new Y.Doc();
  other.getText("notes").insert(0, words);
  return Y.encodeStateAsUpdate(other);
}

/** What somebody who has the server's reads once this outbox has arrived. */
function arrived(local: LocalDocument, server: readonly Uint8Array[]): string {
  const doc = new Y.Doc();
  for (const update of [...server, ...local.outbox.updates]) Y.applyUpdate(doc, update);
  return doc.getText("notes").toString();
}

afterEach(() => {
  for (const end of ended.splice(0)) end();
});

describe("a document's outbox", () => {
  it("holds what was typed here, and nothing of the server's", () => {
    const local = opened();
    const server = typedElsewhere("van de server");
    local.apply(server);
    expect(local.outbox.empty).toBe(true);
    local.text.insert(0, "van hier, ");
    expect(arrived(local, [server])).toBe("van hier, van de server");
    const clients = local.outbox.updates.flatMap((update) => Y.decodeUpdate(update).structs.map(({ id }) => id.client));
    expect(clients).toEqual([local.client]);
  });

  it("holds what the page types while the server's change is being applied, also twice", () => {
    const local = opened();
    let answers = 0;
    local.text.observe((event) => {
      if (event.transaction.local) return;
      answers += 1;
      local.text.insert(local.text.length, ` antwoord ${answers}`);
    });
    const server = [typedElsewhere("een"), typedElsewhere("twee")];
    for (const update of server) local.apply(update);
    expect(local.text.toString()).toMatch(/antwoord 1.*antwoord 2/s);
    expect(arrived(local, server)).toBe(local.text.toString());
  });

  it("holds what is typed while several of the server's changes wait to be cleaned up", () => {
    const local = opened();
    const second = typedElsewhere("twee");
    let first = true;
    local.text.observe((event) => {
      if (event.transaction.local || !first) return;
      first = false;
      local.text.insert(0, "hier ");
      local.apply(second);
    });
    const one = typedElsewhere("een");
    local.apply(one);
    expect(arrived(local, [one, second])).toBe(local.text.toString());
  });

  it("asks Yjs to write nothing down while the server's changes are applied", () => {
    const local = opened();
    const listens: boolean[] = [];
    local.doc.on("beforeObserverCalls", () => listens.push(local.doc._observers.has("update")));
    local.apply(typedElsewhere("een"));
    local.text.insert(0, "hier ");
    local.apply(typedElsewhere("twee"));
    expect(listens).toEqual([false, true, false]);
  });
});
