// What Markdown looks like while it is typed: decorations for a piece of the notes, made from the
// syntax tree. Marks are hidden but on the one line that shows them; no line changes its height.
import { syntaxTree } from "@codemirror/language";
import type { EditorState, Range } from "@codemirror/state";
import { Decoration } from "@codemirror/view";
import type { SyntaxNode, SyntaxNodeRef, Tree } from "@lezer/common";
import { LineShapes } from "./line-shapes";
import { linkOf } from "./links";
import { Sign } from "./signs";
import { type Span, styled } from "./styled";
import { drawTable } from "./tables";
import { TaskBox, taskName } from "./tasks";

const HIDDEN = Decoration.replace({});
/** What an address may be a part of. */
const PARTS = new Set(["Link", "Image", "LinkReference"]);

/** The decorations of these ranges. `shown` is the line whose marks are shown, if there is one. */
export function looksOf(
  state: EditorState,
  ranges: readonly Span[],
  shown: Span | null,
  tree: Tree = syntaxTree(state),
): Range<Decoration>[] {
  return ranges.flatMap((range) => {
    const drawing = new Drawing(state, range, shown);
    tree.iterate({ ...range, enter: (node) => drawing.enter(node), leave: (node) => drawing.leave(node) });
    return drawing.done();
  });
}

/** Draws one range, node by node. */
export class Drawing {
  private readonly found: Range<Decoration>[] = [];
  readonly lines: LineShapes;

  constructor(
    readonly state: EditorState,
    /** What is in view; nothing outside of it need be drawn. */
    readonly range: Span,
    private readonly shown: Span | null,
  ) {
    this.lines = new LineShapes(state.doc, range);
  }

  enter(node: SyntaxNodeRef): boolean | undefined {
    const draw = DRAWN[node.name];
    return draw === undefined ? undefined : draw(this, node);
  }

  leave(node: SyntaxNodeRef): void {
    this.lines.leave(node.name);
  }

  done(): Range<Decoration>[] {
    this.lines.draw((decoration, from, to) => this.found.push(decoration.range(from, to)));
    return this.found;
  }

  /** Whether the marks at this place are to be seen. */
  shows(at: number): boolean {
    return this.shown !== null && at >= this.shown.from && at <= this.shown.to;
  }

  /** Gives a stretch of text a class. */
  style(from: number, to: number, name: string): void {
    if (from < to) this.found.push(styled(name).range(from, to));
  }

  add(decoration: Range<Decoration>): void {
    this.found.push(decoration);
  }

  /** A mark: hidden, or quiet where marks are shown. Line ends are never hidden. */
  mark(from: number, to: number, shownAs = "md-mark"): void {
    for (let at = from; at < to; ) {
      const line = this.state.doc.lineAt(at);
      const end = Math.min(to, line.to);
      if (at < end && this.shows(at)) this.style(at, end, shownAs);
      else if (at < end) this.found.push(HIDDEN.range(at, end));
      at = line.to + 1;
    }
  }

  /** A mark with the space behind it. */
  markAndSpace(from: number, to: number): void {
    const spaced = this.state.sliceDoc(to, to + 1) === " " ? to + 1 : to;
    this.mark(from, spaced);
  }
}

type Draw = (drawing: Drawing, node: SyntaxNodeRef) => boolean | undefined;

const leaf =
  (className = ""): Draw =>
  (drawing, node) => {
    drawing.lines.leaf(node, className);
    return undefined;
  };

const inline =
  (className: string): Draw =>
  (drawing, node) => {
    drawing.style(node.from, node.to, className);
    return undefined;
  };

const hidden: Draw = (drawing, node) => {
  drawing.mark(node.from, node.to);
  return undefined;
};

const container: Draw = (drawing, node) => {
  drawing.lines.enter(node.name);
  return undefined;
};

const heading =
  (level: number): Draw =>
  (drawing, { node }) => {
    drawing.lines.leaf(node, `md-heading md-heading-${level}`);
    const [first, last] = node.getChildren("HeaderMark");
    if (first !== undefined) drawing.markAndSpace(first.from, first.to);
    if (last !== undefined) drawing.mark(spaceBefore(drawing.state, last.from), last.to);
    return undefined;
  };

// A paragraph with a dash below it is a heading. Who types a dash there begins a list: until the cursor is
// elsewhere it stays a paragraph, and does not jump.
const underlined =
  (level: number): Draw =>
  (drawing, { node }) => {
    const line = node.lastChild;
    if (line === null || drawing.shows(line.from)) return leaf()(drawing, node);
    drawing.lines.leaf({ from: node.from, to: line.from - 1 }, `md-heading md-heading-${level}`);
    drawing.mark(line.from, line.to);
    return undefined;
  };

const listMark: Draw = (drawing, { node }) => {
  const task = node.nextSibling?.name === "Task" ? node.nextSibling.firstChild : null;
  const bullet = node.parent?.parent?.name === "BulletList";
  const shows = drawing.shows(node.from);
  drawing.lines.mark(node, "item", listClass(bullet, shows, drawing.lines.depth));
  // The words of an item may begin on the line below its mark: only what is on one line can be replaced.
  const together = task !== null && task.from <= drawing.state.doc.lineAt(node.from).to;
  if (task !== null && !drawing.shows(task.from)) drawBox(drawing, bullet && together ? node.from : task.from, task);
  return undefined;
};

