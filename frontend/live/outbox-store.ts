// What this device holds of a notepad: what is typed and not yet saved, and the last state that is
// known of it. One IndexedDB per notepad and epoch, so that text of another epoch can never be
// merged by accident.
import { keepEpochs, keptEpochs } from "./kept-epochs";

export interface StoredUpdate {
  client: number;
  n: number;
  update: Uint8Array;
}

export interface OutboxStore {
  put(client: number, n: number, update: Uint8Array): Promise<void>;
  removeUpTo(client: number, n: number): Promise<void>;
  all(): Promise<StoredUpdate[]>;
  close(): void;
}

/** A notepad as the server had it at a log number, and whose page had seen it. */
export interface KnownState {
  session: string;
  seq: number;
  /** When, in milliseconds since 1970. */
  at: number;
  update: Uint8Array;
}

export interface NotepadStore extends OutboxStore {
  /** Keeps a state in the place of an older one; a newer one, of another tab, stays. */
  keepState(state: KnownState): Promise<void>;
  state(): Promise<KnownState | undefined>;
  forgetState(): Promise<void>;
}

const STORE = "outbox";
const STATE = "state";
const LAST = "last";
// Version 1 had no states.
const VERSION = 2;

/** Opens the store of a notepad; every method rejects where the browser keeps nothing. */
export function openOutboxStore(notepad: number, epoch: number): NotepadStore {
  const epochs = keptEpochs(notepad);
  if (!epochs.includes(epoch)) keepEpochs(notepad, [...epochs, epoch]);
  return new IndexedOutboxStore(open(databaseName(notepad, epoch)));
}

/** Removes the store of an epoch that is over. */
export function deleteOutboxStore(notepad: number, epoch: number): void {
  keepEpochs(
    notepad,
    keptEpochs(notepad).filter((one) => one !== epoch),
  );
  try {
    indexedDB.deleteDatabase(databaseName(notepad, epoch));
  } catch {
    // the browser keeps nothing, so there is nothing to remove
  }
}

function databaseName(notepad: number, epoch: number): string {
  return `oogst-notepad-${notepad}-${epoch}`;
}

class IndexedOutboxStore implements NotepadStore {
  constructor(private readonly database: Promise<IDBDatabase>) {
    // Without a listener of its own, a refused database would be reported as an unhandled error.
    database.catch(() => undefined);
  }

  async put(client: number, n: number, update: Uint8Array): Promise<void> {
    await this.change(STORE, (store) => store.put({ client, n, update }));
  }

  async removeUpTo(client: number, n: number): Promise<void> {
    const range = IDBKeyRange.bound([client, 0], [client, n]);
    await this.change(STORE, (store) => store.delete(range));
  }

  async all(): Promise<StoredUpdate[]> {
    return (await this.ask(STORE, (store) => store.getAll())) as StoredUpdate[];
  }

  async keepState(state: KnownState): Promise<void> {
    await this.change(STATE, (store) => {
      const before = store.get(LAST);
      before.onsuccess = () => {
        const known = before.result as KnownState | undefined;
        const newer = known === undefined || known.session !== state.session || known.seq <= state.seq;
        if (newer) store.put(state, LAST);
      };
    });
  }

  async state(): Promise<KnownState | undefined> {
    return (await this.ask(STATE, (store) => store.get(LAST))) as KnownState | undefined;
  }

  async forgetState(): Promise<void> {
    await this.change(STATE, (store) => store.delete(LAST));
  }

  close(): void {
    void this.database.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  private async ask(name: string, question: (store: IDBObjectStore) => IDBRequest): Promise<unknown> {
    const request = question((await this.database).transaction(name, "readonly").objectStore(name));
    return await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  }

  private async change(name: string, work: (store: IDBObjectStore) => void): Promise<void> {
    const database = await this.database;
    const transaction = database.transaction(name, "readwrite");
    work(transaction.objectStore(name));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, VERSION);
    request.onupgradeneeded = () => {
      const { objectStoreNames } = request.result;
      if (!objectStoreNames.contains(STORE)) request.result.createObjectStore(STORE, { keyPath: ["client", "n"] });
      if (!objectStoreNames.contains(STATE)) request.result.createObjectStore(STATE);
    };
    request.onsuccess = () => {
      // Another tab may remove an epoch that is over; holding it open would make that wait.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}
