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
        const looks = data === null || plain ? null : looksOf(data, wishes.limit);
        if (looks === null || view.state.readOnly) return false;
        if (takesLooks(view.state)) void view.plugin(plugin)?.paste(looks);
        else if (looks.alone) view.dispatch(view.state.replaceSelection(looks.plain), { userEvent: "input.paste" });
        else return false;
        event.preventDefault();
        return true;
      },
    }),
  ];
}

interface Looks {
  html: string;
  plain: string;
  /** Nothing came along that says the same without looks. */
  alone: boolean;
}

// What does not fit anyhow is refused as plain text; its looks need not be read.
function looksOf(data: DataTransfer, limit: number): Looks | null {
  if (data.types.some((type) => SOURCE_TYPES.has(type))) return null;
  const html = data.getData("text/html");
  if (html === "" || html.length > HTML_MAX_CHARACTERS) return null;
  const text = data.getData("text/plain");
  const alone = text.trim() === "";
  const plain = clean(alone ? wordsIn(html) : text);
  const isTooLong = !alone && plain.length > limit && codePoints(plain) > limit;
  return plain.trim() === "" || isTooLong ? null : { html, plain, alone };
}

// The words of a page, without any of its looks: tags go before it is parsed, so nothing in them speaks up.
function wordsIn(html: string): string {
  const bare = html
    .replace(/<(head|style|script)\b[\s\S]*?<\/\1>/gi, "")
    .replace(/<(?:br|\/p|\/div|\/li|\/tr|\/h[1-6])\b[^>]*>/gi, "\n")
    .replace(/<!--[\s\S]*?-->|<[^>]*>/g, "");
  return new DOMParser().parseFromString(bare, "text/html").body.textContent.trim();
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

  async paste({ html, plain, alone }: Looks): Promise<void> {
    const { from, to } = this.view.state.selection.main;
    const place: Waiting = { from, to, plain };
    this.waiting.push(place);
    const found = await read(html, levelBelow(this.view.state, from), alone).catch(() => null);
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

async function read(html: string, top: number, alone: boolean): Promise<Converted | null> {
  let cancel = (): void => undefined;
  const late = new Promise<null>((resolve) => {
    cancel = pageTimers.after(PATIENCE_MS, () => resolve(null));
  });
  const reader = await Promise.race([import("./convert"), late]).finally(cancel);
  return reader === null ? null : reader.toNotes(html, top, alone);
}