function listClass(bullet: boolean, shows: boolean, depth: number): string {
  if (!bullet) return "md-number";
  return shows ? "md-dash" : `md-bullet md-bullet-${Math.min(depth, 3)}`;
}

function drawBox(drawing: Drawing, from: number, task: SyntaxNode): void {
  const done = drawing.state.sliceDoc(task.from + 1, task.from + 2) !== " ";
  const box = new TaskBox(done, taskName(drawing.state.doc.lineAt(task.from).text));
  drawing.add(Decoration.replace({ widget: box }).range(from, task.to));
}

const quoteMark: Draw = (drawing, node) => {
  drawing.lines.mark(node, "quote", drawing.shows(node.from) ? "md-mark" : "md-unseen");
  return undefined;
};

const code: Draw = (drawing, { node }) => {
  drawing.lines.code(node);
  for (const fence of node.getChildren("CodeMark")) drawing.mark(fence.from, fence.to);
  for (const info of node.getChildren("CodeInfo")) drawing.mark(info.from, info.to);
  return undefined;
};

const rule: Draw = (drawing, node) => {
  const shows = drawing.shows(node.from);
  drawing.lines.leaf(node, shows ? "" : "md-rule");
  drawing.style(node.from, node.to, shows ? "md-mark" : "md-unseen");
  return undefined;
};

// `[words](address)`; brackets without an address are brackets, and without words all of it stays in view.
const link: Draw = (drawing, { node }) => {
  const [open, close] = node.getChildren("LinkMark");
  const target = linkOf(drawing.state, node);
  if (open === undefined || close === undefined || target === null || open.to === close.from) return undefined;
  drawing.mark(open.from, open.to);
  drawing.add(target.decoration.range(open.to, close.from));
  drawing.mark(close.from, node.to, "md-mark md-address");
  if (target.sign !== null && !drawing.shows(node.from))
    drawing.add(Decoration.widget({ widget: target.sign, side: 1 }).range(open.to));
  return undefined;
};

const image: Draw = (drawing, { node }) => {
  const [open, close] = node.getChildren("LinkMark");
  if (open === undefined || close === undefined || node.lastChild?.name !== "LinkMark") return undefined;
  if (drawing.shows(node.from)) drawing.mark(open.from, open.to);
  else
    drawing.add(Decoration.replace({ widget: new Sign("picture", open.to === close.from) }).range(open.from, open.to));
  drawing.style(open.to, close.from, "md-picture");
  drawing.mark(close.from, node.to, "md-mark md-address");
  return undefined;
};

// An address that stands in the text as it is, or in pointed brackets.
const address: Draw = (drawing, { node }) => {
  const { from, to, parent } = node;
  const target = parent !== null && PARTS.has(parent.name) ? null : linkOf(drawing.state, node);
  if (target === null) return undefined;
  drawing.add(target.decoration.range(from, to));
  if (drawing.state.sliceDoc(from - 1, from) !== "<" || drawing.state.sliceDoc(to, to + 1) !== ">") return undefined;
  drawing.mark(from - 1, from);
  drawing.mark(to, to + 1);
  return undefined;
};

const escaped: Draw = (drawing, node) => {
  if (drawing.state.sliceDoc(node.from, node.from + 1) === "\\") drawing.mark(node.from, node.from + 1);
  return undefined;
};

const codeMark: Draw = (drawing, { node }) => {
  if (node.parent?.name === "InlineCode") drawing.mark(node.from, node.to);
  return undefined;
};

const table: Draw = (drawing, { node }) => {
  drawTable(drawing, node);
  return undefined;
};

function spaceBefore(state: EditorState, at: number): number {
  const { from, text } = state.doc.lineAt(at);
  return from + text.slice(0, at - from).trimEnd().length;
}

const DRAWN: Readonly<Record<string, Draw>> = {
  ATXHeading1: heading(1),
  ATXHeading2: heading(2),
  ATXHeading3: heading(3),
  ATXHeading4: heading(4),
  ATXHeading5: heading(4),
  ATXHeading6: heading(4),
  SetextHeading1: underlined(1),
  SetextHeading2: underlined(2),
  Paragraph: leaf(),
  Task: leaf(),
  LinkReference: leaf("md-definition"),
  BulletList: container,
  OrderedList: container,
  Blockquote: container,
  ListMark: listMark,
  QuoteMark: quoteMark,
  FencedCode: code,
  CodeBlock: code,
  HorizontalRule: rule,
  Table: table,
  StrongEmphasis: inline("md-strong"),
  Emphasis: inline("md-emphasis"),
  Strikethrough: inline("md-strikethrough"),
  InlineCode: inline("md-code"),
  EmphasisMark: hidden,
  StrikethroughMark: hidden,
  CodeMark: codeMark,
  Link: link,
  Image: image,
  URL: address,
  Escape: escaped,
  HardBreak: escaped,
};
