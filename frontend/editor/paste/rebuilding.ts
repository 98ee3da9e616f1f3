// Builds from a pasted document the plain one that it means: headings, paragraphs, lists, tables,
// quotes and code, and in them words with marks. Nothing else of the source survives, and nothing
// of it is loaded or run: both documents belong to no window.
import { type ItemKind, isBullet, OpenLists, pageItem, withoutBox, wordItem } from "./list-items";
import { BARE, type Marks, marksOf, sameMarks, styled } from "./marks";

const NOT_WORDS = new Set([
  ...["HEAD", "SCRIPT", "STYLE", "TEMPLATE", "NOSCRIPT", "TITLE", "META", "LINK", "XML", "IMG", "SVG", "CANVAS"],
  ...["IFRAME", "OBJECT", "VIDEO", "AUDIO", "BUTTON", "SELECT", "INPUT", "TEXTAREA", "COLGROUP"],
]);
const BLOCKS = new Set([
  ...["ADDRESS", "ARTICLE", "ASIDE", "BODY", "CENTER", "DD", "DETAILS", "DIV", "DL", "DT", "FIELDSET", "FIGCAPTION"],
  ...["FIGURE", "FOOTER", "FORM", "HEADER", "MAIN", "NAV", "P", "SECTION", "SUMMARY", "CAPTION", "LI", "TBODY"],
]);
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff]/g;

/** Where blocks are put, and the paragraph that is open there. */
interface Flow {
  element: HTMLElement;
  lists: OpenLists;
  open: HTMLElement | null;
  /** How many lists of the source are open. */
  depth: number;
  /** Words that come now are in a heading: they are as bold as it is. */
  heading: boolean;
}

export class Rebuilding {
  readonly result: HTMLElement;
  private flow: Flow;
  private last: { marks: Marks; words: Text } | null = null;

  constructor(private readonly doc: Document) {
    this.result = doc.createElement("div");
    this.flow = this.begin(this.result);
  }

  /** Takes a node and all in it; stops after each block, so that the page can do something else. */
  *take(node: Node, around: Marks = BARE): Generator<void> {
    if (node.nodeType === Node.TEXT_NODE) this.words(node.nodeValue ?? "", around);
    if (node.nodeType !== Node.ELEMENT_NODE) return;
    const element = node as Element;
    if (isUnseen(element)) return;
    const marks = marksOf(element, around);
    const level = headingLevel(element);
    const tag = element.tagName;
    if (level > 0) yield* this.heading(element, level, marks);
    else if (tag === "BR") this.lineEnd();
    else if (tag === "UL" || tag === "OL") yield* this.list(element, marks);
    else if (tag === "LI") yield* this.item(element, pageItem(element, this.flow.depth), marks);
    else if (tag === "TABLE") yield* this.table(element as HTMLTableElement, marks);
    else if (tag === "PRE") this.code(element);
    else if (tag === "HR") this.block("hr");
    else if (tag === "BLOCKQUOTE") yield* this.inside(this.block("blockquote"), element, marks);
    else if (BLOCKS.has(tag)) yield* this.paragraph(element, marks);
    else yield* this.children(element, marks);
  }

  private *children(element: Element, marks: Marks): Generator<void> {
    for (const child of element.childNodes) yield* this.take(child, marks);
  }

  private *paragraph(element: Element, marks: Marks): Generator<void> {
    const kind = wordItem(element);
    if (kind !== null) {
      yield* this.item(element, kind, marks);
      return;
    }
    this.close();
    yield* this.children(element, marks);
    this.close();
    yield;
  }

  private *heading(element: Element, level: number, marks: Marks): Generator<void> {
    this.flow.open = this.block(`h${level}`);
    this.flow.heading = true;
    yield* this.inline(element, marks);
    this.flow.heading = false;
    this.close();
    yield;
  }

  private *list(element: Element, marks: Marks): Generator<void> {
    this.close();
    this.flow.depth += 1;
    yield* this.children(element, marks);
    this.flow.depth -= 1;
    this.close();
  }

  private *item(element: Element, kind: ItemKind, marks: Marks): Generator<void> {
    this.close();
    const item = this.flow.lists.item(kind);
    yield* this.inside(item, element, marks);
    if (kind.done !== null) unbox(item);
    yield;
  }

  /** Fills a block that holds others. */
  private *inside(block: HTMLElement, element: Element, marks: Marks): Generator<void> {
    const around = this.flow;
    this.flow = this.begin(block);
    yield* this.children(element, marks);
    this.close();
    this.flow = around;
  }

  /** Fills a block that holds words only: blocks in it follow each other on its one line. */
  private *inline(element: Element, marks: Marks): Generator<void> {
    for (const child of element.childNodes) {
      if (child.nodeType === Node.TEXT_NODE) this.words(child.nodeValue ?? "", marks);
      if (child.nodeType !== Node.ELEMENT_NODE || isUnseen(child as Element)) continue;
      const tag = (child as Element).tagName;
      const apart = tag === "BR" || BLOCKS.has(tag) || tag === "UL" || tag === "OL";
      if (apart) this.words(" ", marks);
      yield* this.inline(child as Element, marksOf(child as Element, marks));
      if (apart) this.words(" ", marks);
    }
  }

