// What a reader sees of a leaf block, line by line: marks gone, escapes and entities resolved. The
// same as `visible` and `lines` of the domain make of markdown-it's tokens.
import type { syntaxTree } from "@codemirror/language";
import type { Text } from "@codemirror/state";

export type Tree = ReturnType<typeof syntaxTree>;
export type SyntaxNode = Tree["topNode"];

const HIDDEN = new Set(["EmphasisMark", "StrikethroughMark", "CodeMark", "HeaderMark", "QuoteMark", "LinkMark"]);
const MARKS_AROUND = /^[ \t*_~`[]+|[ \t*_~`[]+$/g;
const ENTITIES: Record<string, string> = { amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", apos: "'" };

/** One source line of a leaf block: what is seen of it, and where it stands in the document. */
export interface SeenLine {
  text: string;
  /** What decides whether the line stands by itself: its words, without marks before and behind them. */
  bare: string;
  from: number;
  to: number;
}

/** The lines of a leaf block; the line of a heading's underline belongs to the last one. */
export function seenLines(leaf: SyntaxNode, doc: Text): SeenLine[] {
  const seen = visible(leaf, doc).split("\n");
  const places = sourceLines(leaf, doc);
  if (leaf.name.startsWith("Setext") && places.length > 1) {
    const under = places.pop();
    const last = places[places.length - 1];
    if (under !== undefined && last !== undefined) last.to = under.to;
  }
  // Where code or a link runs over a line end and hides it: the source itself.
  const exact = seen.length === places.length;
  return places.map(({ from, to }, at) => {
    const text = exact ? (seen[at] ?? "") : doc.sliceString(from, to).replace(/^[ \t>]+/, "");
    return { text, bare: exact ? text : text.replace(MARKS_AROUND, ""), from, to };
  });
}

/** What is seen of a leaf block, a line end for each line end that shows. */
export function visible(leaf: SyntaxNode, doc: Text): string {
  return inside(leaf, doc, leaf.from, leaf.to)
    .replace(/[ \t]*\n[ \t]*/g, "\n")
    .replace(leaf.name.startsWith("Setext") ? /^[ \t]+|\s+$/g : /^[ \t]+|[ \t]+$/g, "")
    .normalize("NFC");
}

function sourceLines(leaf: SyntaxNode, doc: Text): { from: number; to: number }[] {
  const found = [];
  for (let line = doc.lineAt(leaf.from); ; line = doc.line(line.number + 1)) {
    found.push({ from: Math.max(line.from, leaf.from), to: Math.min(line.to, leaf.to) });
    if (line.to >= leaf.to) return found;
  }
}

function inside(node: SyntaxNode, doc: Text, from: number, to: number): string {
  let text = "";
  let at = from;
  for (let child = node.firstChild; child !== null; child = child.nextSibling) {
    if (child.to <= from || child.from >= to) continue;
    text += doc.sliceString(at, child.from) + seen(child, doc);
    at = child.to;
  }
  return text + doc.sliceString(at, to);
}

function seen(node: SyntaxNode, doc: Text): string {
  const { name, from, to } = node;
  if (HIDDEN.has(name)) return "";
  if (name === "Escape") return doc.sliceString(from + 1, to);
  if (name === "HardBreak") return "\n";
  if (name === "Entity") return entity(doc.sliceString(from, to));
  if (name === "Link" || name === "Image") return linked(node, doc);
  const text = inside(node, doc, from, to);
  return name === "InlineCode" ? text.replace(/\s*\n\s*/g, " ").replace(/^ (.*\S.*) $/, "$1") : text;
}

// A link with its address in the text shows its words. Whether another one is a link depends on a
// definition elsewhere; nobody writes notes so, and it reads as typed.
function linked(node: SyntaxNode, doc: Text): string {
  const [open, close] = node.getChildren("LinkMark");
  if (node.getChild("URL") !== null && open !== undefined && close !== undefined)
    return inside(node, doc, open.to, close.from);
  return doc.sliceString(node.from, node.to);
}

function entity(written: string): string {
  const name = written.slice(1, -1);
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  if (!name.startsWith("#")) return ENTITIES[name] ?? written;
  return code > 0 && code < 0x110000 ? String.fromCodePoint(code) : "\ufffd";
}
