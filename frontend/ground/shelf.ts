// Small things that survive a reload: localStorage behind a face that never throws. Where the
// browser keeps nothing (private windows, full disk) they live as long as the page.

/** What the device would not take: newer than what it still holds under that name. */
const inMemory = new Map<string, string>();
const PREFIX = "oogst.";

/** The value kept under a name, or undefined where there is none or it cannot be read. */
export function kept<T>(name: string): T | undefined {
  return parsed<T>(read(PREFIX + name));
}

/** Keeps a value under a name; answers whether it will survive a reload. */
export function keep(name: string, value: unknown): boolean {
  const text = JSON.stringify(value);
  try {
    localStorage.setItem(PREFIX + name, text);
    inMemory.delete(PREFIX + name);
    return true;
  } catch {
    inMemory.set(PREFIX + name, text);
    return false;
  }
}

/** Forgets what is kept under a name. */
export function forget(name: string): void {
  inMemory.delete(PREFIX + name);
  try {
    localStorage.removeItem(PREFIX + name);
  } catch {
    // nothing was kept there
  }
}

/** Calls back when another tab of this browser keeps something else under a name, or forgets it. */
export function whenKept<T>(name: string, changed: (after: T | undefined, before: T | undefined) => void): void {
  window.addEventListener("storage", ({ key, newValue, oldValue }) => {
    if (key !== PREFIX + name) return;
    if (newValue === null) inMemory.delete(key);
    changed(parsed<T>(newValue), parsed<T>(oldValue));
  });
}

function parsed<T>(text: string | null): T | undefined {
  if (text === null) return undefined;
  try {
    return JSON.parse(text) as T;
  } catch {
    return undefined; // damaged by another program or an older version: as if it were not there
  }
}

function read(name: string): string | null {
  const newer = inMemory.get(name);
  if (newer !== undefined) return newer;
  try {
    return localStorage.getItem(name);
  } catch {
    return null;
  }
}

/** Whether an idea or a piece of text on this device has not reached the server. */
export function isAnythingUnsent(): boolean {
  return names().some(
    (name) =>
      /^oogst\.(ideas|support|kept|draft|lines|door)\./.test(name) && !["[]", '""'].includes(read(name) ?? "[]"),
  );
}

/** Forgets everything that this program keeps on the device: stored notepads and kept pages, too. */
export function clearShelf(): void {
  clearPages().catch(() => undefined); // the browser keeps none
  // Not every browser lists its databases: those of notepads are on the shelf, too.
  for (const name of names()) {
    const [, kind, notepad] = name.split(".");
    const epochs = kind === "epochs" ? (parsed<number[]>(read(name)) ?? []) : [];
    for (const epoch of epochs) indexedDB.deleteDatabase(`oogst-notepad-${notepad}-${epoch}`);
    forget(name.slice(PREFIX.length));
  }
  void indexedDB.databases?.().then((databases) => {
    for (const { name } of databases) if (name?.startsWith("oogst-")) indexedDB.deleteDatabase(name);
  });
}

async function clearPages(): Promise<void> {
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
  // Absent on plain http, and so are its pages.
  if (workers === undefined) return;
  for (const registration of await workers.getRegistrations()) await registration.unregister();
  for (const name of await caches.keys()) if (name.startsWith("oogst-")) await caches.delete(name);
}

function names(): string[] {
  try {
    const stored = Object.keys(localStorage).filter((name) => name.startsWith(PREFIX));
    return [...new Set([...stored, ...inMemory.keys()])];
  } catch {
    return [...inMemory.keys()];
  }
}
