import { expect, test } from "vitest";
import * as Y from "yjs";
import { crc32, documentCheck } from "./agreement";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

test("the checksum is the CRC-32 of zlib", () => {
  expect(crc32(bytes("123456789"))).toBe(0xcbf43926);
  expect(crc32(bytes(""))).toBe(0);
});

test("a document's check is over the sorted state vector and the text", () => {
  const doc = new Y.Doc();
  doc.clientID = 9;
  doc.getText("notes").insert(0, "hé");
  const other = new Y.Doc();
  other.clientID = 3;
  Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
  other.getText("notes").insert(2, "!");
  expect(documentCheck(other, "hé!")).toBe(crc32(bytes("3:1;9:2;\nhé!")));
});
