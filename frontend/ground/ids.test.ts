import { expect, test } from "vitest";
import { clientId, uuid } from "./ids";

test("a uuid has the form of version 4 and is new each time", () => {
  const ids = Array.from({ length: 50 }, uuid);
  for (const id of ids) expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  expect(new Set(ids).size).toBe(50);
});

test("a client id is a whole number of 32 bits and never 0", () => {
  for (let round = 0; round < 50; round += 1) {
    const id = clientId();
    expect(Number.isInteger(id) && id > 0 && id < 2 ** 32).toBe(true);
  }
});
