// Other people's cursors, drawn over the text. A layer and not widgets in the text: a widget next
// to the caret breaks composition on phone keyboards.
import { EditorSelection, type EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";
import { EditorView, type LayerMarker, layer, RectangleMarker } from "@codemirror/view";
import { nameOf, personClass } from "../face/people";
import type { Cursor } from "../live/presence";

/** A cursor with its ends as indexes in the text. */
export interface ShownCursor {
  seat: number;
  name: string;
  person: number;
  anchor: number;
  head: number;
  /** Rises each time the person moves, not when others' text moves the cursor along. */
  moves: number;
}

const NEAR_PX = 10;
const setCursors = StateEffect.define<readonly ShownCursor[]>();

const shownCursors = StateField.define<readonly ShownCursor[]>({
  create: () => [],
  update(cursors, transaction) {
    for (const effect of transaction.effects) if (effect.is(setCursors)) return effect.value;
    if (!transaction.docChanged) return cursors;
    return cursors.map((cursor) => ({
      ...cursor,
      anchor: transaction.changes.mapPos(cursor.anchor),
      head: transaction.changes.mapPos(cursor.head),
    }));
  },
});

/** Draws what `showCursors` says. */
export const otherCursors: Extension = [
  shownCursors,
  layer({
    above: false,
    class: "cm-others-selections",
    update: changed,
    markers: (view) => inView(view).flatMap((cursor) => selectionOf(view, cursor)),
  }),
  layer({
    above: true,
    class: "cm-others-carets",
    update: changed,
    markers: (view) => inView(view).flatMap((cursor) => caretOf(view, cursor)),
  }),
  // The carets let the mouse through to the text, so nearness is measured.
  EditorView.domEventHandlers({
    mousemove: (event, view) => nameWhere(view, (caret) => isNear(event, caret.getBoundingClientRect())),
    mouseleave: (_event, view) => nameWhere(view, () => false),
  }),
];

/** Where the others' cursors stand. */
export function othersPlaces(state: EditorState): number[] {
  return state.field(shownCursors, false)?.map(({ head }) => head) ?? [];
}

// Each is measured at every change: of a full pad only those that can be seen.
function inView(view: EditorView): ShownCursor[] {
  const { from, to } = view.viewport;
  return view.state
    .field(shownCursors)
    .filter(({ anchor, head }) => Math.max(anchor, head) >= from && Math.min(anchor, head) <= to);
}

function nameWhere(view: EditorView, near: (caret: HTMLElement) => boolean): boolean {
  for (const caret of view.scrollDOM.querySelectorAll<HTMLElement>(".cm-other-caret")) {
    caret.classList.toggle("is-near", near(caret));
  }
  return false; // the editor does with the mouse what it always does
}

function isNear(mouse: MouseEvent, caret: DOMRect): boolean {
  const beside = Math.abs(mouse.clientX - caret.left) <= NEAR_PX;
  return beside && mouse.clientY >= caret.top && mouse.clientY <= caret.bottom;
}

/** Shows these people's cursors; `indexOf` finds a place in the text, or null. */
export function showCursors(
  view: EditorView,
  cursors: readonly Cursor[],
  indexOf: (place: Cursor["head"]) => number | null,
): void {
  const length = view.state.doc.length;
  const before = view.state.field(shownCursors);
  const shown = cursors.flatMap(({ seat, info, anchor, head }) => {
    const at = indexOf(head);
    if (at === null) return [];
    const from = indexOf(anchor) ?? at;
    const place = { anchor: Math.min(from, length), head: Math.min(at, length) };
    return [{ seat, name: nameOf(info), person: info.person, ...place, moves: movesOf(seat, place, before) }];
  });
  if (!same(shown, before)) view.dispatch({ effects: setCursors.of(shown) });
}

/** How often somebody has moved when they are at this place now. */
export function movesOf(seat: number, place: { anchor: number; head: number }, before: readonly ShownCursor[]): number {
  const known = before.find((cursor) => cursor.seat === seat);
  if (known === undefined) return 0;
  return known.anchor === place.anchor && known.head === place.head ? known.moves : known.moves + 1;
}

function same(a: readonly ShownCursor[], b: readonly ShownCursor[]): boolean {
  return (
    a.length === b.length &&
    a.every((cursor, index) => {
      const other = b[index];
      return (
        other !== undefined &&
        cursor.seat === other.seat &&
        cursor.name === other.name &&
        cursor.anchor === other.anchor &&
        cursor.head === other.head
      );
    })
  );
}

function changed(update: {
  docChanged: boolean;
  viewportChanged: boolean;
  geometryChanged: boolean;
  transactions: readonly { effects: readonly StateEffect<unknown>[] }[];
}): boolean {
  if (update.docChanged || update.viewportChanged || update.geometryChanged) return true;
  return update.transactions.some(({ effects }) => effects.some((effect) => effect.is(setCursors)));
}

function selectionOf(view: EditorView, cursor: ShownCursor): readonly LayerMarker[] {
  if (cursor.anchor === cursor.head) return [];
  const range = EditorSelection.range(cursor.anchor, cursor.head);
  return RectangleMarker.forRange(view, `cm-other-selection ${personClass(cursor.person)}`, range);
}

function caretOf(view: EditorView, cursor: ShownCursor): readonly LayerMarker[] {
  const middle = view.scrollDOM.clientWidth / 2;
  return RectangleMarker.forRange(view, "cm-other-caret", EditorSelection.cursor(cursor.head)).map(
    (place) => new Caret(cursor, place.left, place.top, place.height, place.left > middle),
  );
}

class Caret implements LayerMarker {
  constructor(
    private readonly cursor: ShownCursor,
    private readonly left: number,
    private readonly top: number,
    private readonly height: number,
    /** Near the right edge the name goes to the left, or it would make the text scroll. */
    private readonly flipped: boolean,
  ) {}

  eq(other: LayerMarker): boolean {
    if (!(other instanceof Caret)) return false;
    const same = other.left === this.left && other.top === this.top && other.height === this.height;
    return (
      same && this.flipped === other.flipped && this.isSamePerson(other) && other.cursor.moves === this.cursor.moves
    );
  }

  // The name shows for a moment after its person moved; a caret that others' text pushes along stays bare. What stands
  // there is used again: making fifty carets anew for each that moves costs more than drawing the text.
  update(caret: HTMLElement, before: LayerMarker): boolean {
    if (!(before instanceof Caret) || !this.isSamePerson(before)) return false;
    this.place(caret);
    // The same animation under another name begins anew.
    if (this.cursor.moves !== before.cursor.moves) caret.classList.toggle("moved-again");
    return true;
  }

  private isSamePerson({ cursor }: Caret): boolean {
    return cursor.name === this.cursor.name && cursor.seat === this.cursor.seat && cursor.person === this.cursor.person;
  }

  private place(caret: HTMLElement): void {
    caret.style.transform = `translate(${this.left}px, ${this.top}px)`;
    caret.style.height = `${this.height}px`;
    caret.classList.toggle("is-flipped", this.flipped);
  }

  draw(): HTMLElement {
    const caret = document.createElement("div");
    caret.className = `cm-other-caret ${personClass(this.cursor.person)}`;
    this.place(caret);
    const label = document.createElement("bdi"); // a name may be written from right to left
    label.className = "cm-other-name";
    label.textContent = this.cursor.name;
    caret.append(label);
    return caret;
  }
}
