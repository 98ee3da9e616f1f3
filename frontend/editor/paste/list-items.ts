// Where an item of a pasted list belongs. Web pages nest lists; Google Docs puts a nested list beside
// the item that it is under and names the level; Word has no lists at all, but paragraphs whose
// styles name a level and whose first characters are the bullet.
import { styled } from "./marks";

export interface ItemKind {
  level: number;
  ordered: boolean;
  /** The number of an ordered item. */
  number: number;
  /** A task box: ticked or not; null where there is none. */
  done: boolean | null;
}

const NUMBER = /^\(?(\d{1,3}|[a-z]|[ivx]{1,5})[.)]/i;
const BOXES: ReadonlyMap<string, boolean> = new Map([
  ["☐", false],
  ["□", false],
  ["❑", false],
  ["❏", false],
  ["☑", true],
  ["☒", true],
  ["✓", true],
  ["✔", true],
]);
// Word draws its boxes with letters of a font of pictures.
const WINGDINGS: ReadonlyMap<string, boolean> = new Map([
  ["q", false],
  ["¨", false],
  ["o", false],
  ["þ", true],
  ["x", true],
  ["ü", true],
]);

/** What kind of item a paragraph of Word is, or null when it is none. */
export function wordItem(paragraph: Element): ItemKind | null {
  const level = /\blevel(\d)\b/.exec(styled(paragraph, "mso-list"))?.[1];
  if (level === undefined) return null;
  const bullet = [...paragraph.querySelectorAll("span")].find(isBullet);
  const sign = (bullet?.textContent ?? "").replace(/\s+/g, "");
  const box = boxOf(sign, bullet ?? null);
  const number = NUMBER.exec(sign)?.[1];
  const ordered = box === null && number !== undefined;
  return { level: Number(level), ordered, number: ordered ? counted(number) : 1, done: box };
}

/** Whether an element holds only the bullet of a Word item. */
export function isBullet(element: Element): boolean {
  return styled(element, "mso-list") === "ignore";
}

/** What kind of item a list item of a page is; `depth` is how many lists it stands in. */
export function pageItem(item: Element, depth: number): ItemKind {
  const list = item.parentElement;
  const ordered = list?.tagName === "OL";
  const named = Number(item.getAttribute("aria-level") ?? item.getAttribute("data-aria-level"));
  return {
    level: named >= 1 ? named : depth,
    ordered,
    number: ordered ? Number(item.getAttribute("value") ?? list.getAttribute("start") ?? 1) || 1 : 1,
    done: tickOf(item),
  };
}

function tickOf(item: Element): boolean | null {
  if (item.getAttribute("role") === "checkbox") return item.getAttribute("aria-checked") === "true";
  const box = item.querySelector("input[type=checkbox]");
  if (box !== null && box.closest("li") === item) return box.hasAttribute("checked");
  return BOXES.get((item.textContent ?? "").trimStart().charAt(0)) ?? null;
}

/** Words without the box that they begin with. */
export function withoutBox(text: string): string {
  const trimmed = text.trimStart();
  return BOXES.has(trimmed.charAt(0)) ? trimmed.slice(1).trimStart() : text;
}

function boxOf(sign: string, bullet: Element | null): boolean | null {
  const plain = BOXES.get(sign);
  if (plain !== undefined) return plain;
  const font = bullet === null ? "" : `${styled(bullet, "font-family")} ${fontAround(bullet)}`;
  return font.includes("wingdings") ? (WINGDINGS.get(sign) ?? null) : null;
}

function fontAround(bullet: Element): string {
  const around = bullet.parentElement;
  return around?.tagName === "SPAN" ? styled(around, "font-family") : "";
}

function counted(sign: string): number {
  const number = Number.parseInt(sign, 10);
  return Number.isNaN(number) ? 1 : number;
}

/** The lists that are open in one place of the text, outermost first. */
export class OpenLists {
  private lists: HTMLElement[] = [];

  constructor(private readonly flow: HTMLElement) {}

  /** Something else than an item came: the next item begins a new list. */
  end(): void {
    this.lists = [];
  }

  /** Makes the item where it belongs. */
  item(kind: ItemKind): HTMLElement {
    const { flow } = this;
    const depth = Math.min(kind.level, this.lists.length + 1);
    this.lists.length = Math.min(this.lists.length, depth);
    const tag = kind.ordered ? "OL" : "UL";
    let list = this.lists[depth - 1];
    if (list?.tagName !== tag) {
      list = flow.ownerDocument.createElement(tag.toLowerCase());
      if (kind.ordered && kind.number > 1) list.setAttribute("start", String(kind.number));
      (this.lists[depth - 2]?.lastElementChild ?? flow).append(list);
      this.lists[depth - 1] = list;
    }
    const item = flow.ownerDocument.createElement("li");
    if (kind.done !== null) item.setAttribute("data-task", kind.done ? "x" : " ");
    list.append(item);
    return item;
  }
}
