import { EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import * as format from "./formatting";
import { markdown } from "./markdown";

/** Runs a command on a text in which `|` is the cursor, or two of them the selection. */
function run(command: StateCommand, marked: string): string {
  const [before = "", middle, after] = marked.split("|");
  const doc = marked.replaceAll("|", "");
  const head = after === undefined ? before.length : before.length + (middle ?? "").length;
  let state = EditorState.create({ doc, selection: { anchor: before.length, head }, extensions: markdown });
  command({ state, dispatch: (transaction) => (state = transaction.state) });
  const { main } = state.selection;
  const text = state.doc.toString();
  if (main.empty) return `${text.slice(0, main.head)}|${text.slice(main.head)}`;
  return `${text.slice(0, main.from)}|${text.slice(main.from, main.to)}|${text.slice(main.to)}`;
}

test.each([
  ["een |twee| drie", "een **|twee|** drie"],
  ["een| twee |drie", "een **|twee|** drie"],
  ["een tw|ee drie", "een **tw|ee** drie"],
  ["een |", "een **|**"],
  ["|- een\n- twee|", "- **|een**\n- **twee|**"],
])("bold on %j gives %j, and again takes it back", (before, after) => {
  expect(run(format.toggleBold, before)).toBe(after);
  const back = run(format.toggleBold, after);
  expect(back.replaceAll("|", "")).toBe(before.replaceAll("|", ""));
});

test("at the end of what is bold or italic the key leads out of it", () => {
  expect(run(format.toggleBold, "een **dik|**")).toBe("een **dik**|");
  expect(run(format.toggleItalic, "een *schuin|*")).toBe("een *schuin*|");
  expect(run(format.toggleItalic, "een **dik|**").replaceAll("|", "")).not.toBe("een **dik**");
});

test("italic and bold go together and apart", () => {
  expect(run(format.toggleItalic, "**|twee|**")).toBe("***|twee|***");
  expect(run(format.toggleBold, "***|twee|***")).toBe("*|twee|*");
  expect(run(format.toggleItalic, "**|**")).toBe("***|***");
  expect(run(format.toggleItalic, "***|***")).toBe("**|**");
});

test.each([
  ["gewoon|", "## gewoon|"],
  ["# groot|", "## groot|"],
  ["- in een lijst|", "## in een lijst|"],
  ["## kop|", "kop|"],
])("heading on %j gives %j", (before, after) => {
  expect(run(format.toggleHeading(2), before)).toBe(after);
});

test.each<[StateCommand, string, string]>([
  [format.toggleBullets, "|een\ntwee|", "- |een\n- twee|"],
  [format.toggleBullets, "1. een|", "- een|"],
  [format.toggleBullets, "- [ ] een|", "- een|"],
  [format.toggleBullets, "- een\n- twee|\n- drie", "- een\n\ntwee|\n- drie"],
  [format.toggleBullets, "|- een\n- twee|", "|een\n\ntwee|"],
  [format.toggleNumbers, "|- een\n- twee|", "|1. een\n2. twee|"],
  [format.toggleNumbers, "1. een|", "een|"],
  [format.toggleTasks, "- een|", "- [ ] een|"],
  [format.toggleTasks, "een|", "- [ ] een|"],
  [format.toggleTasks, "- [x] een|", "een|"],
  [format.toggleQuote, "een|", "> een|"],
  [format.toggleQuote, "> - een|", "- een|"],
  [format.makePlain, "> - [ ] een|", "een|"],
  [format.toggleBullets, "|", "- |"],
])("%o on %j gives %j", (command, before, after) => {
  expect(run(command, before)).toBe(after);
});

test.each([
  ["zie |hier| maar", "zie [hier](|https://|) maar"],
  ["zie hi|er maar", "zie [hier](|https://|) maar"],
  ["zie | maar", "zie [|](https://) maar"],
  ["zie |https://example.org/a| maar", "zie [|](https://example.org/a) maar"],
  ["zie |www.x.nl/a| maar", "zie [|](https://www.x.nl/a) maar"],
  ["zie [hi|er](https://example.org) maar", "zie [hier](|https://example.org|) maar"],
])("link on %j gives %j", (before, after) => {
  expect(run(format.link, before)).toBe(after);
});

test("buttons say what the cursor is in", () => {
  const at = (doc: string): EditorState =>
    EditorState.create({ doc, selection: { anchor: doc.length - 3 }, extensions: markdown });
  expect(format.isBold(at("- een **twee**"))).toBe(true);
  expect(format.isBold(at("- een *twee*"))).toBe(false);
  expect(format.isItalic(at("- een *twee*"))).toBe(true);
  expect([format.isBullets(at("- een twee")), format.isTask(at("- een twee"))]).toEqual([true, false]);
  expect([format.isBullets(at("- [ ] twee")), format.isTask(at("- [ ] twee"))]).toEqual([false, true]);
  expect(format.isHeading(at("### een twee"))).toBe(true);
  expect(format.isQuoted(at("> een twee"))).toBe(true);
});
