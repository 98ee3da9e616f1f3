// The drawn caret and selection. CodeMirror blinks with an animation that never ends: the browser then makes sixty
// frames a second as long as somebody could type, and every letter waits for the next of them. This blinks by the clock.
import type { Extension } from "@codemirror/state";
import { drawSelection, type EditorView, type PluginValue, ViewPlugin, type ViewUpdate } from "@codemirror/view";
import { pageTimers } from "../ground/timers";

const BLINK_MS = 600;

class Blinking implements PluginValue {
  private movedAt = 0;
  private hidden = false;
  private stop: (() => void) | null = null;

  constructor(private readonly view: EditorView) {
    this.follow();
  }

  update({ docChanged, selectionSet, focusChanged }: ViewUpdate): void {
    if (docChanged || selectionSet || focusChanged) {
      this.movedAt = pageTimers.now();
      this.show(true);
    }
    if (focusChanged) this.follow();
  }

  destroy(): void {
    this.stop?.();
  }

  /** Blinks with the focus; without it CodeMirror hides the caret. */
  private follow(): void {
    if (!this.view.hasFocus) {
      this.stop?.();
      this.stop = null;
    } else if (this.stop === null && !matchMedia("(prefers-reduced-motion: reduce)").matches) {
      this.stop = pageTimers.after(BLINK_MS, this.blink);
    }
  }

  private readonly blink = (): void => {
    // A caret that just moved is seen.
    const rested = pageTimers.now() - this.movedAt;
    if (rested >= BLINK_MS) this.show(this.hidden);
    this.stop = pageTimers.after(rested >= BLINK_MS ? BLINK_MS : BLINK_MS - rested, this.blink);
  };

  private show(on: boolean): void {
    if (this.hidden === !on) return;
    this.hidden = !on;
    const layer = this.view.scrollDOM.querySelector<HTMLElement>(".cm-cursorLayer");
    if (layer !== null) layer.style.visibility = on ? "" : "hidden";
  }
}

/** The extension. Phones keep the system's own caret and selection with its handles. */
export const drawnCaret: Extension = matchMedia("(pointer: fine)").matches
  ? [drawSelection({ cursorBlinkRate: 0 }), ViewPlugin.fromClass(Blinking)]
  : [];
