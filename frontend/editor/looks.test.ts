import { ensureSyntaxTree } from "@codemirror/language";
import { EditorState, type Range } from "@codemirror/state";
import type { Decoration } from "@codemirror/view";
import { expect, test } from "vitest";
import { looksOf } from "./looks";
import { markdown } from "./markdown";
import type { Span } from "./styled";

const READ_WITHIN_MS = 5_000;

interface Drawn {
  /** The text without what is hidden; `□` and `■` are boxes, `◇` is a sign. */
  seen: string;
  /** What has this class, in order. */
  styled(name: string): string[];
  /** The classes of each line. */
  lines: string[];
}

/** All that is drawn, of a text that was read to its end. */
function looks(state: EditorState, from: number, to: number, shown: Span | null): Range<Decoration>[] {
  const tree = ensureSyntaxTree(state, state.doc.length, READ_WITHIN_MS);
  if (tree === null) throw new Error("the text was not read in time");
  return looksOf(state, [{ from, to }], shown, tree);
}

/** Draws a text whose marks are shown on the line with this number, if there is one. */
function draw(doc: string, shownLine?: number): Drawn {
  const state = EditorState.create({ doc, extensions: markdown });
  const shown = shownLine === undefined ? null : state.doc.line(shownLine);
  const found = looks(state, 0, doc.length, shown);
  const lines = Array.from({ length: state.doc.lines }, () => "");
  let seen = "";
  let at = 0;
  for (const { from, to, value } of [...found].sort((a, b) => a.from - b.from)) {
    const { spec } = value;
    if (from === to && spec.widget === undefined) {
      const index = state.doc.lineAt(from).number - 1;
      lines[index] = `${lines[index]} ${spec.class}`.trim();
    } else if (spec.class === undefined) {
      seen += doc.slice(at, from) + sign(spec.widget);
      at = to;
    }
  }
  seen += doc.slice(at);
  const styled = (name: string): string[] =>
    found
      .filter(({ value, from, to }) => from < to && (value.spec.class ?? "").split(" ").includes(name))
      .map(({ from, to }) => doc.slice(from, to));
  return { seen, styled, lines };
}

function sign(widget: { done?: boolean } | undefined): string {
  if (widget === undefined) return "";
  if (widget.done === undefined) return "◇";
  return widget.done ? "■" : "□";
}

test.each([
  ["# Kop", "Kop"],
  ["### Kop ###", "Kop"],
  ["Kop\n===", "Kop\n"],
  ["een **twee** *drie* ~~vier~~ `vijf`", "een twee drie vier vijf"],
  ["[woorden](https://a.nl 'Titel') en meer", "woorden en meer"],
  ["<https://a.nl>", "https://a.nl"],
  ["![een foto](foto.png)", "◇een foto"],
  ["![](foto.png)", "◇"],
  ["- [Samen](idee:7)", "- ◇Samen"],
  ["- [ ] doen\n- [x] gedaan", "□ doen\n■ gedaan"],
  ["1. [ ] doen", "1. □ doen"],
  ["-\n  [ ] doen", "-\n  □ doen"],
  ["[een\nlink](https://a.nl\n'titel')", "een\nlink\n"],
  ["a \\* b", "a * b"],
  ["```js\nx\n```", "\nx\n"],
])("%j is seen as %j", (doc, seen) => {
  expect(draw(doc).seen).toBe(seen);
});

test.each(["[sic] en [een][twee]", "<b>niets</b>", "5 * 3 * 2", "**", "- een\n1. twee", "> citaat"])(
  "%j keeps all of its characters",
  (doc) => {
    expect(draw(doc).seen).toBe(doc);
  },
);

test("on its own line every mark is there", () => {
  const doc = "# Kop met **vet** en [link](https://a.nl) en ![foto](a.png)\n- [ ] doen \\*";
  expect(draw(doc, 1).seen).toBe(doc.replace("- [ ]", "□").replace("\\", ""));
  expect(draw(doc, 2).seen).toBe("Kop met vet en link en ◇foto\n- [ ] doen \\*");
});

