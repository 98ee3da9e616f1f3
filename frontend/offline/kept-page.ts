// Has the browser keep this page, so that it opens without a network. Only https and localhost have
// the service worker that does it; everywhere else nothing happens and nothing is missed.
const WORKER = "/service-worker.js";

export class KeptPage {
  private asked = false;

  /** Keeps the page; to be called a moment of chance after it is live, so that a hall does not ask at once. */
  keep(): void {
    const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined;
    if (this.asked || workers === undefined) return;
    this.asked = true;
    // A page that came through the worker is kept by it already.
    const isKept = workers.controller !== null;
    const ready = workers.register(WORKER).then(() => workers.ready);
    const tell = ready.then(({ active }) => isKept || active?.postMessage({ kind: "keep", files: loadedFiles() }));
    // A browser that keeps nothing (a private window, a full disk) opens pages with a network only.
    tell.catch((reason: unknown) => console.info("not kept", reason));
  }

  /** The notes that stand in the kept page are over: they go, and the page is kept anew. */
  renew(): void {
    const controller = (navigator.serviceWorker as ServiceWorkerContainer | undefined)?.controller;
    controller?.postMessage({ kind: "forget" });
    controller?.postMessage({ kind: "keep" });
  }
}

/** What this page has loaded: the editor too, for whoever has one. */
function loadedFiles(): string[] {
  return performance
    .getEntriesByType("resource")
    .map(({ name }) => new URL(name))
    .filter(({ origin }) => origin === location.origin)
    .map(({ pathname, search }) => pathname + search);
}
