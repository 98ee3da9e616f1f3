// The service worker: a topic's page opens without a network once it has been visited, and what was
// never visited says so in a page of our own. It exists on https and localhost only. It never
// touches a secret link, questions of scripts, or anything that is posted.
import { KeptPages } from "./kept-pages";
import { isOurs, mayKeep, wayOf } from "./rules";
import type { FetchAsked, WorkerScope } from "./scope";
import { ShellFiles } from "./shell-files";

declare const BUILD_VERSION: string;
declare const BUILD_FILES: string[];

// Somebody who has the page already does not wait longer for a newer one.
const PATIENCE_MS = 3_000;
const NO_INTERNET = { nl: "/geen-internet/nl", en: "/geen-internet/en" };

const scope = self as unknown as WorkerScope;
const pages = new KeptPages(caches, BUILD_VERSION);
const files = new ShellFiles(caches, BUILD_VERSION);

scope.addEventListener("install", (event) => {
  // At once: files have a name of their own in every build, so an open page misses nothing.
  void scope.skipWaiting();
  event.waitUntil(files.fetchAll([...BUILD_FILES, ...Object.values(NO_INTERNET)]));
});

scope.addEventListener("activate", (event) => {
  event.waitUntil(Promise.all([scope.clients.claim(), pages.builds().then((needed) => files.prune(needed))]));
});

scope.addEventListener("fetch", (event) => {
  const { request } = event;
  const way = wayOf(new URL(request.url), scope.location.origin, request.method, request.mode);
  if (way === "forget") event.waitUntil(pages.forget());
  else if (way === "file") event.respondWith(files.answer(request));
  else if (way === "page") event.respondWith(page(event));
});

scope.addEventListener("message", (event) => {
  const { kind, files: loaded } = event.data as { kind: string; files?: string[] };
  if (kind === "forget") event.waitUntil(pages.forget());
  if (kind === "keep" && event.source?.url !== undefined) {
    event.waitUntil(keep(new URL(event.source.url), loaded ?? []));
  }
});

/** The page as the server has it; without an answer of ours, as it was when it was visited last. */
async function page(event: FetchAsked): Promise<Response> {
  const { request } = event;
  const { pathname } = new URL(request.url);
  const asked = pages.asking();
  const answer = fetch(request).then((response) => {
    event.waitUntil(pages.heard(pathname, response.clone(), asked));
    return response;
  });
  event.waitUntil(answer.catch(() => undefined));
  const kept = await pages.find(pathname);
  if (kept === undefined) return answer.catch(() => noInternet());
  const ours = answer.then(
    (response) => (isOurs(response) ? response : kept),
    () => kept,
  );
  return await Promise.race([ours, after(PATIENCE_MS).then(() => kept)]);
}

/** Keeps a page that was opened before this worker was there. */
async function keep(url: URL, loaded: readonly string[]): Promise<void> {
  if (wayOf(url, scope.location.origin, "GET", "navigate") !== "page") return;
  const asked = pages.asking();
  await files.add(loaded.filter((address) => isFile(address)));
  // Without its query: that may hold the join code.
  const response = await fetch(url.pathname, { credentials: "same-origin", cache: "no-store" });
  if (mayKeep(response)) await pages.heard(url.pathname, response, asked);
}

function isFile(address: string): boolean {
  return wayOf(new URL(address, scope.location.origin), scope.location.origin, "GET", "cors") === "file";
}

async function noInternet(): Promise<Response> {
  const language = (await pages.language()) === "en" ? "en" : "nl";
  return (await files.find(NO_INTERNET[language])) ?? Response.error();
}

function after(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
