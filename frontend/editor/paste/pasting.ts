// Pasting: what has looks comes in as notes, everything else as the words that it is. A paste is one
// step of undo. While its looks are being read the place moves along with what others type; where
// what reads them does not arrive, as without internet, the plain words go in.
import type { Extension } from "@codemirror/state";
import { EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { pageTimers } from "../../ground/timers";
import { clean, codePoints } from "../code-points";
import type { Converted } from "./convert";
import { blocksAt, levelBelow, type Span, takesLooks } from "./fitting";

const PATIENCE_MS = 2_500;
const HTML_MAX_CHARACTERS = 6_000_000;
// A code editor colours source; the words are meant.
const SOURCE_TYPES = new Set(["vscode-editor-data"]);

export interface PastingWishes {
  /** How many code points the notes may hold. */
  limit: number;
  /** What comes now is a step of undo by itself. */
  newStep(): void;
  /** The editor went away before these words had a place. */
  homeless(text: string): void;
}

/** Pastes with looks where there are any; with Shift, without. */
export function pasting(wishes: PastingWishes): Extension {
  const plugin = ViewPlugin.define((view) => new Pasting(view, wishes));
  let plain = false;
  return [
    plugin,
    EditorView.domEventHandlers({
      keydown(event) {
        plain = event.shiftKey && (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "v";
      },
      keyup() {
        plain = false;
      },
      paste(event, view) {
        wishes.newStep();
        queueMicrotask(() => wishes.newStep());
        const data = event.clipboardData;
        const html = data === null || plain ? "" : htmlOf(data, wishes.limit);
        if (data === null || html === "" || view.state.readOnly || !takesLooks(view.state)) return false;
        event.preventDefault();
        void view.plugin(plugin)?.paste(html, data.getData("text/plain"));
        return true;
      },
    }),
  ];
}

// What does not fit anyhow is refused as plain text; its looks need not be read.
function htmlOf(data: DataTransfer, limit: number): string {
  if (data.types.some((type) => SOURCE_TYPES.has(type))) return "";
  const plain = data.getData("text/plain");
  if (plain.trim() === "" || (plain.length > limit && codePoints(plain) > limit)) return "";
  const html = data.getData("text/html");
  return html.length > HTML_MAX_CHARACTERS ? "" : html;
}

interface Waiting extends Span {
  plain: string;
}

class Pasting implements PluginValue {
  private waiting: Waiting[] = [];

  constructor(
    private readonly view: EditorView,
    private readonly wishes: PastingWishes,
  ) {}

  /** Others type, and the person may, too: each paste keeps its place. */
  update(update: ViewUpdate): void {
    if (!update.docChanged) return;
    for (const place of this.waiting) {
      place.from = update.changes.mapPos(place.from, -1);
      place.to = Math.max(place.from, update.changes.mapPos(place.to, -1));
    }
  }

  destroy(): void {
    for (const { plain } of this.waiting.splice(0)) this.wishes.homeless(plain);
  }

  async paste(html: string, plain: string): Promise<void> {
    const { from, to } = this.view.state.selection.main;
    const place: Waiting = { from, to, plain: clean(plain) };
    this.waiting.push(place);
    const found = await read(html, levelBelow(this.view.state, from)).catch(() => null);
    if (!this.waiting.includes(place)) return;
    this.waiting = this.waiting.filter((one) => one !== place);
    if (found === null) this.put(place, place.plain);
    else if (found.inline) this.put(place, found.text);
    else {
      const { insert, ...span } = blocksAt(this.view.state, place, found.text);
      this.put(span, insert);
    }
  }

  private put({ from, to }: Span, text: string): void {
    const { view, wishes } = this;
    const { main } = view.state.selection;
    // Who went on elsewhere meanwhile stays there.
    const stayed = main.from >= from && main.to <= to;
    const insert = view.state.toText(text);
    wishes.newStep();
    view.dispatch({
      changes: { from, to, insert },
      ...(stayed ? { selection: { anchor: from + insert.length }, scrollIntoView: true } : {}),
      userEvent: "input.paste",
    });
    wishes.newStep();
  }
}

async function read(html: string, top: number): Promise<Converted | null> {
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = pageTimers.after(PATIENCE_MS, () => resolve(null));
  });
  const reader = await Promise.race([import("./convert"), late]).finally(cancel);
  return reader === null ? null : reader.toNotes(html, top);
}
