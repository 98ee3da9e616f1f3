import { expect, test } from "vitest";
import pairs from "../../tests/folded.json";
import { folded } from "./folded";

test("names are found with the keys that every keyboard has", () => {
  for (const [name, plain] of pairs) expect(folded(name as string), name).toBe(plain);
});
