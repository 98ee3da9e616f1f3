// What an element says about the looks of the words in it: bold, italic, struck, code or a link. A
// word processor says so in styles, and may say the opposite of what the tag says.

export interface Marks {
  bold: boolean;
  italic: boolean;
  struck: boolean;
  code: boolean;
  /** Where a link leads, or "". */
  href: string;
}

export const BARE: Marks = { bold: false, italic: false, struck: false, code: false, href: "" };

const BOLD = new Set(["B", "STRONG"]);
const ITALIC = new Set(["I", "EM", "CITE", "DFN", "VAR"]);
const STRUCK = new Set(["S", "STRIKE", "DEL"]);
const CODE = new Set(["CODE", "KBD", "SAMP", "TT"]);
const BOLD_FROM = 600;
const LEADS_SOMEWHERE = /^(?:https?|mailto|tel):/i;

/** One property of an element's own style, or "". Read from the attribute: the page's policy refuses styles. */
export function styled(element: Element, property: string): string {
  const style = element.getAttribute(STYLE) ?? "";
  const found = style === "" ? null : new RegExp(`(?:^|;)\\s*${property}\\s*:\\s*([^;]*)`, "i").exec(style);
  return (found?.[1] ?? "").trim().toLowerCase();
}

/** Under which name `parse` leaves an element's style. */
export const STYLE = "data-style";

/** The looks of the words in an element, given those around it. */
export function marksOf(element: Element, around: Marks): Marks {
  const tag = element.tagName;
  return {
    bold: weighted(styled(element, "font-weight"), around.bold || BOLD.has(tag)),
    italic: slanted(styled(element, "font-style"), around.italic || ITALIC.has(tag)),
    struck: around.struck || STRUCK.has(tag) || styled(element, "text-decoration(?:-line)?").includes("line-through"),
    code: around.code || CODE.has(tag),
    href: tag === "A" ? address(element.getAttribute("href") ?? "") : around.href,
  };
}

export function sameMarks(a: Marks, b: Marks): boolean {
  return a.bold === b.bold && a.italic === b.italic && a.struck === b.struck && a.code === b.code && a.href === b.href;
}

/** Where a link leads without the detour that Google Docs adds; "" for places inside the page it came from. */
function address(href: string): string {
  if (!LEADS_SOMEWHERE.test(href)) return "";
  const detour = /^https?:\/\/www\.google\.com\/url\?(?:.*&)?q=([^&]+)/.exec(href)?.[1];
  return detour === undefined ? href : decoded(detour, href);
}

function decoded(text: string, otherwise: string): string {
  try {
    const plain = decodeURIComponent(text);
    return LEADS_SOMEWHERE.test(plain) ? plain : otherwise;
  } catch {
    return otherwise;
  }
}

function weighted(weight: string, otherwise: boolean): boolean {
  if (weight === "bold" || weight === "bolder") return true;
  if (weight === "normal" || weight === "lighter") return false;
  const number = Number.parseInt(weight, 10);
  return Number.isNaN(number) ? otherwise : number >= BOLD_FROM;
}

function slanted(style: string, otherwise: boolean): boolean {
  if (style === "normal") return false;
  return style === "italic" || style.startsWith("oblique") ? true : otherwise;
}