  private *table(element: HTMLTableElement, marks: Marks): Generator<void> {
    const rows = [...element.rows].filter((row) => row.closest("table") === element);
    const wide = Math.max(0, ...rows.map((row) => [...row.cells].reduce((sum, cell) => sum + cell.colSpan, 0)));
    const layout = wide < 2 || element.querySelector("table, h1, h2, h3, pre") !== null;
    if (layout) {
      for (const cell of rows.flatMap((row) => [...row.cells])) yield* this.paragraph(cell, marks);
      return;
    }
    const table = this.block("table");
    for (const row of rows) {
      if ((row.textContent ?? "").trim() !== "") yield* this.row(table, row, wide, marks);
    }
    this.close();
  }

  private *row(table: HTMLElement, row: HTMLTableRowElement, wide: number, marks: Marks): Generator<void> {
    const built = this.append(table, "tr");
    for (const cell of row.cells) {
      this.flow.open = this.append(built, "td");
      this.flow.heading = cell.tagName === "TH" || row === row.parentElement?.firstElementChild;
      this.last = null;
      yield* this.inline(cell, marks);
      for (let more = 1; more < cell.colSpan; more += 1) this.append(built, "td");
    }
    this.flow.heading = false;
    while (built.childElementCount < wide) this.append(built, "td");
    yield;
  }

  private code(element: Element): void {
    const text = element.textContent ?? "";
    if (text.trim() === "") return;
    this.append(this.block("pre"), "code").textContent = text;
  }

  private words(source: string, around: Marks): void {
    const text = source.replace(INVISIBLE, "").replace(/[\s\u00a0]+/g, " ");
    if (text === "" || (text === " " && this.flow.open === null)) return;
    const marks = this.flow.heading ? { ...around, bold: false } : around;
    const place = this.flow.open ?? this.openParagraph();
    if (this.last !== null && sameMarks(this.last.marks, marks)) {
      this.last.words.data += text;
      return;
    }
    const words = this.doc.createTextNode(text);
    innermost(place, marks, this.last?.marks ?? null).append(words);
    this.last = { marks, words };
  }

  private lineEnd(): void {
    if (this.flow.open === null) return;
    this.append(this.flow.open, "br");
    this.last = null;
  }

  // The first words of an item stand in it, and not in a paragraph: a list without blank lines.
  private openParagraph(): HTMLElement {
    const { element } = this.flow;
    const isHead = element.tagName === "LI" && element.childNodes.length === 0;
    const paragraph = isHead ? element : this.append(element, "p");
    this.flow.lists.end();
    this.flow.open = paragraph;
    return paragraph;
  }

  private block(tag: string): HTMLElement {
    this.close();
    this.flow.lists.end();
    return this.append(this.flow.element, tag);
  }

  private close(): void {
    this.flow.open = null;
    this.last = null;
  }

  private begin(element: HTMLElement): Flow {
    return { element, lists: new OpenLists(element), open: null, depth: 0, heading: false };
  }

  private append(parent: HTMLElement, tag: string): HTMLElement {
    const child = this.doc.createElement(tag);
    parent.append(child);
    return child;
  }
}

/** Where words with these marks go at the end of a paragraph: within what is open already, as far as it fits. */
function innermost(paragraph: HTMLElement, marks: Marks, before: Marks | null): HTMLElement {
  let place = paragraph;
  let together = before !== null;
  for (const [tag, on, was] of nesting(marks, before)) {
    together &&= on === was;
    if (!on) continue;
    const open = together ? place.lastElementChild : null;
    if (open instanceof HTMLElement && open.isSameNode(place.lastChild) && open.tagName === tag) place = open;
    else place = wrapped(place, tag, marks.href);
  }
  return place;
}

type Nested = [tag: string, on: boolean | string, was: boolean | string | undefined];

function nesting(marks: Marks, before: Marks | null): Nested[] {
  return [
    ["A", marks.href, before?.href],
    ["STRONG", marks.bold, before?.bold],
    ["EM", marks.italic, before?.italic],
    ["DEL", marks.struck, before?.struck],
    ["CODE", marks.code, before?.code],
  ];
}

function wrapped(place: HTMLElement, tag: string, href: string): HTMLElement {
  const child = place.ownerDocument.createElement(tag.toLowerCase());
  if (tag === "A") child.setAttribute("href", href);
  place.append(child);
  return child;
}

function unbox(item: HTMLElement): void {
  const first = item.ownerDocument.createTreeWalker(item, NodeFilter.SHOW_TEXT).nextNode();
  if (first !== null) first.nodeValue = withoutBox(first.nodeValue ?? "");
}

// What Word keeps of a text that was taken out, comments beside the text, and what a page hides.
function isUnseen(element: Element): boolean {
  const tag = element.tagName;
  if (NOT_WORDS.has(tag) || isBullet(element) || styled(element, "display") === "none") return true;
  if (styled(element, "mso-hide") === "all" || isHidden(element)) return true;
  if (styled(element, "mso-element").startsWith("comment")) return true;
  return tag === "DEL" && element.hasAttribute("cite");
}

function isHidden(element: Element): boolean {
  return element.hasAttribute("hidden") || element.getAttribute("aria-hidden") === "true";
}

function headingLevel(element: Element): number {
  const level = /^H([1-6])$/.exec(element.tagName)?.[1] ?? /^MsoHeading([1-6])$/.exec(element.className)?.[1];
  if (level !== undefined) return Number(level);
  if (element.className === "MsoTitle") return 1;
  if (element.getAttribute("role") !== "heading") return 0;
  return Math.min(6, Math.max(1, Number(element.getAttribute("aria-level")) || 2));
}
