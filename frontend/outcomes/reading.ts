// Which lines of the notes are outcomes, as they are typed: the same as notes/domain/outcomes.py says,
// read from the editor's own syntax tree. What is unchanged in the tree is not read again.
import type { Text } from "@codemirror/state";
import { due } from "./due";
import { headingKind, isInternal, isInternalInCode, type Kind, keyword } from "./keywords";
import { owners, withLineEnds, withoutLineEnds, withoutOuter } from "./mentions";
import { attributed, bareWords, isMarked } from "./quotes";
import { type SeenLine, type SyntaxNode, seenLines, type Tree, visible } from "./visible";

const READ_MAX = 5_000;
const TASK = /^\[([ xX])\](?:[ \t\n]+|$)/;
const LEAF = /^(?:Paragraph|Task|ATXHeading\d|SetextHeading\d)$/;
const LIST = /^(?:Bullet|Ordered)List$/;

/** One marked place of the notes; `text` is what a reader sees of it, without keyword, owners and date. */
export interface Outcome {
  kind: Kind;
  text: string;
  /** Where it begins and ends in the document: from its first line to its last. */
  from: number;
  to: number;
  owners: readonly string[];
  /** 2022-01-15 */
  due: string | null;
  /** Words that look like a date and could not be read. */
  hint: string;
  done: boolean;
}

const known = new WeakMap<Tree, Map<Kind | null, Outcome[]>>();
const headings = new WeakMap<Tree, Kind | null>();

/** What the notes mark, in their order; internal lines too, but nothing inside them. */
export function outcomesOf(tree: Tree, doc: Text): Outcome[] {
  const found: Outcome[] = [];
  let kind: Kind | null = null;
  // Over the bare tree: of a long text nearly every block is known, and needs no node made for it.
  const walk = ({ children, positions }: Tree, start: number): void => {
    for (let at = 0; at < children.length; at += 1) {
      const child = children[at];
      const from = start + (positions[at] ?? 0);
      if (child === undefined || !("children" in child)) continue;
      if (child.type.isAnonymous) walk(child, from);
      else {
        if (child.type.name.includes("Heading")) kind = headingOf(child, from);
        const before = known.get(child)?.get(kind) ?? read(child, from, kind);
        for (const one of before) found.push(moved(one, from));
      }
    }
  };
  const nodeAt = (from: number) => tree.topNode.childAfter(from);
  const headingOf = (child: Tree, from: number): Kind | null => {
    const node = headings.has(child) ? null : nodeAt(from);
    if (node !== null) headings.set(child, headingKind(visible(node, doc).replace(/\s+/g, " ")));
    return headings.get(child) ?? null;
  };
  const read = (child: Tree, from: number, above: Kind | null): Outcome[] => {
    const node = nodeAt(from);
    if (node !== null) remembered(node, doc, above);
    return known.get(child)?.get(above) ?? [];
  };
  walk(tree, 0);
  return found;
}

function ofBlocks(first: SyntaxNode | null, doc: Text, above: Kind | null, marker: number | null): Outcome[] {
  const found: Outcome[] = [];
  let kind = above;
  for (let block = first; block !== null; block = block.nextSibling) {
    if (block.name.includes("Heading")) kind = headingKind(visible(block, doc).replace(/\s+/g, " "));
    for (const one of ofBlock(block, doc, kind, marker)) found.push(one);
  }
  return found;
}

// Kept with the tree of its block, counted from where it begins: the tree of what did not change stays.
function remembered(block: SyntaxNode, doc: Text, kind: Kind | null): Outcome[] {
  const { tree, from } = block;
  if (tree === null) return ofBlock(block, doc, kind, null);
  const byKind = known.get(tree) ?? new Map<Kind | null, Outcome[]>();
  known.set(tree, byKind);
  const before = byKind.get(kind);
  if (before !== undefined) return before.map((one) => moved(one, from));
  const found = ofBlock(block, doc, kind, null);
  byKind.set(
    kind,
    found.map((one) => moved(one, -from)),
  );
  return found;
}

// Field by field: with thousands of outcomes this is most of what a keystroke costs, and a spread is slower.
function moved({ kind, text, from, to, owners, due, hint, done }: Outcome, by: number): Outcome {
  return { kind, text, from: from + by, to: to + by, owners, due, hint, done };
}

function ofBlock(block: SyntaxNode, doc: Text, kind: Kind | null, marker: number | null): Outcome[] {
  if (LEAF.test(block.name)) return ofParts(partsOf(block, doc, marker));
  if (block.name === "ListItem") return ofItem(block, doc, kind);
  if (LIST.test(block.name)) return block.getChildren("ListItem").flatMap((item) => remembered(item, doc, kind));
  if (block.name === "Blockquote") return ofQuote(block, doc, kind, marker);
  if (block.name === "FencedCode") return ofFence(block, doc);
  return block.name === "Table" ? ofTable(block, doc) : [];
}

// Nothing in code is an outcome, but a line may be internal: closing a fence must never publish it.
function ofFence(block: SyntaxNode, doc: Text): Outcome[] {
  const found: Outcome[] = [];
  const last = doc.lineAt(block.to).number;
  for (let number = doc.lineAt(block.from).number + 1; number <= last; number += 1) {
    const line = doc.line(number);
    if (isInternalInCode(line.text)) found.push(plain("internal", "", line));
  }
  return found;
}

function ofTable(table: SyntaxNode, doc: Text): Outcome[] {
  const internal = (row: SyntaxNode) => row.getChildren("TableCell").some((cell) => isInternal(visible(cell, doc)));
  const head = table.getChild("TableHeader");
  if (head !== null && internal(head)) return [plain("internal", "", table)];
  return table
    .getChildren("TableRow")
    .filter(internal)
    .map((row) => plain("internal", "", row));
}

