import { beforeEach, expect, test } from "vitest";
import { KeptPages } from "./kept-pages";
import { memoryCaches } from "./memory-caches";
import { ShellFiles } from "./shell-files";

const FONDSEN = "/c/stad/fondsen";
let device: CacheStorage;
let pages: KeptPages;

beforeEach(() => {
  device = memoryCaches();
  pages = new KeptPages(device, "v1");
});

function answer(words: string, session: string, more: Record<string, string> = {}, status = 200): Response {
  const headers = { "X-Oogst": "1", "X-Oogst-Keep": "1", "X-Oogst-Session": session, ...more };
  return new Response(words, { status, headers });
}

async function found(path: string): Promise<string | undefined> {
  return await (await pages.find(path))?.text();
}

test("a page is kept with its policy, and the newest takes the place of the one before", async () => {
  await pages.heard(FONDSEN, answer("eerst", "anna"), pages.asking());
  await pages.heard(
    FONDSEN,
    answer("later", "anna", { "Content-Security-Policy": "default-src 'none'" }),
    pages.asking(),
  );
  expect(await found(FONDSEN)).toBe("later");
  expect((await pages.find(FONDSEN))?.headers.get("Content-Security-Policy")).toBe("default-src 'none'");
});

test("any page of another session empties everything", async () => {
  await pages.heard(FONDSEN, answer("van Anna", "anna"), pages.asking());
  await pages.heard(
    "/privacy",
    answer("", "bob", { "X-Oogst-Keep": "", "Content-Language": "en" }, 200),
    pages.asking(),
  );
  expect([await found(FONDSEN), await pages.language()]).toEqual([undefined, "en"]);
});

test("an answer that was asked for before everything was forgotten is not kept after it", async () => {
  const before = pages.asking();
  await pages.forget();
  await pages.heard(FONDSEN, answer("van Anna", "anna"), before);
  expect(await found(FONDSEN)).toBeUndefined();
  const anna = pages.asking();
  await pages.heard("/", answer("van Bob", "bob"), pages.asking());
  await pages.heard("/privacy", answer("van Carla", "carla"), pages.asking());
  await pages.heard(FONDSEN, answer("van Anna", "anna"), anna);
  expect(await found(FONDSEN)).toBeUndefined();
});

test("a page that is not ours, or was refused, is not kept, and what is gone goes", async () => {
  await pages.heard(FONDSEN, answer("goed", "anna"), pages.asking());
  await pages.heard(FONDSEN, new Response("Welkom bij de wifi"), pages.asking());
  await pages.heard(FONDSEN, answer("", "anna", {}, 500), pages.asking());
  expect(await found(FONDSEN)).toBe("goed");
  await pages.heard(FONDSEN, answer("", "anna", {}, 404), pages.asking());
  expect(await found(FONDSEN)).toBeUndefined();
});

test("no more than thirty pages are kept: the oldest goes", async () => {
  for (let n = 0; n <= 30; n += 1) await pages.heard(`/c/stad/${n}`, answer(String(n), "anna"), pages.asking());
  await pages.heard("/c/stad/1", answer("weer", "anna"), pages.asking());
  await pages.heard("/c/stad/31", answer("31", "anna"), pages.asking());
  expect([await found("/c/stad/0"), await found("/c/stad/2")]).toEqual([undefined, undefined]);
  expect([await found("/c/stad/1"), await found("/c/stad/31")]).toEqual(["weer", "31"]);
});

test("a new build leaves the files that a kept page needs, and drops those that none does", async () => {
  await pages.heard(FONDSEN, answer("van bouw 1", "anna"), pages.asking());
  for (const version of ["v0", "v1", "v2"]) {
    const cache = await device.open(`oogst-files-${version}`);
    await cache.put(`/static/build/topic-${version}.js?v=built`, new Response(version));
  }
  const files = new ShellFiles(device, "v2");
  await files.prune(await new KeptPages(device, "v2").builds());
  expect((await device.keys()).sort()).toEqual(["oogst-files-v1", "oogst-files-v2", "oogst-pages"]);
  expect(await (await files.find("/static/build/topic-v1.js"))?.text()).toBe("v1");
  expect(await files.find("/static/build/topic-v0.js")).toBeUndefined();
});
