// A server with one notepad, in the process of a unit test: it lets everybody in, and stores and tells
// when it is told to. For unit tests only.
import * as Y from "yjs";
import type { Answer, Messages, Pushes, Requests, WriterAnswer } from "./protocol";
import { NoAnswer, type Transport } from "./transport";

export const NOTEPAD = 5;
const SEAT = 2;

/** The server, as the transport that leads to it. */
export class Server implements Transport {
  connected = true;
  polling = false;
  epoch = 1;
  joins: Requests["join"][0][] = [];
  edits: Messages["edit"][] = [];
  refusing: Answer<WriterAnswer>[] = [];
  readonly doc = new Y.Doc();
  seq = 0;
  private readonly listeners = new Map<string, Set<(data: never) => void>>();
  private readonly connections = new Set<(connected: boolean) => void>();

  async request<E extends keyof Requests>(event: E, data: Requests[E][0]): Promise<Answer<Requests[E][1]>> {
    if (!this.connected || event !== "join") throw new NoAnswer(event);
    this.joins.push(data as Requests["join"][0]);
    return this.refusing.shift() ?? this.letIn();
  }

  send<E extends keyof Messages>(event: E, data: Messages[E]): boolean {
    if (event === "edit" && this.connected) this.edits.push(data as Messages["edit"]);
    return this.connected;
  }

  on<E extends keyof Pushes>(event: E, listener: (data: Pushes[E]) => void): () => void {
    const heard = this.listeners.get(event) ?? new Set();
    heard.add(listener as (data: never) => void);
    this.listeners.set(event, heard);
    return () => heard.delete(listener as (data: never) => void);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    this.connections.add(listener);
    listener(this.connected);
    return () => this.connections.delete(listener);
  }

  renew(): void {}
  close(): void {}

  connect(connected: boolean): void {
    this.connected = connected;
    for (const listener of this.connections) listener(connected);
  }

  push<E extends keyof Pushes>(event: E, data: Omit<Pushes[E], "notepad">): void {
    for (const listener of this.listeners.get(event) ?? []) listener({ notepad: NOTEPAD, ...data } as never);
  }

  /** Stores what has arrived and says so, as a tick does. */
  tick(check?: [number, number]): void {
    const prev = this.seq;
    const last = this.edits[this.edits.length - 1];
    for (const { update } of this.edits.splice(0)) Y.applyUpdate(this.doc, update);
    if (last !== undefined) this.seq += 1;
    const saved: [number, number][] = last === undefined ? [] : [[SEAT, last.n]];
    const update = last === undefined ? {} : { update: Y.encodeStateAsUpdate(this.doc) };
    this.push("frame", { epoch: this.epoch, seq: this.seq, prev, saved, ...update, ...(check ? { check } : {}) });
  }

  get text(): string {
    return this.doc.getText("notes").toString();
  }

  private letIn(): WriterAnswer {
    return {
      ...{ epoch: this.epoch, role: "writer", fetch: false, state: "open", seats: [], ideas: [], here: 1, saved: 0 },
      me: { name: "Anna", seat: SEAT, person: 0, kind: "facilitator" },
      ...{ update: Y.encodeStateAsUpdate(this.doc), seq: this.seq },
    };
  }
}
