// Files that are dropped on the notes: text comes in where it is dropped, anything else is refused
// with a word. Without this the browser would leave the page to show the file.
import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import { t } from "../../ground/t";
import { clean } from "../code-points";
import { blocksAt } from "./fitting";

const TEXT_NAME = /\.(?:md|markdown|txt|text)$/i;
const TEXT_TYPE = /^text\/(?:plain|markdown|x-markdown)\b/;
const BYTES_PER_CHARACTER = 4;

export interface DroppingWishes {
  /** How many code points the notes may hold. */
  limit: number;
  language: string;
  newStep(): void;
  /** Says in the page why a file did not come in, or takes that back with "". */
  tell(message: string): void;
}

/** Takes text files that are dropped on the editor. */
export function dropping(wishes: DroppingWishes): Extension {
  return EditorView.domEventHandlers({
    dragover(event) {
      if (hasFiles(event)) event.preventDefault();
      return false;
    },
    drop(event, view) {
      const files = [...(event.dataTransfer?.files ?? [])];
      if (files.length === 0) return false;
      event.preventDefault();
      const at = view.posAtCoords({ x: event.clientX, y: event.clientY }, false);
      const refusal = view.state.readOnly ? "" : reason(files, wishes);
      wishes.tell(refusal);
      if (refusal === "" && !view.state.readOnly) void take(files, view, at, wishes);
      return true;
    },
  });
}

function hasFiles(event: DragEvent): boolean {
  return event.dataTransfer?.types.includes("Files") === true;
}

function reason(files: readonly File[], { limit, language }: DroppingWishes): string {
  if (!files.every((file) => TEXT_NAME.test(file.name) || TEXT_TYPE.test(file.type)))
    return t(
      "Alleen tekstbestanden (.txt of .md) kunnen in de notities. Kopieer de tekst uit het bestand en plak die.",
    );
  const bytes = files.reduce((sum, { size }) => sum + size, 0);
  if (bytes <= limit * BYTES_PER_CHARACTER) return "";
  return t("Dit bestand is te groot. De notities mogen samen niet langer zijn dan {limit} tekens.", {
    limit: limit.toLocaleString(language),
  });
}

async function take(files: readonly File[], view: EditorView, dropped: number, wishes: DroppingWishes): Promise<void> {
  const before = view.state.doc;
  const texts = await Promise.all(files.map((file) => file.text().catch(() => "\0")));
  if (texts.some((text) => text.includes("\0"))) {
    wishes.tell(t("Dit bestand is niet te lezen als tekst."));
    return;
  }
  const text = texts
    .map((one) =>
      clean(one)
        .replace(/^\uFEFF/, "")
        .trim(),
    )
    .join("\n\n");
  const { doc } = view.state;
  // Others may have typed while the file was read; then the end of the line that it was dropped on is near enough.
  const at = doc.eq(before) ? dropped : doc.lineAt(Math.min(dropped, doc.length)).to;
  const { insert, ...span } = blocksAt(view.state, { from: at, to: at }, text);
  wishes.newStep();
  const words = view.state.toText(insert);
  view.dispatch({
    changes: { ...span, insert: words },
    selection: { anchor: span.from + words.length },
    scrollIntoView: true,
    userEvent: "input.drop",
  });
  wishes.newStep();
  view.focus();
}
