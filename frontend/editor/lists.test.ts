import { EditorState, type Transaction } from "@codemirror/state";
import { expect, test } from "vitest";
import { continueList, indentItems, outdentItems } from "./lists";
import { markdown } from "./markdown";

/** Runs a command on a text in which `|` is the cursor, or two of them the selection. */
function run(command: typeof continueList, marked: string): string | null {
  const [before = "", middle, after] = marked.split("|");
  const doc = marked.replaceAll("|", "");
  const head = after === undefined ? before.length : before.length + (middle ?? "").length;
  let state = EditorState.create({ doc, selection: { anchor: before.length, head }, extensions: markdown });
  const did = command({
    state,
    dispatch: (transaction: Transaction) => {
      state = transaction.state;
    },
  });
  if (!did) return null;
  const { main } = state.selection;
  const text = state.doc.toString();
  return `${text.slice(0, main.head)}|${text.slice(main.head)}`;
}

test.each([
  ["- een|", "- een\n- |"],
  ["* een|", "* een\n* |"],
  ["- een|twee", "- een\n- |twee"],
  ["9. negen|", "9. negen\n10. |"],
  ["2) twee|", "2) twee\n3) |"],
  ["- [x] gedaan|", "- [x] gedaan\n- [ ] |"],
  ["    - diep|", "    - diep\n    - |"],
  ["> citaat|", "> citaat\n> |"],
  ["> - in citaat|", "> - in citaat\n> - |"],
  ["> “woorden|”", "> “woorden”\n> |"],
  ["> “twee |woorden”", "> “twee \n> |woorden”"],
])("Enter in %j gives %j", (before, after) => {
  expect(run(continueList, before)).toBe(after);
});

test.each([
  ["- een\n- |", "- een\n\n|"],
  ["- een\n\n- |", "- een\n\n|"],
  ["- een\n- |\n- drie", "- een\n\n|\n- drie"],
  ["> woord\n> |", "> woord\n\n|"],
  ["> “woorden”\n> |", "> “woorden”\n\n|"],
  ["> “|”", "|"],
  ["- [ ] |", "|"],
  ["> |", "|"],
  ["- een\n    - |", "- een\n- |"],
  ["1. een\n    1. sub\n    2. |", "1. een\n    1. sub\n2. |"],
])("Enter on the empty item of %j gives %j", (before, after) => {
  expect(run(continueList, before)).toBe(after);
});

test.each(["gewoon|", "|- voor het teken", "```\n- code|\n```", "3.14|"])(
  "Enter in %j is an ordinary Enter",
  (text) => {
    expect(run(continueList, text)).toBeNull();
  },
);

test("Tab and Shift-Tab move items in and out", () => {
  expect(run(indentItems, "- een\n- twee|")).toBe("- een\n    - twee|");
  expect(run(outdentItems, "- een\n    - twee|")).toBe("- een\n- twee|");
  expect(run(indentItems, "- nul\n- |een\n- twee|")).toBe("- nul\n    - een\n    - twee|");
});

test("the first item of a list, and one that is deep already, keep their place and the key", () => {
  expect(run(indentItems, "- een|")).toBe("- een|");
  expect(run(indentItems, "- een\n    - twee|")).toBe("- een\n    - twee|");
});

test("numbers go on where an item came, and below it", () => {
  expect(run(indentItems, "1. een\n2. twee\n3. |")).toBe("1. een\n2. twee\n    1. |");
  expect(run(outdentItems, "1. een\n2. twee\n    1. sub\n    2. sub2\n    3. |")).toBe(
    "1. een\n2. twee\n    1. sub\n    2. sub2\n3. |",
  );
  expect(run(indentItems, "1. een\n2. |twee\n3. drie\n\n7. los")).toBe("1. een\n    1. |twee\n2. drie\n\n7. los");
  expect(run(outdentItems, "1. een\n    1. twee|\n    2. sub\n2. drie")).toBe("1. een\n2. twee|\n    1. sub\n3. drie");
  expect(run(indentItems, "4) vier\n5) |vijf\n6) zes")).toBe("4) vier\n    1) |vijf\n5) zes");
  expect(run(indentItems, "> 1. een\n> 2. |twee")).toBe("> 1. een\n>     1. |twee");
  expect(run(outdentItems, "- een\n    3. twee|")).toBe("- een\n1. twee|");
});

test("an item in a quote moves within the quote, and goes on where it is", () => {
  expect(run(indentItems, "> - een\n> - twee|")).toBe("> - een\n>     - twee|");
  expect(run(outdentItems, "> - een\n>     - twee|")).toBe("> - een\n> - twee|");
  expect(run(continueList, "> - een\n>     - twee|")).toBe("> - een\n>     - twee\n>     - |");
});

test("Tab outside a list is not the editor's", () => {
  expect(run(indentItems, "gewoon|")).toBeNull();
  expect(run(outdentItems, "gewoon|")).toBeNull();
});
