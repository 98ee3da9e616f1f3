// The editor's grammar of Markdown: CommonMark and GFM, read as the server's reader (markdown-it) does.
// A test over the domain's samples holds the two together.
import { type BlockContext, GFM, type Line, type MarkdownConfig, type MarkdownParser, parser } from "@lezer/markdown";

/** A line that runs on without the marks of what it runs on from. `depth` is undocumented in 1.8.1. */
type ReadLine = Line & { readonly depth?: number };

const NEW_ITEM = /^(?:\d{1,9}[.)]|[-+*])(?:[ \t]|$)/;
const FOOTNOTE = /^\[\^[^\]\s]+\]:/;

// CommonMark lets "2. two" run on below the words of an item; markdown-it begins a list there. And a
// footnote ends what stands above it.
const linesThatEnd: MarkdownConfig = {
  parseBlock: [
    {
      name: "ItemAfterLazyLine",
      endLeaf: (cx: BlockContext, line: ReadLine) =>
        line.depth !== undefined && line.depth < cx.depth && NEW_ITEM.test(line.text.slice(line.pos)),
    },
    { name: "Footnote", endLeaf: (_cx, line) => FOOTNOTE.test(line.text.slice(line.pos)) },
  ],
};

/** The grammar; raw HTML is not a thing in notes and reads as text. */
export const grammar = withoutHtmlBreaks(parser.configure([GFM, linesThatEnd, { remove: ["HTMLBlock", "HTMLTag"] }]));

// In 1.8.1 a line of HTML still ends a paragraph when the parser of HTML is removed. That rule is the
// last of the library's own, and the only way to it.
function withoutHtmlBreaks(configured: MarkdownParser): MarkdownParser {
  const { endLeafBlock } = configured as unknown as { endLeafBlock: unknown[] };
  endLeafBlock.splice(6, 1);
  return configured;
}
