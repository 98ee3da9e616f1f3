// Where the buttons for ways to look at an editor's notes stand. A page may hold more than one editor, so every
// part that has such a button asks its own editor for the row.
import { Facet } from "@codemirror/state";

/** The row; null where the page has none. */
export const viewsRow = Facet.define<HTMLElement, HTMLElement | null>({ combine: ([row]) => row ?? null });
