// What is typed and not yet saved, on this device: one IndexedDB per notepad and epoch, so that
// text of another epoch can never be merged by accident.

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

const STORE = "outbox";

/** Opens the store of a notepad; every method rejects where the browser keeps nothing. */
export function openOutboxStore(notepad: number, epoch: number): OutboxStore {
  return new IndexedOutboxStore(open(databaseName(notepad, epoch)));
}

/** Removes the store of an epoch that is over. */
export function deleteOutboxStore(notepad: number, epoch: number): void {
  try {
    indexedDB.deleteDatabase(databaseName(notepad, epoch));
  } catch {
    // the browser keeps nothing, so there is nothing to remove
  }
}

function databaseName(notepad: number, epoch: number): string {
  return `oogst-notepad-${notepad}-${epoch}`;
}

class IndexedOutboxStore implements OutboxStore {
  constructor(private readonly database: Promise<IDBDatabase>) {
    // Without a listener of its own, a refused database would be reported as an unhandled error.
    database.catch(() => undefined);
  }

  async put(client: number, n: number, update: Uint8Array): Promise<void> {
    await this.change((store) => store.put({ client, n, update }));
  }

  async removeUpTo(client: number, n: number): Promise<void> {
    const range = IDBKeyRange.bound([client, 0], [client, n]);
    await this.change((store) => store.delete(range));
  }

  async all(): Promise<StoredUpdate[]> {
    const database = await this.database;
    const request = database.transaction(STORE, "readonly").objectStore(STORE).getAll();
    return await new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result as StoredUpdate[]);
      request.onerror = () => reject(request.error);
    });
  }

  close(): void {
    void this.database.then(
      (database) => database.close(),
      () => undefined,
    );
  }

  private async change(work: (store: IDBObjectStore) => void): Promise<void> {
    const database = await this.database;
    const transaction = database.transaction(STORE, "readwrite");
    work(transaction.objectStore(STORE));
    await new Promise<void>((resolve, reject) => {
      transaction.oncomplete = () => resolve();
      transaction.onabort = () => reject(transaction.error);
    });
  }
}

function open(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1);
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { keyPath: ["client", "n"] });
    request.onsuccess = () => {
      // Another tab may remove an epoch that is over; holding it open would make that wait.
      request.result.onversionchange = () => request.result.close();
      resolve(request.result);
    };
    request.onerror = () => reject(request.error);
  });
}
