// One client id's document with its outbox: every change that is made here goes into the outbox,
// every change that comes from the server does not. A refusal ends it; another one follows.
import * as Y from "yjs";
import { clientId } from "../ground/ids";
import { insertedText } from "./inserted-text";
import { holdLease } from "./lease";
import { Outbox, type OutboxCarrier, type SaveState } from "./outbox";
import type { OutboxStore } from "./outbox-store";

const TEXT = "notes";
const REMOTE = Symbol("from the server");

export class LocalDocument {
  readonly doc = new Y.Doc();
  readonly outbox: Outbox;
  private readonly releaseLease: () => void;
  private ended = false;

  constructor(store: OutboxStore, carrier: (client: number) => OutboxCarrier, changed: (state: SaveState) => void) {
    this.doc.clientID = clientId();
    this.releaseLease = holdLease(this.client);
    this.outbox = new Outbox(this.client, store, carrier(this.client), (state) => {
      if (!this.ended) changed(state);
    });
    this.gatherOwn();
  }

  // Yjs writes down every change for whoever listens to updates, the server's too: a third of what
  // opening a long past costs. So this listens only while something of our own is under way; what is
  // ours inside the server's (an editor that answers it) ends with it, in the same round.
  private gatherOwn(): void {
    const gather = (update: Uint8Array, _origin: unknown, _doc: Y.Doc, transaction: Y.Transaction): void => {
      if (transaction.local && !this.ended) this.outbox.add(update);
    };
    this.doc.on("beforeTransaction", (transaction: Y.Transaction) => {
      if (transaction.local) this.doc.on("update", gather);
    });
    this.doc.on("afterAllTransactions", () => this.doc.off("update", gather));
  }

  get client(): number {
    return this.doc.clientID;
  }

  /** Everything the document holds, as one update. */
  get state(): Uint8Array {
    return Y.encodeStateAsUpdate(this.doc);
  }

  get text(): Y.Text {
    return this.doc.getText(TEXT);
  }

  /** Applies what the server sent, if it is anything. */
  apply(update: Uint8Array | null | undefined): void {
    if (update) Y.applyUpdate(this.doc, update, REMOTE);
  }

  /** Takes the words that are not saved out of the outbox: they will not be sent any more. */
  takeUnsaved(): string {
    const words = insertedText(this.outbox.updates);
    this.outbox.discard();
    return words;
  }

  /** Gives the client id up; what is in the outbox stays on the device. */
  end(): void {
    this.ended = true;
    this.releaseLease();
  }
}