function ofParts(parts: readonly SeenLine[]): Outcome[] {
  return parts.flatMap((part) => {
    const marked = lineKeyword(part.text);
    return marked === null ? [] : unlessEmpty(outcome(marked.kind, part, part.text.slice(marked.end)));
  });
}

function unlessEmpty(found: Outcome): Outcome[] {
  const says = found.text !== "" || found.owners.length > 0 || found.due !== null || found.kind === "internal";
  return says ? [found] : [];
}

function ofItem(item: SyntaxNode, doc: Text, kind: Kind | null): Outcome[] {
  const marker = column(doc.lineAt(item.from).text);
  const [head, ...rest] = blocksIn(item);
  if (head === undefined) return [];
  if (!LEAF.test(head.name)) return ofBlocks(head, doc, null, marker);
  const [first, ...others] = partsOf(head, doc, marker);
  const own = first === undefined ? [] : ofFirst(first, kind);
  // With an internal item goes all that is in it.
  if (own[0]?.kind === "internal") return [{ ...own[0], from: item.from, to: item.to }];
  // Nested items belong to their parent: the heading says nothing of them, their keywords do.
  return [...own, ...ofParts(others), ...ofBlocks(rest[0] ?? null, doc, null, marker)];
}

function ofFirst(part: SeenLine, heading: Kind | null): Outcome[] {
  const box = task(part.text);
  const marked = lineKeyword(box.rest);
  const kind = marked?.kind ?? heading ?? (box.is ? "action" : null);
  if (kind === null) return [];
  const text = marked === null ? box.rest : box.rest.slice(marked.end);
  // A keyword may also stand before the box: "Actie: [x] bellen".
  const after = kind === "action" ? task(text) : { is: false, done: false, rest: text };
  const done = kind === "action" && (box.done || after.done);
  return unlessEmpty({ ...outcome(kind, part, after.rest), done });
}

function task(text: string): { is: boolean; done: boolean; rest: string } {
  const found = TASK.exec(text);
  return { is: found !== null, done: /[xX]/.test(found?.[1] ?? ""), rest: text.slice(found?.[0].length ?? 0) };
}

function outcome(kind: Kind, place: { from: number; to: number }, text: string): Outcome {
  const found = plain(kind, oneLine(text), place);
  if (kind === "quote") return { ...found, text: bareWords(oneLine(attributed(text).words)) };
  if (kind !== "action" || text.length > READ_MAX) return found;
  const spoken = oneLine(withLineEnds(text));
  const when = due(withoutOuter(spoken));
  return {
    ...found,
    text: oneLine(withoutLineEnds(withoutOuter(when.rest))),
    owners: owners(spoken),
    due: when.day,
    hint: when.hint,
  };
}

function plain(kind: Kind, text: string, { from, to }: { from: number; to: number }): Outcome {
  return { kind, text, from, to, owners: [], due: null, hint: "", done: false };
}

function ofQuote(block: SyntaxNode, doc: Text, kind: Kind | null, marker: number | null): Outcome[] {
  const inner = blocksIn(block);
  const first = inner[0] ?? null;
  const isPlain = inner.length > 0 && inner.every(({ name }) => name === "Paragraph");
  const parts = isPlain ? inner.flatMap((paragraph) => partsOf(paragraph, doc, marker)) : [];
  if (!isPlain || parts.some((part) => lineKeyword(part.text) !== null)) return ofBlocks(first, doc, null, marker);
  const text = inner.map((paragraph) => visible(paragraph, doc)).join("\n");
  if (kind !== "quote" && !isMarked(text) && attributed(text).name === "") return ofBlocks(first, doc, null, marker);
  return unlessEmpty(outcome("quote", block, text));
}

// Definitions of links are no blocks to a reader.
function blocksIn(block: SyntaxNode): SyntaxNode[] {
  const found = [];
  for (let child = block.firstChild; child !== null; child = child.nextSibling) {
    if (!/Mark$|^LinkReference$/.test(child.name)) found.push(child);
  }
  return found;
}

/** A paragraph's parts: it is cut before each line that begins with a keyword, and before lazy lines. */
function partsOf(leaf: SyntaxNode, doc: Text, marker: number | null): SeenLine[] {
  const parts: SeenLine[] = [];
  for (const line of seenLines(leaf, doc)) {
    const above = parts[parts.length - 1];
    const lazy = marker !== null && above !== undefined && column(doc.lineAt(line.from).text) <= marker;
    if (above === undefined || cuts(above.bare, line.bare, lazy)) parts.push({ ...line });
    else {
      above.text += `\n${line.text}`;
      above.to = line.to;
    }
  }
  return parts;
}

// Privacy first: whatever runs on from an internal line stays with it.
function cuts(above: string, line: string, lazy: boolean): boolean {
  if (lineKeyword(line) !== null || (isRow(above) && isRow(line))) return true;
  return lazy && lineKeyword(above)?.kind !== "internal";
}

// A row of a table which is none yet may have an internal cell.
function lineKeyword(text: string): { kind: Kind; end: number } | null {
  if (!isRow(text)) return keyword(text);
  const cells = (text.split("\n")[0] ?? "").split("|");
  return cells.some(isInternal) ? { kind: "internal", end: 0 } : null;
}

function isRow(text: string): boolean {
  return text.trimStart().startsWith("|");
}

/** Where a line's own words or marker begin: quote marks count as indentation. */
function column(line: string): number {
  let at = 0;
  for (const character of /^[ \t>]*/.exec(line)?.[0] ?? "") at += character === "\t" ? 4 - (at % 4) : 1;
  return at;
}

function oneLine(text: string): string {
  return text.normalize("NFC").trim().replace(/\s+/g, " ");
}
