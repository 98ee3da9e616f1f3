// Turns what a word processor or a web page puts on the clipboard into notes. Loaded at the first
// paste that needs it. Parsing is inert: nothing in the pasted page is fetched and no script of it
// runs. A large page is taken piece by piece, so that typing and scrolling go on meanwhile.
import { STYLE } from "./marks";
import { Rebuilding } from "./rebuilding";
import { blockWriter } from "./writing";

const BREATHE_AFTER_MS = 10;

export interface Converted {
  text: string;
  /** Words of one paragraph: they may stand in the middle of a line. */
  inline: boolean;
}

/**
 * The notes that a page on the clipboard stands for, its highest heading at `top`; null when it has no
 * structure and no looks that notes could keep: then its plain text is as good, unless there is none (`alone`).
 */
export async function toNotes(html: string, top: number, alone = false): Promise<Converted | null> {
  const source = parsed(html);
  const rebuilding = new Rebuilding(source);
  let since = performance.now();
  const breathe = async (): Promise<void> => {
    if (performance.now() - since < BREATHE_AFTER_MS) return;
    await new Promise<void>((resolve) => setTimeout(resolve));
    since = performance.now();
  };
  for (const _ of rebuilding.take(source.body)) await breathe();
  const { result } = rebuilding;
  if (!alone && !hasLooks(result)) return null;
  const write = blockWriter(top - highestHeading(result, top));
  const blocks: string[] = [];
  for (const block of pieces(result)) {
    blocks.push(write(block));
    await breathe();
  }
  const written = blocks.filter((block) => block !== "");
  const only = result.childElementCount === 1 && result.firstElementChild?.tagName === "P";
  return written.length === 0 ? null : { text: written.join("\n\n"), inline: only };
}

// The policy of the page refuses style attributes and handlers, of a document without a window too, and
// says so aloud. Styles are read under another name; handlers have nothing to say.
function parsed(html: string): Document {
  const quiet = html.replace(/<style[\s\S]*?<\/style>/gi, "").replace(/<[a-z][^>]*>/gi, quietTag);
  return new DOMParser().parseFromString(quiet, "text/html");
}

function quietTag(tag: string): string {
  return tag.replace(/\sstyle(?=\s*=)/gi, ` ${STYLE}`).replace(/\son(?=[a-z]+\s*=)/gi, " data-on");
}

function hasLooks(result: HTMLElement): boolean {
  return result.querySelector(":not(p, br)") !== null;
}

function highestHeading(result: HTMLElement, otherwise: number): number {
  for (let level = 1; level <= 6; level += 1) if (result.querySelector(`h${level}`) !== null) return level;
  return otherwise;
}

function pieces(result: HTMLElement): HTMLElement[] {
  return [...result.children].filter((child): child is HTMLElement => child instanceof HTMLElement);
}
