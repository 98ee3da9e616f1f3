// Writes rebuilt blocks as Markdown in the canonical form of this project: `-` bullets, nesting by
// four spaces, headings with `#`, no raw HTML. Turndown does the writing; the rules here are for
// what it writes in another form or not at all.
import TurndownService from "turndown";
import { escaped } from "./escaping";

const NEST = "    ";
const PUNCTUATION = /[.,;:!?…]+$/;
const WORD = /[\p{L}\p{N}]/u;

/** A writer of single blocks; `shift` is added to the level of every heading. */
export function blockWriter(shift: number): (block: HTMLElement) => string {
  const service = new TurndownService({
    headingStyle: "atx",
    bulletListMarker: "-",
    codeBlockStyle: "fenced",
    emDelimiter: "*",
    hr: "---",
    br: "",
  });
  service.escape = escaped;
  addBlocks(service, shift);
  addMarks(service);
  return (block) => service.turndown(block.outerHTML === "" ? "" : parentOf(block)).trim();
}

// Turndown reads the children of what it is given.
function parentOf(block: HTMLElement): HTMLElement {
  const parent = block.ownerDocument.createElement("div");
  parent.append(block.cloneNode(true));
  return parent;
}

function addBlocks(service: TurndownService, shift: number): void {
  service.addRule("heading", {
    filter: ["h1", "h2", "h3", "h4", "h5", "h6"],
    replacement: (content, node) => {
      const level = Math.min(6, Number(node.nodeName.charAt(1)) + shift);
      const words = content.replace(/\s+/g, " ").trim();
      return words === "" ? "" : `\n\n${"#".repeat(level)} ${words}\n\n`;
    },
  });
  service.addRule("item", {
    filter: "li",
    replacement: (content, node) => {
      const item = node as HTMLElement;
      const words = content.trim().replace(/\n(?=[^\n])/g, `\n${NEST}`);
      const task = item.getAttribute("data-task");
      const box = task === null ? "" : `[${task}] `;
      return `${marker(item)} ${box}${words}${item.nextElementSibling === null ? "" : "\n"}`;
    },
  });
  service.addRule("quote", {
    filter: "blockquote",
    replacement: (content) => `\n\n${content.trim().replace(/^/gm, "> ").replace(/^> $/gm, ">")}\n\n`,
  });
  service.addRule("table", { filter: "table", replacement: (content) => `\n\n${content.trim()}\n\n` });
  service.addRule("row", {
    filter: "tr",
    replacement: (content, node) => {
      const row = node as HTMLElement;
      const isHead = row.previousElementSibling === null;
      return `|${content}\n${isHead ? `|${" --- |".repeat(row.childElementCount)}\n` : ""}`;
    },
  });
  service.addRule("cell", {
    filter: "td",
    replacement: (content) => ` ${content.replace(/\s+/g, " ").trim().replace(/\|/g, "\\|")} |`,
  });
}

function addMarks(service: TurndownService): void {
  service.addRule("strong", { filter: "strong", replacement: (content, node) => marked("**", content, node) });
  service.addRule("emphasis", { filter: "em", replacement: (content, node) => marked("*", content, node) });
  service.addRule("struck", { filter: "del", replacement: (content, node) => marked("~~", content, node) });
  service.addRule("link", {
    filter: "a",
    replacement: (content, node) => {
      const href = (node as HTMLElement).getAttribute("href") ?? "";
      const words = content.replace(/\s+/g, " ").trim();
      if (words === "" || node.textContent?.trim() === href) return words === "" ? "" : href;
      const place = href.replace(/[\s()<>[\]]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`);
      return `[${words}](${place})`;
    },
  });
}

function marker(item: HTMLElement): string {
  const list = item.parentElement;
  if (list?.tagName !== "OL") return "-";
  const first = Number(list.getAttribute("start") ?? 1);
  return `${first + [...list.children].indexOf(item)}.`;
}

/**
 * Words between marks, where marks can be read. A closing mark after punctuation is none when a word
 * follows at once, so punctuation goes out first; where marks cannot stand at all, the words do.
 */
function marked(mark: string, content: string, node: Node): string {
  if (content.trim() === "") return content;
  const before = lastOf(node.previousSibling);
  const after = firstOf(node.nextSibling);
  const tail = WORD.test(after) ? (PUNCTUATION.exec(content)?.[0] ?? "") : "";
  const words = content.slice(0, content.length - tail.length);
  const opens = !WORD.test(before) || WORD.test(words.charAt(0));
  const closes = tail !== "" || !WORD.test(after) || WORD.test(words.charAt(words.length - 1));
  return words !== "" && opens && closes ? `${mark}${words}${mark}${tail}` : content;
}

function lastOf(node: Node | null): string {
  return node?.textContent?.slice(-1) ?? "";
}

function firstOf(node: Node | null): string {
  return node?.textContent?.charAt(0) ?? "";
}
