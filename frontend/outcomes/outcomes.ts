// Everything about outcomes that the editor shows: marks in the margin, the list, and what is offered.
import type { Extension } from "@codemirror/state";
import { completion } from "./completion";
import { outcomeMarks } from "./marks";

/** The whole of it; `names` are those of the people who are here. */
export function outcomes(names: () => readonly string[]): Extension {
  return [outcomeMarks, completion(names)];
}
