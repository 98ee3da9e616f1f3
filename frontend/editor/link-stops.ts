// Filling in a link: Tab goes from its words to its address and out of it, Enter leaves it whole. Its place is kept as
// a position that every change moves along; where the link or the cursor is gone from there, it is over.
import {
  EditorSelection,
  type EditorState,
  type Extension,
  Prec,
  type StateCommand,
  StateEffect,
  StateField,
  type TransactionSpec,
} from "@codemirror/state";
import { keymap } from "@codemirror/view";
import { outward } from "./addresses";

interface Part {
  from: number;
  to: number;
}
interface Parts {
  words: Part;
  address: Part;
  end: number;
}

const LINK = /^\[([^[\]\n]*)\]\(([^()\s]*)\)/;

/** Begins with the link at a place. */
export const filling = StateEffect.define<number>();

const place = StateField.define<number | null>({
  create: () => null,
  update(before, { changes, effects, state }) {
    // What is typed right before the link moves it along.
    let at = before === null ? null : changes.mapPos(before, 1);
    for (const effect of effects) if (effect.is(filling)) at = effect.value;
    const parts = at === null ? null : partsAt(state, at);
    const { main } = state.selection;
    return parts !== null && main.from >= parts.words.from && main.to <= parts.address.to ? at : null;
  },
});

function partsAt(state: EditorState, at: number): Parts | null {
  const found = LINK.exec(state.sliceDoc(at, state.doc.lineAt(Math.min(at, state.doc.length)).to));
  if (found === null) return null;
  const [whole, words = "", address = ""] = found;
  const start = at + words.length + 3;
  return {
    words: { from: at + 1, to: at + 1 + words.length },
    address: { from: start, to: start + address.length },
    end: at + whole.length,
  };
}

function filled(act: (parts: Parts, inWords: boolean, state: EditorState) => TransactionSpec | null): StateCommand {
  return ({ state, dispatch }) => {
    const at = state.field(place, false) ?? null;
    const parts = at === null ? null : partsAt(state, at);
    const spec = parts === null ? null : act(parts, state.selection.main.head <= parts.words.to, state);
    if (spec !== null) dispatch(state.update({ scrollIntoView: true, ...spec }));
    return spec !== null;
  };
}

function chosen({ from, to }: Part): TransactionSpec {
  return { selection: EditorSelection.single(from, to) };
}

/** Out of the link, with the https:// that was left out. */
function left({ address: { from, to }, end }: Parts, state: EditorState): TransactionSpec {
  const written = state.sliceDoc(from, to);
  const whole = outward(written) ?? written;
  const insert = whole.slice(0, whole.length - written.length);
  const selection = EditorSelection.cursor(end + insert.length);
  return { changes: { from, insert }, selection, userEvent: "input.format" };
}

export const nextPart = filled((parts, inWords, state) => (inWords ? chosen(parts.address) : left(parts, state)));
export const previousPart = filled(({ words }, inWords) => (inWords ? null : chosen(words)));
export const leaveLink = filled((parts, _inWords, state) => left(parts, state));

/** The extension. */
export const linkStops: Extension = [
  place,
  Prec.high(
    keymap.of([
      { key: "Tab", run: nextPart },
      { key: "Shift-Tab", run: previousPart },
      { key: "Enter", run: leaveLink },
      { key: "Escape", run: leaveLink },
    ]),
  ),
];
