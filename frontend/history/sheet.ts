// The text of a moment on the page, with what changed in it. CodeMirror draws only what is in view, so a long text
// costs no more than a short one; nothing can be typed in it.
import { EditorState, RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import { t } from "../ground/t";
import type { Compared, Piece } from "./compared";

const MARGIN_PX = 48;
const show = StateEffect.define<DecorationSet>();
const shown = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(marks, transaction) {
    for (const effect of transaction.effects) if (effect.is(show)) return effect.value;
    return marks.map(transaction.changes);
  },
  provide: (field) => EditorView.decorations.from(field),
});

export class Sheet {
  private readonly view: EditorView;
  private pieces: readonly Piece[] = [];
  private text = "";

  constructor(
    parent: HTMLElement,
    nonce: string | null,
    /** What a mark says of itself: "Toegevoegd door Fatima". */
    private readonly said: (piece: Piece) => string,
    /** A changed piece is under the pointer, or was tapped. */
    pointed: (piece: Piece) => void,
  ) {
    const look = (event: Event): void => {
      const mark = event.target instanceof Element ? event.target.closest(".was-added, .was-removed") : null;
      const piece = mark === null ? undefined : this.at(this.view.posAtDOM(mark));
      if (piece !== undefined) pointed(piece);
    };
    this.view = new EditorView({
      parent,
      state: EditorState.create({
        extensions: [
          nonce === null ? [] : EditorView.cspNonce.of(nonce),
          EditorView.lineWrapping,
          EditorView.editable.of(false),
          EditorState.readOnly.of(true),
          EditorView.contentAttributes.of({ "aria-label": t("De tekst op dit moment"), tabindex: "0" }),
          EditorView.domEventHandlers({ mouseover: look, click: look }),
          shown,
        ],
      }),
    });
  }

  /** Shows a text; what it has in common with the one before stays where it is. */
  show({ text, pieces }: Compared): void {
    const old = this.text;
    this.text = text;
    const head = sameHead(old, text);
    const tail = sameTail(old, text, head);
    this.pieces = pieces;
    this.view.dispatch({
      changes: { from: head, to: old.length - tail, insert: text.slice(head, text.length - tail) },
      effects: show.of(this.marks()),
    });
  }

  /** Shows a place in the middle. */
  goTo(place: number): void {
    this.view.dispatch({ effects: EditorView.scrollIntoView(place, { y: "center" }) });
  }

  /** Scrolls no further than it takes to show a place. */
  keepInView(place: number): void {
    this.view.dispatch({ effects: EditorView.scrollIntoView(place, { y: "nearest", yMargin: MARGIN_PX }) });
  }

  private marks(): DecorationSet {
    const marks = new RangeSetBuilder<Decoration>();
    const known = new Map<readonly number[], { added?: Decoration; removed?: Decoration }>();
    for (const piece of this.pieces) {
      const both = known.get(piece.people) ?? {};
      known.set(piece.people, both);
      const mark = both[piece.kind] ?? this.mark(piece);
      both[piece.kind] = mark;
      marks.add(piece.from, piece.to, mark);
    }
    return marks.finish();
  }

  private mark(piece: Piece): Decoration {
    const tagName = piece.kind === "added" ? "ins" : "del";
    return Decoration.mark({ tagName, class: `was-${piece.kind}`, attributes: { title: this.said(piece) } });
  }

  private at(place: number): Piece | undefined {
    return this.pieces.find((piece) => piece.from <= place && place < piece.to);
  }
}

function sameHead(one: string, other: string): number {
  const end = Math.min(one.length, other.length);
  let at = 0;
  while (at < end && one.charCodeAt(at) === other.charCodeAt(at)) at += 1;
  return at;
}

function sameTail(one: string, other: string, head: number): number {
  const end = Math.min(one.length, other.length) - head;
  let at = 0;
  while (at < end && one.charCodeAt(one.length - 1 - at) === other.charCodeAt(other.length - 1 - at)) at += 1;
  return at;
}
