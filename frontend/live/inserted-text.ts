// The words in an outbox that cannot be merged any more: what somebody typed is never thrown away,
// it is offered to them as "je tekst".
import * as Y from "yjs";

/** What the updates insert and do not delete again, in the order it was typed; a jump is a new line. Blanks alone are nothing. */
export function insertedText(updates: readonly Uint8Array[]): string {
  if (updates.length === 0) return "";
  const { structs, ds } = Y.decodeUpdate(Y.mergeUpdates([...updates]));
  let text = "";
  for (const struct of structs) {
    if (!(struct instanceof Y.Item) || !(struct.content instanceof Y.ContentString)) continue;
    const deleted = ds.clients.get(struct.id.client) ?? [];
    const left = surviving(struct.content.str, struct.id.clock, deleted);
    if (left === "") continue;
    const follows =
      struct.origin !== null &&
      struct.origin.client === struct.id.client &&
      struct.origin.clock === struct.id.clock - 1;
    text += text === "" || follows ? left : `\n${left}`;
  }
  return text.trim() === "" ? "" : text;
}

function surviving(content: string, clock: number, deleted: readonly { clock: number; len: number }[]): string {
  return Array.from({ length: content.length }, (_, offset) => offset)
    .filter(
      (offset) => !deleted.some((range) => clock + offset >= range.clock && clock + offset < range.clock + range.len),
    )
    .map((offset) => content.charAt(offset))
    .join("");
}
