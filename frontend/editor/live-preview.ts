// Notes that look like the result while they are typed. Marks are hidden but on the cursor's line;
// while a word is being composed, or the mouse is down, nothing changes beside it.
import { syntaxTree } from "@codemirror/language";
import { type Extension, StateEffect } from "@codemirror/state";
import {
  Decoration,
  type DecorationSet,
  type EditorView,
  type PluginValue,
  ViewPlugin,
  type ViewUpdate,
} from "@codemirror/view";
import { pageTimers } from "../ground/timers";
import { looksOf } from "./looks";
import { isPlain } from "./plain-text";
import type { Span } from "./styled";

// A phone's keyboard goes on changing the text for a moment after it said that a word is whole, and its browser
// says where a tap put the cursor only after the tap.
const SETTLED_MS = 100;
const redraw = StateEffect.define<null>();

class LivePreview implements PluginValue {
  decorations: DecorationSet = Decoration.none;
  /** The line whose marks are shown. */
  private shown: Span | null = null;
  private mouseIsDown = false;
  private byFinger = false;
  private lifted = (): void => undefined;
  private isBehind = false;

  constructor(private readonly view: EditorView) {
    if (!view.state.field(isPlain)) this.decorations = this.fresh();
    document.addEventListener("mouseup", this.release);
    document.addEventListener("dragend", this.release);
  }

  destroy(): void {
    this.lifted();
    document.removeEventListener("mouseup", this.release);
    document.removeEventListener("dragend", this.release);
  }

  update(update: ViewUpdate): void {
    if (update.state.field(isPlain)) {
      this.decorations = Decoration.none;
      return;
    }
    const before = this.shown;
    this.shown = this.shownLine(update);
    if (!this.isBehind && before?.from === this.shown?.from && !mayLookDifferent(update)) return;
    this.isBehind = this.view.compositionStarted;
    this.decorations = this.isBehind ? this.besideComposition(update) : this.fresh();
  }

  /** The mouse events that follow come of a finger. */
  touched(): void {
    this.byFinger = true;
  }

  mouseDown(): void {
    this.lifted();
    this.mouseIsDown = true;
  }

  composed(): void {
    pageTimers.after(SETTLED_MS, () => {
      if (this.isBehind && !this.view.compositionStarted && this.view.dom.isConnected) this.redraw();
    });
  }

  // Text that moved under a mouse that is held down would be selected by that. And what is drawn before the browser
  // said where a finger put the cursor would put it back where it was.
  readonly release = (): void => {
    if (!this.mouseIsDown) return;
    this.lifted();
    if (this.byFinger) this.lifted = pageTimers.after(SETTLED_MS, this.settle);
    else this.settle();
    this.byFinger = false;
  };

  private readonly settle = (): void => {
    this.mouseIsDown = false;
    this.redraw();
  };

  private redraw(): void {
    this.view.dispatch({ effects: redraw.of(null) });
  }

  private shownLine({ state, changes }: ViewUpdate): Span | null {
    const { main } = state.selection;
    if (this.mouseIsDown) return this.shown && state.doc.lineAt(changes.mapPos(this.shown.from, -1));
    return this.view.hasFocus || !main.empty ? state.doc.lineAt(main.head) : null;
  }

  private fresh(): DecorationSet {
    return Decoration.set(looksOf(this.view.state, this.view.visibleRanges, this.shown), true);
  }

  // What is drawn on the line of a composition is only moved along; all the rest is drawn anew.
  private besideComposition({ state, changes }: ViewUpdate): DecorationSet {
    const line = state.doc.lineAt(state.selection.main.head);
    const outside = (from: number, to: number): boolean => to < line.from || from > line.to;
    return this.decorations.map(changes).update({
      filter: (from, to) => !outside(from, to),
      add: looksOf(state, this.view.visibleRanges, this.shown).filter(({ from, to }) => outside(from, to)),
      sort: true,
    });
  }
}

function mayLookDifferent(update: ViewUpdate): boolean {
  const { startState, state, transactions } = update;
  return (
    update.docChanged ||
    update.viewportChanged ||
    syntaxTree(startState) !== syntaxTree(state) ||
    startState.field(isPlain) !== state.field(isPlain) ||
    transactions.some(({ effects }) => effects.some((effect) => effect.is(redraw)))
  );
}

/** The extension. */
export const livePreview: Extension = ViewPlugin.fromClass(LivePreview, {
  decorations: (preview) => preview.decorations,
  eventObservers: {
    touchstart() {
      this.touched();
    },
    mousedown(event) {
      if (event.button === 0) this.mouseDown();
    },
    // A menu may have taken the end of a click.
    keydown() {
      this.release();
    },
    compositionend() {
      this.composed();
    },
  },
});
