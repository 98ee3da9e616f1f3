// Outcomes come once the editor is open: they are not needed to read or to begin to type, so the part of
// the editor that is fetched first does not hold them.
import { Compartment, type Extension } from "@codemirror/state";
import { type EditorView, ViewPlugin } from "@codemirror/view";

/**
 * Marks, list and completion of outcomes as soon as they are loaded; without them (no internet) one
 * types on. `names` are those of the people who are here; `notepad` is that of who leads its topic, else null.
 */
export function outcomesLater(names: () => readonly string[], notepad: number | null): Extension {
  const place = new Compartment();
  return [place.of([]), ViewPlugin.define((view) => new Loading(view, place, names, notepad))];
}

class Loading {
  private closed = false;

  constructor(view: EditorView, place: Compartment, names: () => readonly string[], notepad: number | null) {
    import("./outcomes").then(
      ({ outcomes }) => {
        if (!this.closed) view.dispatch({ effects: place.reconfigure(outcomes(names, notepad)) });
      },
      () => undefined,
    );
  }

  destroy(): void {
    this.closed = true;
  }
}
