import { expect, test } from "vitest";
import { isGone, isOurs, mayKeep, wayOf } from "./rules";

const HERE = "https://oogst.example.org";

function way(path: string, method = "GET", mode = "navigate"): string {
  return wayOf(new URL(path, HERE), HERE, method, mode);
}

test("pages and the build's own files go through the worker, and nothing else does", () => {
  expect([
    way("/c/stad/fondsen?code=ABC"),
    way("/"),
    way("/static/build/topic-A1B2C3D4.js?v=built", "GET", "cors"),
  ]).toEqual(["page", "page", "file"]);
  const rest = [
    way("/static/build/manifest.json", "GET", "cors"),
    way("/socket.io/?EIO=4", "GET", "cors"),
    way("/c/stad/fondsen/ideeen", "POST"),
    way("/notities/1/state", "GET", "cors"),
    way("https://elders.example.org/c/stad/fondsen"),
  ];
  expect(rest).toEqual(["leave", "leave", "leave", "leave", "leave"]);
});

test("a secret link is never touched; using one and signing off forget everything", () => {
  expect([way("/toegang/geheim"), way("/toegang/geheim", "GET", "cors")]).toEqual(["leave", "leave"]);
  expect([way("/toegang/geheim", "POST"), way("/afmelden", "POST")]).toEqual(["forget", "forget"]);
});

test("an answer is kept only when it is ours, whole, and says that it may be", () => {
  const ours = { "X-Oogst": "1" };
  expect(mayKeep(new Response("", { headers: { ...ours, "X-Oogst-Keep": "1" } }))).toBe(true);
  expect(mayKeep(new Response("", { headers: ours }))).toBe(false);
  expect(mayKeep(new Response("", { headers: { "X-Oogst-Keep": "1" } }))).toBe(false);
  expect(mayKeep(new Response("", { status: 403, headers: { ...ours, "X-Oogst-Keep": "1" } }))).toBe(false);
  expect([isOurs(new Response("Welkom bij de wifi")), isGone(new Response("", { status: 404 }))]).toEqual([
    false,
    false,
  ]);
  expect(isGone(new Response("", { status: 404, headers: ours }))).toBe(true);
});
