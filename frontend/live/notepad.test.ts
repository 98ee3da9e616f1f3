import "fake-indexeddb/auto";
import { beforeEach, expect, test, vi } from "vitest";
import * as Y from "yjs";
import type { Timers } from "../ground/timers";
import { documentCheck } from "./agreement";
import { Notepad } from "./notepad";
import type { FetchedState } from "./notepad-http";
import type { NotepadPage } from "./notepad-page";
import type { Place } from "./protocol";
import { NOTEPAD, Server } from "./server-in-memory";

// Client ids are held by Web Locks, which Node does not have.
const held = new Set<string>();
vi.stubGlobal("navigator", {
  locks: {
    request: async (name: string, work: () => Promise<void>) => {
      held.add(name);
      await work();
      held.delete(name);
    },
    query: () => Promise.resolve({ held: [...held].map((name) => ({ name })) }),
  },
});

class Page implements NotepadPage {
  text: Y.Text | null = null;
  opens = 0;
  knownAt: number | null = null;
  saved = "";
  kept: [string, string][] = [];
  shut = vi.fn();
  finished = vi.fn();
  cleared = vi.fn();
  cursors(): void {}
  people(): void {}
  ideas(): void {}
  here(): void {}
  room(): void {}
  joined(): void {}
  opened(text: Y.Text, knownAt: number | null): void {
    this.text = text;
    this.knownAt = knownAt;
    this.opens += 1;
  }
  saveState({ kind }: { kind: string }): void {
    this.saved = kind;
  }
  keptText(text: string, reason: string): void {
    this.kept.push([text, reason]);
  }
  shownText(): string | null {
    return null;
  }
  async type(words: string): Promise<void> {
    this.text?.insert(this.text.length, words);
  }
}

let due: [number, () => void][] = [];
const timers: Timers = {
  now: () => 0,
  after: (ms, callback) => {
    due.push([ms, callback]);
    return () => undefined;
  },
};
let server: Server;
let page: Page;
let epochs = 100;

async function open(early: Promise<FetchedState | null> | null = null): Promise<Notepad> {
  const notepad = new Notepad(NOTEPAD, server.epoch, "csrf", server, timers, page, early, "anna");
  notepad.start();
  await vi.waitUntil(() => page.opens > 0);
  return notepad;
}

beforeEach(() => {
  epochs += 1;
  server = new Server();
  server.epoch = epochs;
  server.doc.getText("notes").insert(0, "begin ");
  page = new Page();
  due = [];
});

test("what is typed is saved when the frame says so, and not before", async () => {
  await open();
  await page.type("hallo");
  expect([page.saved, server.edits.length]).toEqual(["saving", 1]);
  server.tick();
  expect([page.saved, server.text]).toEqual(["saved", "begin hallo"]);
});

test("the cursor that a keystroke moved travels with it", async () => {
  const notepad = await open();
  const typed = page.type("hallo");
  const cursor = { anchor: [7, 4, 0] as Place, head: [7, 4, 0] as Place };
  notepad.select(cursor);
  await typed;
  await page.type("!");
  expect(server.edits.map((edit) => edit.cursor)).toEqual([cursor, undefined]);
});

test("a document that was fetched ahead is joined from where it ends", async () => {
  server.seq = 7;
  const early = { epoch: server.epoch, seq: 6, update: Y.encodeStateAsUpdate(server.doc) };
  server.doc.getText("notes").insert(0, "nieuw ");
  await open(Promise.resolve(early));
  expect([server.joins.map(({ last }) => last), page.text?.toString()]).toEqual([[6], "nieuw begin "]);
  await page.type("hallo");
  server.tick();
  expect([page.saved, server.text]).toEqual(["saved", "nieuw begin hallo"]);
});

test("what was fetched ahead and did not arrive, or is of another epoch, comes with the join", async () => {
  const other = new Y.Doc();
  other.getText("notes").insert(0, "van vroeger");
  await open(Promise.resolve(null));
  page = new Page();
  await open(Promise.resolve({ epoch: server.epoch - 1, seq: 3, update: Y.encodeStateAsUpdate(other) }));
  expect([server.joins.map(({ last }) => last), page.text?.toString()]).toEqual([[0, 0], "begin "]);
});

