// Classes over stretches of text. One object per class, so that the editor sees that nothing changed.
import { Decoration } from "@codemirror/view";

/** A stretch of text. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

const styles = new Map<string, Decoration>();

/** One class over a stretch of text. */
export function styled(name: string): Decoration {
  const known = styles.get(name) ?? Decoration.mark({ class: name });
  styles.set(name, known);
  return known;
}
