import { expect, test } from "vitest";
import { added } from "./own-ids";

test("only what is new is passed on to another tab", () => {
  expect(added([1, 2, 3], [1, 2])).toEqual([3]);
  expect(added([2, 3], [1, 2])).toEqual([3]);
  expect(added([], [1])).toEqual([]);
});
