// Where lines of lists and quotes begin: their marks stand in boxes of a fixed width that hang
// before the words, whether the mark is shown or not. So words never move when the cursor comes by.
import type { Line, Text } from "@codemirror/state";
import { Decoration } from "@codemirror/view";
import { type Span, styled } from "./styled";

const DEPTH_MAX = 8;

interface Mark extends Span {
  kind: "item" | "quote";
  className: string;
  depth: number;
}

interface Shape {
  classes: Set<string>;
  depth: number;
  quotes: number;
  marks: Mark[];
  code: boolean;
}

type Add = (decoration: Decoration, from: number, to: number) => void;

const shapes = new Map<string, Decoration>();

export class LineShapes {
  /** How deep in lists the node is that is being read. */
  depth = 0;
  private quotes = 0;
  private readonly lines = new Map<number, Shape>();

  constructor(
    private readonly doc: Text,
    private readonly range: Span,
  ) {}

  enter(name: string): void {
    if (name === "Blockquote") this.quotes += 1;
    else this.depth += 1;
  }

  leave(name: string): void {
    if (name === "Blockquote") this.quotes -= 1;
    else if (name === "BulletList" || name === "OrderedList") this.depth -= 1;
  }

  /** A block without blocks inside: its lines begin where its lists and quotes say. */
  leaf(block: Span, className: string): void {
    this.each(block, (shape) => {
      for (const name of className.split(" ")) if (name !== "") shape.classes.add(name);
    });
  }

  /** A block of code: its own spaces count, so nothing hangs but the marks of quotes. */
  code(block: Span): void {
    this.each(block, (shape, line) => {
      shape.code = true;
      shape.classes.add("md-code-line");
      if (line.from <= block.from) shape.classes.add("md-code-first");
      if (line.to >= block.to) shape.classes.add("md-code-last");
    });
  }

  /** The mark of an item or a quote. */
  mark(node: Span, kind: Mark["kind"], className: string): void {
    const { from, to } = node;
    this.each({ from, to }, (shape) => shape.marks.push({ from, to, kind, className, depth: this.depth }));
  }

  draw(add: Add): void {
    for (const [from, shape] of this.lines) this.drawLine(this.doc.lineAt(from), shape, add);
  }

  private each(block: Span, change: (shape: Shape, line: Line) => void): void {
    const end = Math.min(block.to, this.range.to);
    for (let at = Math.max(block.from, this.range.from); at <= end; ) {
      const line = this.doc.lineAt(at);
      const shape = this.lines.get(line.from) ?? empty();
      shape.depth = Math.max(shape.depth, this.depth);
      shape.quotes = Math.max(shape.quotes, this.quotes);
      this.lines.set(line.from, shape);
      change(shape, line);
      at = line.to + 1;
    }
  }

  // What stands before the words of a line: marks, and between them spaces that stand for outer items.
  private drawLine(line: Line, shape: Shape, add: Add): void {
    let [at, boxes, bars] = [line.from, 0, 0];
    const spaces = (to: number, steps: number): void => {
      if (at < to) add(styled(`md-box md-indent-${clamped(steps)}`), at, to);
      if (at < to) boxes += clamped(steps);
    };
    for (const { from, to, kind, className, depth } of shape.marks) {
      if (kind === "item") spaces(from, depth - 1 - boxes);
      add(styled(`md-box ${kind === "item" ? "md-item" : "md-quote"} ${className}`), from, to);
      if (kind === "item") boxes += 1;
      else bars += 1;
      at = this.afterSpace(to, line, kind === "quote");
    }
    const words = shape.code ? 0 : line.text.slice(at - line.from).search(/\S/);
    if (words > 0) spaces(at + words, shape.depth - boxes);
    const place = { depth: shape.code ? 0 : shape.depth, quotes: shape.quotes, boxes, bars };
    const decoration = lineOf([...shape.classes].join(" "), place);
    if (decoration !== null) add(decoration, line.from, line.from);
  }

  private afterSpace(at: number, line: Line, one: boolean): number {
    const spaces = line.text.slice(at - line.from).search(/\S|$/);
    return at + (one ? Math.min(1, spaces) : spaces);
  }
}

function empty(): Shape {
  return { classes: new Set(), depth: 0, quotes: 0, marks: [], code: false };
}

function clamped(steps: number): number {
  return Math.max(0, Math.min(steps, DEPTH_MAX));
}

/** How far in a line begins, and how much of that the boxes on it take. */
function lineOf(
  classes: string,
  place: { depth: number; quotes: number; boxes: number; bars: number },
): Decoration | null {
  const { depth, quotes, boxes, bars } = place;
  const hangs = depth > 0 || quotes > 0;
  const className = `${hangs ? "md-hang " : ""}${quotes > 0 ? "md-quoted " : ""}${classes}`.trim();
  if (className === "") return null;
  const style = `--depth:${clamped(depth)};--quotes:${quotes};--boxes:${boxes};--bars:${bars}`;
  const key = `${className}|${style}`;
  const known = shapes.get(key) ?? Decoration.line({ class: className, attributes: hangs ? { style } : {} });
  shapes.set(key, known);
  return known;
}
