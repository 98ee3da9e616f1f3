import { expect, test } from "vitest";
import { pack, unpack } from "./msgpack";

const there = (value: unknown): unknown => unpack(pack(value));

test.each([
  ["nothing", null],
  ["booleans", [true, false]],
  ["small numbers", [0, 1, 127, -1, -32]],
  [
    "numbers of every size",
    [128, 255, 256, 65_536, -33, -129, -40_000, 2 ** 31, -(2 ** 31), 2 ** 32, 1_795_543_430_214],
  ],
  ["the largest whole numbers", [Number.MAX_SAFE_INTEGER, Number.MIN_SAFE_INTEGER, -(2 ** 32), -1_795_543_430_214]],
  ["fractions", [0.5, -1.25, 1e300]],
  ["words in many scripts", ["", "é", "漢字", "👩‍👩‍👧", "x".repeat(31), "x".repeat(32), "🌾".repeat(200)]],
  ["lists and objects of every size", [Array.from({ length: 16 }, () => 1), Array.from({ length: 300 }, () => 0)]],
  ["many fields", Object.fromEntries(Array.from({ length: 40 }, (_, number) => [`field ${number}`, number]))],
  ["deep ones", { a: [{ b: [[{}]] }], c: {} }],
])("%s come out as they went in", (_name, value) => {
  expect(there(value)).toEqual(value);
});

test("bytes of every size come out as bytes, also when they are a view of more", () => {
  for (const length of [0, 1, 300]) {
    const bytes = Uint8Array.from({ length: length + 4 }, (_, at) => at % 251).subarray(2, length + 2);
    expect(there({ update: bytes })).toEqual({ update: bytes });
  }
});

test("what is not given is not sent", () => {
  expect(there({ id: undefined, type: 2 })).toEqual({ type: 2 });
});

// What Python's msgpack writes and we do not: the shortest form of everything.
test.each([
  ["cc80", 128],
  ["cd0100", 256],
  ["ce00010000", 65_536],
  ["cf000001a20e57f006", 0x1a20e57f006],
  ["d0df", -33],
  ["d1ff7f", -129],
  ["d2ffff63c0", -40_000],
  ["d3ffffffff00000000", -(2 ** 32)],
  ["cb3fe0000000000000", 0.5],
  ["c40141", Uint8Array.of(65)],
  ["c5000141", Uint8Array.of(65)],
  ["d90141", "A"],
  ["da000141", "A"],
  ["dc000101", [1]],
  ["de0001a16101", { a: 1 }],
])("%s is read", (hex, value) => {
  expect(unpack(bytesOf(hex))).toEqual(value);
});

test.each(["c1", "d401", "a341", "c6ffffffff00", "dd", ""])("%s is refused", (hex) => {
  expect(() => unpack(bytesOf(hex))).toThrow();
});

test("a field that is called like JavaScript's own is only a field", () => {
  const found = unpack(bytesOf("81a95f5f70726f746f5f5f81a16101")) as Record<string, unknown>;
  expect(Object.keys(found)).toEqual(["__proto__"]);
  expect(found.a).toBeUndefined();
});

function bytesOf(hex: string): ArrayBuffer {
  return Uint8Array.from(hex.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16)).buffer;
}
