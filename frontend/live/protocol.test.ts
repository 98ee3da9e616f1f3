import { expect, test } from "vitest";
import { isOurs } from "./protocol";

test("an answer counts only in the shape of ours", () => {
  expect(isOurs({ idea: { id: 1 } }, "idea")).toBe(true);
  expect(isOurs({ error: { code: "locked", message: "Vastgezet." } }, "idea")).toBe(true);
  for (const other of [null, "<html>", 200, [], {}, { error: "login" }, { error: null }, { error: {} }, { ok: true }])
    expect(isOurs(other, "idea")).toBe(false);
});
