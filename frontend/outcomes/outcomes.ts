// Everything about outcomes that the editor shows: marks in the margin, the list, and what is offered.
import type { Extension } from "@codemirror/state";
import { completion } from "./completion";
import { outcomeMarks } from "./marks";
import { NamesElsewhere } from "./names-elsewhere";

/** The whole of it; `names` are those of the people who are here, `notepad` is whose other topics' names may be known. */
export function outcomes(names: () => readonly string[], notepad: number | null): Extension {
  return [outcomeMarks, completion(names, new NamesElsewhere(notepad))];
}