test("what is typed without a connection arrives once after it", async () => {
  await open();
  server.connect(false);
  await page.type("een ");
  await page.type("twee");
  expect(page.saved).toBe("kept");
  server.connect(true);
  await vi.waitUntil(() => server.edits.length > 0);
  server.tick();
  expect([page.saved, server.text, page.opens]).toEqual(["saved", "begin een twee", 1]);
});

test("a refused browser goes on with a new document, and its words are kept", async () => {
  await open();
  const before = server.joins[0]?.client;
  await page.type("teveel");
  server.edits = [];
  server.push("refused", { n: 1, code: "too_fast", message: "Te snel." });
  await vi.waitUntil(() => page.opens === 2);
  expect(page.kept).toEqual([["teveel", "Te snel."]]);
  expect(page.finished).toHaveBeenCalledOnce();
  expect(server.joins[1]?.client).not.toBe(before);
  expect(page.text?.toString()).toBe("begin ");
  await page.type("verder");
  server.tick();
  expect(server.text).toBe("begin verder");
});

test("what goes too fast stays in the notes, waits, and goes by itself", async () => {
  await open();
  await page.type("heel veel");
  server.edits.splice(0);
  server.push("refused", { n: 1, code: "too_many", message: "Te snel." });
  await page.type(" en meer");
  expect([page.saved, server.edits.length, page.opens]).toEqual(["kept", 0, 1]);
  for (const [, callback] of due.splice(0)) callback();
  await vi.waitUntil(() => server.edits.length > 0);
  server.tick();
  expect([page.saved, server.text, page.kept]).toEqual(["saved", "begin heel veel en meer", []]);
});

test("another epoch is never merged: the words go aside and the new notes are opened", async () => {
  await open();
  server.connect(false);
  await page.type("oud");
  server.epoch = ++epochs;
  server.refusing = [{ error: { code: "reset", message: "", epoch: server.epoch } }];
  server.connect(true);
  await vi.waitUntil(() => page.opens === 2);
  expect(page.kept.map(([text]) => text)).toEqual(["oud"]);
  expect([server.edits.length, page.text?.toString()]).toEqual([0, "begin "]);
});

test("after an erasure not even the words are kept", async () => {
  await open();
  await page.type("wachtwoord");
  server.edits = [];
  server.push("reset", { epoch: ++epochs, reason: "erased" });
  server.epoch = epochs;
  await vi.waitUntil(() => page.opens === 2);
  expect(page.kept).toEqual([]);
});

test("after the end of a rehearsal nothing is kept, and the page begins anew", async () => {
  await open();
  server.connect(false);
  await page.type("oefening");
  server.epoch = ++epochs;
  server.refusing = [{ error: { code: "reset", message: "", epoch: server.epoch, reason: "cleared" } }];
  server.connect(true);
  await vi.waitUntil(() => page.cleared.mock.calls.length > 0);
  expect(page.kept).toEqual([]);
});

test("a server that is behind has another past", async () => {
  server.seq = 9;
  await open();
  server.connect(false);
  server.seq = 4;
  server.connect(true);
  await vi.waitUntil(() => page.opens === 2);
  expect(server.joins[server.joins.length - 1]?.last).toBe(0);
});

test("what a closed tab left is sent under its own client id by the next page", async () => {
  const first = await open();
  const client = server.joins[0]?.client;
  server.connect(false);
  await page.type("over");
  first.stop();
  page = new Page();
  server.connect(true);
  void open();
  await vi.waitUntil(() => server.edits.length > 0);
  expect(server.joins[1]?.client).toBe(client);
  server.tick();
  await vi.waitUntil(() => page.opens > 0);
  expect([server.text, page.text?.toString(), page.kept]).toEqual(["begin over", "begin over", []]);
  expect(server.joins[2]?.client).not.toBe(client);
});

test("a document that does not agree with the server is dropped and fetched anew", async () => {
  await open();
  const right = documentCheck(server.doc, server.text);
  server.tick([server.seq, right]);
  expect(page.opens).toBe(1);
  server.tick([server.seq, right ^ 1]);
  await vi.waitUntil(() => page.opens === 2);
  expect(page.kept).toEqual([]);
});

async function visitAndLeave(): Promise<void> {
  server.seq = 4;
  const visited = await open();
  visited.keepNow();
  visited.stop();
  page = new Page();
  due = [];
  server.joins = [];
}

