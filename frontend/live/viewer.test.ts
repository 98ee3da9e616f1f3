import { beforeEach, expect, test, vi } from "vitest";
import type { Timers } from "../ground/timers";
import { BlockList } from "./blocks";
import type { Answer, Block, Messages, Pushes, Requests, ViewerAnswer } from "./protocol";
import { NoAnswer, type Transport } from "./transport";
import { Viewer } from "./viewer";

const NOTEPAD = 5;
const page = Object.assign(new EventTarget(), { hidden: false });
vi.stubGlobal("document", page);

const blocks = (letters: string): Block[] => [...letters].map((letter) => [letter, letter]);

/** The server's side: answers joins with what it is told to, and pushes beats. */
class Server implements Transport {
  readonly connected = true;
  readonly polling = false;
  readonly joins: Requests["join"][0][] = [];
  readonly sent: unknown[] = [];
  answers: Partial<ViewerAnswer>[] = [];
  private heard: (beat: Pushes["beat"]) => void = () => {};
  private toldReset: (reset: Pushes["reset"]) => void = () => {};

  async request<E extends keyof Requests>(event: E, data: Requests[E][0]): Promise<Answer<Requests[E][1]>> {
    this.joins.push(data as Requests["join"][0]);
    const answer = this.answers.shift();
    if (answer === undefined) throw new NoAnswer(event);
    return {
      epoch: 1,
      seq: 1,
      blocks: null,
      change: null,
      ideas: [],
      here: 1,
      person: "participant",
      state: "open",
      ...answer,
    } as ViewerAnswer;
  }

  send<E extends keyof Messages>(event: E, data: Messages[E]): boolean {
    this.sent.push([event, data]);
    return true;
  }

  on<E extends keyof Pushes>(event: E, listener: (data: Pushes[E]) => void): () => void {
    if (event === "beat") this.heard = listener as (beat: Pushes["beat"]) => void;
    if (event === "reset") this.toldReset = listener as (reset: Pushes["reset"]) => void;
    return () => {};
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    listener(true);
    return () => {};
  }

  renew(): void {}
  close(): void {}

  reset(reason: string): void {
    this.toldReset({ notepad: NOTEPAD, epoch: 2, reason });
  }

  beat(from: string, version: string, at: number, remove: number, insert: string): void {
    this.heard({ notepad: NOTEPAD, epoch: 1, seq: 2, from, version, at, remove, insert: blocks(insert), here: 1 });
  }
}

const never: Timers = { after: () => () => {}, now: () => 0 };
let server: Server;
let shown: string[];
let list: BlockList<string>;

beforeEach(() => {
  page.hidden = false;
  server = new Server();
  shown = [];
  list = new BlockList<string>({
    make: ([, html]) => html,
    place: (node, before) => {
      shown = shown.filter((one) => one !== node);
      shown.splice(before === null ? shown.length : shown.indexOf(before), 0, node);
    },
    remove: (node) => {
      shown = shown.filter((one) => one !== node);
    },
  });
});

const cleared = vi.fn();

async function view(answer: Partial<ViewerAnswer>): Promise<Viewer> {
  server.answers = [answer];
  const nothing = { ideas() {}, here() {}, role() {}, room() {}, joined() {}, shut() {}, changed() {}, cleared };
  const viewer = new Viewer(NOTEPAD, null, null, server, never, list, nothing);
  viewer.start();
  await settled();
  return viewer;
}

/** Waits until every answer was given and taken. */
async function settled(): Promise<void> {
  await vi.waitFor(() => expect(server.answers).toEqual([]));
  await new Promise((resolve) => setTimeout(resolve));
}

test("a page of a conference that was emptied begins anew, whether it is told or finds out", async () => {
  await view({ version: "v1", blocks: blocks("ABC") });
  server.reset("cleared");
  expect(cleared).toHaveBeenCalledTimes(1);
  server.answers = [{ version: "v2", blocks: blocks("D") }];
  server.reset("restored");
  await settled();
  expect([cleared.mock.calls.length, shown.join("")]).toEqual([1, "D"]);
});

test("a viewer begins with all blocks and goes on with beats", async () => {
  await view({ version: "v1", blocks: blocks("ABC") });
  expect(shown.join("")).toBe("ABC");
  server.beat("v1", "v2", 1, 1, "XY");
  expect(shown.join("")).toBe("AXYC");
});

test("who looks again says which version it has, and is given the change only", async () => {
  await view({ version: "v1", blocks: blocks("ABC") });
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  expect(server.sent).toEqual([["visible", { notepad: NOTEPAD, on: false }]]);
  server.answers = [{ version: "v9", change: [1, 2, blocks("DE")] }];
  page.hidden = false;
  page.dispatchEvent(new Event("visibilitychange"));
  await settled();
  expect(server.joins.map(({ version }) => version)).toEqual([null, "v1"]);
  expect(shown.join("")).toBe("ADE");
  server.beat("v9", "v10", 3, 0, "F");
  expect(shown.join("")).toBe("ADEF");
});

test("a change that does not fit, and a beat that does not, are answered by asking for all", async () => {
  await view({ version: "v1", blocks: blocks("A") });
  server.answers = [{ version: "v3", blocks: blocks("AB") }];
  server.beat("v2", "v3", 1, 0, "B");
  await settled();
  expect(shown.join("")).toBe("AB");
  page.hidden = true;
  page.dispatchEvent(new Event("visibilitychange"));
  page.hidden = false;
  server.answers = [
    { version: "v5", change: [7, 1, blocks("X")] },
    { version: "v5", blocks: blocks("ABC") },
  ];
  page.dispatchEvent(new Event("visibilitychange"));
  await settled();
  expect(shown.join("")).toBe("ABC");
  expect(server.joins.map(({ version }) => version)).toEqual([null, null, "v3", null]);
});
