import { expect, test } from "vitest";
import { saveKind } from "./save-indicator";

test("words that are kept on this device are no alarm", () => {
  expect(saveKind({ kind: "kept", stored: true }, false)).toBe("kept");
});

test("words that would be lost with the page are", () => {
  expect(saveKind({ kind: "kept", stored: false }, false)).toBe("unsafe");
});

test("who only reads hears of the connection alone", () => {
  expect(saveKind(null, true)).toBe("");
  expect(saveKind(null, false)).toBe("away");
});
