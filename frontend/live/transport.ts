// The only place that knows Socket.IO. It promises that nothing waits in a buffer that we did not
// make: what is sent without a connection is not sent, and the caller hears so.
import { transports } from "engine.io-client";
import { io, type Socket } from "socket.io-client";
import { jitter } from "../ground/timers";
import * as packets from "./packets";
import { type Answer, isOurs, type Messages, type Pushes, type Requests } from "./protocol";

const ANSWER_MS = 15_000;
const RECONNECT_MS = 1_000;
// A poll is answered within 15 s; one on a dead line would hold one of a browser's six connections.
const REQUEST_MS = 60_000;
// What only an answer of our server holds, where words on this device are given up for it.
const ANSWERED: Partial<Record<keyof Requests, string>> = {
  join: "epoch",
  idea_add: "idea",
  idea_support: "idea",
  notes_line: "line",
};
// Long polling (long-polling.ts) is fetched where no WebSocket gets through; few networks are like that.
const WAYS = ["websocket"];
const WAYS_AT_WORST = ["websocket", "polling"];

/** The question could not be asked or was not answered; whether it was done is not known. */
export class NoAnswer extends Error {}

export interface Transport {
  readonly connected: boolean;
  /** Long polling carries a message per request, so that little should be on its way at a time. */
  readonly polling: boolean;
  request<E extends keyof Requests>(event: E, data: Requests[E][0]): Promise<Answer<Requests[E][1]>>;
  /** Answers whether it went on its way; nothing is kept for later. */
  send<E extends keyof Messages>(event: E, data: Messages[E]): boolean;
  on<E extends keyof Pushes>(event: E, listener: (data: Pushes[E]) => void): () => void;
  /** Hears of every connection and its end, and at once how it stands now. */
  onConnection(listener: (connected: boolean) => void): () => void;
  /** Connects again, for instance because the session cookie is a new one. */
  renew(): void;
  close(): void;
}

/** Connects to the server that the page came from as soon as this browser is somebody there. */
export function connect(somebody: Promise<void>): Transport {
  return new SocketTransport(
    somebody,
    io({
      autoConnect: false,
      parser: packets,
      transports: WAYS,
      tryAllTransports: true,
      requestTimeout: REQUEST_MS,
      reconnectionDelay: RECONNECT_MS,
      reconnectionDelayMax: 5_000,
      randomizationFactor: 0.5,
    }),
  );
}

class SocketTransport implements Transport {
  /** Not before this browser is somebody, and not after it was sent away. */
  private closed = true;
  private webSocketWorked = false;
  private webSocketFirst = true;
  private readonly stopWaking: () => void;

  constructor(
    somebody: Promise<void>,
    private readonly socket: Socket,
  ) {
    socket.on("connect", () => {
      this.webSocketWorked ||= !this.polling;
    });
    socket.on("disconnect", (reason) => this.lost(reason));
    socket.io.on("error", (error) => void this.otherWay(error.message === "timeout"));
    socket.io.on("open", () => this.greet());
    socket.on("connect_error", () => {
      // A network that repeats a request greets the server twice; Socket.IO takes its answer to the second
      // greeting for a refusal and gives up for good, still saying that it is connected.
      if (!socket.active) this.soon(() => this.renew());
    });
    socket.on("gone", () => this.close());
    const wake = (): void => {
      if (!this.closed && !document.hidden && !socket.connected) socket.connect();
    };
    void somebody.then(() => {
      this.closed = false;
      socket.connect();
    });
    window.addEventListener("online", wake);
    document.addEventListener("visibilitychange", wake);
    this.stopWaking = () => {
      window.removeEventListener("online", wake);
      document.removeEventListener("visibilitychange", wake);
    };
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  get polling(): boolean {
    return this.socket.io.engine?.transport?.name === "polling";
  }

  async request<E extends keyof Requests>(event: E, data: Requests[E][0]): Promise<Answer<Requests[E][1]>> {
    if (!this.socket.connected) throw new NoAnswer("no connection");
    try {
      const answer: unknown = await this.socket.timeout(ANSWER_MS).emitWithAck(event, data);
      if (!isOurs(answer, ANSWERED[event])) throw new NoAnswer("not an answer of ours");
      return answer as Answer<Requests[E][1]>;
    } catch (error) {
      throw new NoAnswer(String(error));
    }
  }

  send<E extends keyof Messages>(event: E, data: Messages[E]): boolean {
    if (!this.socket.connected) return false;
    this.socket.emit(event, data);
    return true;
  }

  on<E extends keyof Pushes>(event: E, listener: (data: Pushes[E]) => void): () => void {
    const heard = (data: unknown): void => listener(data as Pushes[E]);
    this.socket.on(event as string, heard);
    return () => void this.socket.off(event as string, heard);
  }

  onConnection(listener: (connected: boolean) => void): () => void {
    const up = (): void => listener(true);
    const down = (): void => listener(false);
    this.socket.on("connect", up);
    this.socket.on("disconnect", down);
    listener(this.socket.connected);
    return () => {
      this.socket.off("connect", up);
      this.socket.off("disconnect", down);
    };
  }

  renew(): void {
    this.socket.disconnect();
    this.socket.connect();
  }

  close(): void {
    this.closed = true;
    this.stopWaking();
    this.socket.disconnect();
  }

  /** Some networks refuse WebSockets; some swallow them, and then long polling is not tried by itself. */
  private async otherWay(swallowed: boolean): Promise<void> {
    if (globalThis.navigator?.onLine === false) return;
    try {
      transports.polling ??= (await import("./long-polling")).LongPolling;
    } catch {
      return; // no server at all, so it seems; after the next failure
    }
    if (swallowed && !this.webSocketWorked) this.webSocketFirst = !this.webSocketFirst;
    this.socket.io.opts.transports = this.webSocketFirst ? WAYS_AT_WORST : ["polling"];
  }

  private lost(reason: string): void {
    // Socket.IO keeps what is emitted in the last moments of a dead connection and would send it
    // before we have joined again; the outbox has it, so it goes.
    this.socket.sendBuffer = [];
    // It does not come back by itself when the server closed the connection (a slow receiver is
    // disconnected on purpose, and comes back for the difference).
    if (reason === "io server disconnect") this.soon(() => void this.socket.connect());
  }

  /** Socket.IO would wait for ever for the answer to its greeting, should that get lost on the way. */
  private greet(): void {
    const { engine } = this.socket.io;
    setTimeout(() => {
      const unanswered = !this.socket.connected && this.socket.io.engine === engine && engine.readyState === "open";
      if (unanswered && !this.closed) this.renew();
    }, ANSWER_MS);
  }

  private soon(work: () => void): void {
    setTimeout(() => {
      if (!this.closed) work();
    }, jitter(RECONNECT_MS));
  }
}
