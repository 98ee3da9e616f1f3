// What the buttons and keys for formatting do to the text: pure commands, each of which takes back
// what it did when it is given again.
import { syntaxTree } from "@codemirror/language";
import { EditorSelection, type EditorState, type StateCommand } from "@codemirror/state";
import { outward } from "./addresses";
import { type LineParts, type NewLine, partsOf, rewritten, selectedLines } from "./line-parts";
import { filling } from "./link-stops";

type Emphasis = "StrongEmphasis" | "Emphasis";
interface Range {
  from: number;
  to: number;
}
interface Edit extends Range {
  insert: string;
}

/** Bold or italic around the selection, around the word at the cursor, or for what is typed next. */
function toggleEmphasis(name: Emphasis, mark: string): StateCommand {
  return ({ state, dispatch }) => {
    const { main } = state.selection;
    const empty = emptyMarks(state, mark);
    if (empty === null && endsHere(state, name, mark)) {
      // What was typed stays as it is; what is typed next is ordinary again.
      dispatch(state.update({ selection: EditorSelection.cursor(main.head + mark.length), scrollIntoView: true }));
      return true;
    }
    const pieces = piecesOf(state);
    const marks = pieces.map((piece) => marksAround(state, name, piece));
    const marked = empty ?? (marks.every((found) => found !== null) ? marks.flat() : null);
    const edits: Edit[] =
      marked === null ? wrapped(pieces, mark) : marked.map(({ from, to }) => ({ from, to, insert: "" }));
    const changes = state.changes(edits);
    const [first, last] = [pieces[0] ?? main, pieces[pieces.length - 1] ?? main];
    const isNew = edits.length === 1 && marked === null;
    const start = isNew
      ? main.from + mark.length
      : changes.mapPos(main.empty ? main.from : first.from, main.empty ? -1 : 1);
    const end = main.empty ? start : changes.mapPos(last.to, -1);
    const selection =
      main.anchor <= main.head ? EditorSelection.single(start, end) : EditorSelection.single(end, start);
    dispatch(state.update({ changes, selection, scrollIntoView: true, userEvent: "input.format" }));
    return true;
  };
}

/** Whether the cursor stands right before the marks that end what it is in. */
function endsHere(state: EditorState, name: Emphasis, mark: string): boolean {
  const { main } = state.selection;
  if (!main.empty || state.sliceDoc(main.head, main.head + mark.length) !== mark) return false;
  return marksAround(state, name, main)?.some(({ from }) => from === main.head) === true;
}

export const toggleBold = toggleEmphasis("StrongEmphasis", "**");
export const toggleItalic = toggleEmphasis("Emphasis", "*");

export function isBold(state: EditorState): boolean {
  return marksAround(state, "StrongEmphasis", state.selection.main) !== null || emptyMarks(state, "**") !== null;
}

export function isItalic(state: EditorState): boolean {
  return marksAround(state, "Emphasis", state.selection.main) !== null || emptyMarks(state, "*") !== null;
}

/** A heading of a level, or ordinary text again. */
export function toggleHeading(level: number): StateCommand {
  const mark = `${"#".repeat(level)} `;
  return lines(
    (parts) => parts.heading.trim() === mark.trim(),
    () => mark,
    () => "",
  );
}

/** Ordinary text, whatever it was. */
export const makePlain: StateCommand = lines(
  () => true,
  () => "",
  () => "",
);

export const toggleBullets = lines(
  ({ bullet, task }) => /^[-*+]/.test(bullet) && task === "",
  ({ indent, quote }) => `${indent + quote}- `,
  ({ quote }) => quote,
);
export const toggleNumbers = lines(
  ({ bullet }) => /^\d/.test(bullet),
  ({ indent, quote }, index) => `${indent + quote}${index + 1}. `,
  ({ quote }) => quote,
);
export const toggleTasks = lines(
  ({ task }) => task !== "",
  ({ indent, quote, bullet }) => `${indent + quote}${bullet || "- "}[ ] `,
  ({ quote }) => quote,
);
export const toggleQuote = lines(
  ({ quote }) => quote !== "",
  ({ indent, quote, bullet, task, heading }) => `> ${quote}${quote === "" ? "" : indent}${bullet + task + heading}`,
  ({ bullet, task, heading }) => bullet + task + heading,
);