test("words have the look of the result", () => {
  const doc = "**vet** *schuin* ~~weg~~ `code` [link](https://a.nl) [idee](idee:7) ![foto](a.png)";
  const { styled } = draw(doc);
  expect(styled("md-strong")).toEqual(["**vet**"]);
  expect(styled("md-emphasis")).toEqual(["*schuin*"]);
  expect(styled("md-strikethrough")).toEqual(["~~weg~~"]);
  expect(styled("md-code")).toEqual(["`code`"]);
  expect(styled("md-link")).toEqual(["link", "idee"]);
  expect(styled("md-idea")).toEqual(["idee"]);
  expect(styled("md-picture")).toEqual(["foto"]);
});

test("a link that has no words yet stays in view, as the link button writes it", () => {
  expect(draw("zie [](https://) hier").seen).toBe("zie [](https://) hier");
  expect(draw("zie [](https://example.org) hier", 1).seen).toBe("zie [](https://example.org) hier");
});

test("headings, rules and code are looks of whole lines", () => {
  expect(draw("# a\n\n## b\n\n###### c\n\n---\n\n```\nx\n```").lines).toEqual([
    "md-heading md-heading-1",
    "",
    "md-heading md-heading-2",
    "",
    "md-heading md-heading-4",
    "",
    "md-rule",
    "",
    "md-code-line md-code-first",
    "md-code-line",
    "md-code-line md-code-last",
  ]);
});

test("a dash below a paragraph makes no heading while the cursor is there: a list is being begun", () => {
  expect(draw("tekst\n-", 2).lines).toEqual(["", ""]);
  expect(draw("tekst\n---").lines).toEqual(["md-heading md-heading-2", ""]);
});

test("what stands before the words of an item or quote is in boxes, marks shown or not", () => {
  const doc = "- een\n    - twee\n      verder\n        1. drie\n> citaat\n> > dieper";
  for (const { styled, lines } of [draw(doc), draw(doc, 1), draw(doc, 2), draw(doc, 5)]) {
    expect(styled("md-box")).toEqual(["-", "    ", "-", "      ", "        ", "1.", ">", ">", ">"]);
    expect(styled("md-item")).toEqual(["-", "-", "1."]);
    expect(lines.every((line) => line.startsWith("md-hang"))).toBe(true);
  }
  expect(draw(doc).styled("md-bullet")).toEqual(["-", "-"]);
  expect(draw(doc, 1).styled("md-bullet")).toEqual(["-"]);
  expect(draw(doc, 1).styled("md-dash")).toEqual(["-"]);
});

test("a line that runs on without spaces begins below the words above it", () => {
  const state = EditorState.create({ doc: "- een\nverder", extensions: markdown });
  const lines = looks(state, 0, 12, null).filter(({ from, to }) => from === to);
  expect(lines.map(({ value }) => value.spec.attributes.style)).toEqual([
    "--depth:1;--quotes:0;--boxes:1;--bars:0",
    "--depth:1;--quotes:0;--boxes:0;--bars:0",
  ]);
});

test("cells of a column are equally wide, empty ones too", () => {
  const doc = "| Naam | n |\n|:--|--:|\n| Een lange naam |  |\n| x | 1 |";
  const { styled, lines } = draw(doc);
  expect(styled("md-cell")).toEqual([" Naam ", " n ", " Een lange naam ", "  ", " x ", " 1 "]);
  expect(styled("align-right")).toEqual([" n ", "  ", " 1 "]);
  expect(lines).toEqual(["md-table md-table-head", "md-table md-rule", "md-table", "md-table"]);
  const state = EditorState.create({ doc, extensions: markdown });
  const widths = looks(state, 0, doc.length, null)
    .filter(({ value }) => (value.spec.class ?? "").includes("md-cell"))
    .map(({ value }) => value.spec.attributes.style);
  expect(new Set(widths).size).toBe(2);
  // "Een lange naam": 14 letters, its longest word 5 of them.
  expect(widths[2]).toMatch(/^width:calc\(3\.1em \+ clamp\(0em, .*, 6\.5em\)\)$/);
});

test("only what is in view is drawn", () => {
  const doc = "**een**\n\n**twee**\n\n**drie**";
  const state = EditorState.create({ doc, extensions: markdown });
  const found = looks(state, 9, 17, null);
  expect([Math.min(...found.map(({ from }) => from)), Math.max(...found.map(({ to }) => to))]).toEqual([9, 17]);
});