async function openWithoutNetwork(): Promise<Notepad> {
  server.connect(false);
  const notepad = new Notepad(NOTEPAD, server.epoch, "csrf", server, timers, page, null, "anna");
  notepad.start();
  await vi.waitUntil(() => {
    pass(1_500);
    return page.opens > 0;
  });
  return notepad;
}

test("without a network the notes open as they were known, and what is typed in them arrives once", async () => {
  await visitAndLeave();
  await openWithoutNetwork();
  expect([page.text?.toString(), page.knownAt]).toEqual(["begin ", 0]);
  await page.type("thuis");
  expect(page.saved).toBe("kept");
  server.doc.getText("notes").insert(0, "intussen ");
  server.seq = 6;
  server.connect(true);
  await vi.waitUntil(() => server.edits.length > 0);
  expect(server.joins.map(({ last }) => last)).toEqual([4]);
  server.tick();
  expect([server.text, page.text?.toString(), page.opens]).toEqual(["intussen begin thuis", "intussen begin thuis", 1]);
});

test("what was saved a moment before the network went is known without it, with all that was typed since", async () => {
  const visited = await open();
  await page.type("net opgeslagen ");
  server.tick();
  await page.type("onderweg");
  server.connect(false);
  await page.type(", en daarna");
  visited.stop();
  page = new Page();
  due = [];
  await openWithoutNetwork();
  expect(page.text?.toString()).toBe("begin net opgeslagen onderweg, en daarna");
});

test("what an earlier page typed without a network is shown, goes first, and then what was typed after it", async () => {
  await visitAndLeave();
  const earlier = await openWithoutNetwork();
  await page.type("eerst ");
  earlier.stop();
  page = new Page();
  await openWithoutNetwork();
  expect([page.text?.toString(), page.saved]).toEqual(["begin eerst ", "kept"]);
  await page.type("later");
  server.connect(true);
  await vi.waitUntil(() => server.edits.length > 0);
  server.tick();
  await vi.waitUntil(() => server.edits.length > 0);
  server.tick();
  expect([server.text, page.text?.toString()]).toEqual(["begin eerst later", "begin eerst later"]);
  expect(new Set(server.joins.map(({ client }) => client)).size).toBe(2);
});

test("when the earlier words are refused, what was typed after them is kept with them", async () => {
  await visitAndLeave();
  const earlier = await openWithoutNetwork();
  await page.type("eerst ");
  earlier.stop();
  page = new Page();
  await openWithoutNetwork();
  await page.type("later");
  const denied = { error: { code: "frozen", message: "Afgerond." } };
  server.refusing = [denied, denied];
  server.connect(true);
  await vi.waitUntil(() => page.shut.mock.calls.length > 0);
  expect(page.kept).toEqual([
    ["eerst ", "Afgerond."],
    ["later", "Afgerond."],
  ]);
  expect([server.edits, page.finished.mock.calls.length]).toEqual([[], 1]);
});

test("leftovers of an epoch that is over come back as words, and the new notes open", async () => {
  await visitAndLeave();
  const earlier = await openWithoutNetwork();
  await page.type("oud ");
  earlier.stop();
  page = new Page();
  await openWithoutNetwork();
  server.epoch = ++epochs;
  const reset = { error: { code: "reset", message: "", epoch: server.epoch } };
  server.refusing = [reset, reset];
  server.connect(true);
  await vi.waitUntil(() => page.opens === 2 && page.kept.length > 0);
  expect(page.kept.map(([text]) => text)).toEqual(["oud "]);
  expect([page.text?.toString(), page.knownAt, server.edits]).toEqual(["begin ", null, []]);
});

function pass(milliseconds: number): void {
  for (const [ms, callback] of due.splice(0)) if (ms === milliseconds) callback();
}

test("an answer that got lost on the way is asked for by joining again", async () => {
  await open();
  await page.type("hallo");
  server.edits = []; // it was stored, or it was not: nobody says
  pass(15_000);
  await vi.waitUntil(() => server.edits.length > 0);
  server.tick();
  expect([page.saved, server.text, server.joins.length]).toEqual(["saved", "begin hallo", 2]);
});

test("while answers come nobody joins again, however long one types", async () => {
  await open();
  await page.type("hal");
  await page.type("lo");
  server.tick();
  await page.type("!");
  pass(15_000);
  server.tick();
  pass(15_000);
  expect([page.saved, server.text, server.joins.length]).toEqual(["saved", "begin hallo!", 1]);
});
