// A short hash of what is committed: browsers and server compare it now and then, so that two
// sides that drifted apart are noticed within seconds and not by a reader of the report.
import * as Y from "yjs";

const TABLE = new Uint32Array(256).map((_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
  return value >>> 0;
});

/** CRC-32 (ISO-HDLC, the one of zlib) of bytes, as an unsigned number. */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return (crc ^ 0xffffffff) >>> 0;
}

/** The hash of a document: its state vector by client id, then the text. */
export function documentCheck(doc: Y.Doc, text: string): number {
  const clocks = [...Y.decodeStateVector(Y.encodeStateVector(doc))].sort(([a], [b]) => a - b);
  const vector = clocks.map(([client, clock]) => `${client}:${clock};`).join("");
  return crc32(new TextEncoder().encode(`${vector}\n${text}`));
}

/** What does not agree with the server's check: the document, or the editor with its document. */
export function disagreement(
  doc: Y.Doc,
  text: string,
  shown: string | null,
  crc: number,
): "document" | "editor" | null {
  if (documentCheck(doc, text) !== crc) return "document";
  return shown !== null && shown !== text ? "editor" : null;
}