/** Makes a link of the selection; in a link it selects the address. Tab and Enter then know where they are. */
export const link: StateCommand = ({ state, dispatch }) => {
  const { main } = state.selection;
  const known = linkAt(state, main);
  if (known !== null) {
    const { from, to } = known.address;
    const effects = filling.of(known.from);
    dispatch(state.update({ selection: EditorSelection.single(from, to), effects, scrollIntoView: true }));
    return true;
  }
  const { from, to } = main.empty ? (state.wordAt(main.head) ?? main) : main;
  const words = state.sliceDoc(from, to);
  if (words.includes("\n")) return true;
  const given = /\s/.test(words) || /^[\w.-]*:[^/]/.test(words) ? null : outward(words);
  const start = given === null ? `[${words}](` : "[](";
  const address = given ?? "https://";
  // First what is missing: the words where an address was chosen, else the address.
  const asksWords = given !== null || words === "";
  const selection = asksWords
    ? EditorSelection.single(from + 1)
    : EditorSelection.single(from + start.length, from + start.length + address.length);
  const changes = { from, to, insert: `${start}${address})` };
  dispatch(
    state.update({ changes, selection, effects: filling.of(from), scrollIntoView: true, userEvent: "input.format" }),
  );
  return true;
};

/** What stands before the words of each selected line is put there, or taken away where all have it. */
function lines(
  isSo: (parts: LineParts) => boolean,
  on: (parts: LineParts, index: number) => string,
  off: (parts: LineParts) => string,
): StateCommand {
  return ({ state, dispatch }) => {
    const selected = selectedLines(state);
    const parts = selected.map((line) => partsOf(line.text));
    const all = parts.every(isSo);
    const written = selected.map((line, index): NewLine => {
      const own = parts[index] ?? partsOf("");
      const before = all ? off(own) : on(own, index);
      return { line, before, from: line.length - own.words.length, to: line.length, behind: "" };
    });
    if (written.length > 0) dispatch(state.update(rewritten(state, written)));
    return true;
  };
}

function marksAround(state: EditorState, name: Emphasis, { from, to }: Range): Range[] | null {
  for (const side of [1, -1] as const) {
    for (let node = syntaxTree(state).resolveInner(from, side); node.parent !== null; node = node.parent)
      if (node.name === name && node.from <= from && node.to >= to) return node.getChildren("EmphasisMark");
  }
  return null;
}

// Marks with nothing between them are no emphasis to the parser: the button was pressed twice.
function emptyMarks(state: EditorState, mark: string): Range[] | null {
  const { head, empty } = state.selection.main;
  const before = /\*{0,3}$/.exec(state.sliceDoc(Math.max(0, head - 3), head))?.[0].length ?? 0;
  const behind = /^\*{0,3}/.exec(state.sliceDoc(head, head + 3))?.[0].length ?? 0;
  const count = Math.min(before, behind);
  if (!empty || (mark.length === 2 ? count < 2 : count % 2 === 0)) return null;
  return [
    { from: head - mark.length, to: head },
    { from: head, to: head + mark.length },
  ];
}

/** What is selected, or the word at the cursor, line by line: emphasis ends where a line does, and stands
 * neither around its bullet nor around blanks. */
function piecesOf(state: EditorState): Range[] {
  const { main } = state.selection;
  const { from, to } = main.empty ? (state.wordAt(main.head) ?? main) : main;
  const pieces: Range[] = [];
  for (let line = state.doc.lineAt(from); ; line = state.doc.line(line.number + 1)) {
    const words = Math.max(from, line.to - partsOf(line.text).words.length);
    const piece = state.sliceDoc(words, Math.max(words, Math.min(to, line.to)));
    const start = words + (piece.length - piece.trimStart().length);
    const end = start + piece.trim().length;
    if (end > start || from === to) pieces.push({ from: start, to: Math.max(start, end) });
    if (line.to >= to) return pieces;
  }
}

function wrapped(pieces: readonly Range[], mark: string): Edit[] {
  return pieces.flatMap(({ from, to }) =>
    from === to
      ? [{ from, to, insert: mark + mark }]
      : [
          { from, to: from, insert: mark },
          { from: to, to, insert: mark },
        ],
  );
}

function linkAt(state: EditorState, range: Range): { from: number; address: Range } | null {
  for (let node = syntaxTree(state).resolveInner(range.from, -1); node.parent !== null; node = node.parent) {
    const address = node.name === "Link" ? node.getChild("URL") : null;
    if (address !== null) return { from: node.from, address };
  }
  return null;
}

/** What the line of the cursor is, for the buttons that say so. */
export function isHeading(state: EditorState): boolean {
  return partsAtCursor(state).heading !== "";
}

export function isBullets(state: EditorState): boolean {
  const { bullet, task } = partsAtCursor(state);
  return /^[-*+]/.test(bullet) && task === "";
}

export function isTask(state: EditorState): boolean {
  return partsAtCursor(state).task !== "";
}

export function isQuoted(state: EditorState): boolean {
  return partsAtCursor(state).quote !== "";
}

function partsAtCursor(state: EditorState): LineParts {
  return partsOf(state.doc.lineAt(state.selection.main.head).text);
}
