// What a service worker's own world looks like to TypeScript: only what is used of it here, because
// its types and those of pages cannot be loaded together.

export interface Extendable extends Event {
  waitUntil(work: Promise<unknown>): void;
}

export interface FetchAsked extends Extendable {
  readonly request: Request;
  respondWith(answer: Promise<Response>): void;
}

export interface Told extends Extendable {
  readonly data: unknown;
  readonly source: { readonly url?: string } | null;
}

export interface WorkerScope {
  readonly location: { readonly origin: string };
  readonly clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(kind: "install" | "activate", hear: (event: Extendable) => void): void;
  addEventListener(kind: "fetch", hear: (event: FetchAsked) => void): void;
  addEventListener(kind: "message", hear: (event: Told) => void): void;
}
