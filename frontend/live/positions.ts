// A cursor as the protocol carries it: the character that it stands before, by client id and clock; behind everything
// else the one that it stands after (association -1), so that it stays there when others write on below.
import * as Y from "yjs";
import type { Place } from "./protocol";

const IN_NOTHING: Place = [0, -1, 0];

/** The place of an index (UTF-16 units) in the text. */
export function placeAt(text: Y.Text, index: number): Place {
  const before = Y.createRelativePositionFromTypeIndex(text, index).item;
  if (before !== null) return [before.client, before.clock, 0];
  const after = Y.createRelativePositionFromTypeIndex(text, index, -1).item;
  return after === null ? IN_NOTHING : [after.client, after.clock, -1];
}

/** The index of a place, or null while its character has not arrived here. */
export function indexOf(text: Y.Text, place: Place): number | null {
  const [client, clock, assoc] = place;
  if (clock < 0) return assoc < 0 ? 0 : text.length;
  const doc = text.doc;
  if (doc === null) return null;
  const relative = new Y.RelativePosition(null, null, Y.createID(client, clock), assoc);
  const absolute = Y.createAbsolutePositionFromRelativePosition(relative, doc);
  return absolute === null || absolute.type !== text ? null : absolute.index;
}
