import { EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import * as format from "./formatting";
import { leaveLink, linkStops, nextPart, previousPart } from "./link-stops";
import { markdown } from "./markdown";

class Typist {
  state: EditorState;

  constructor(doc: string) {
    const anchor = doc.length;
    this.state = EditorState.create({ doc, selection: { anchor }, extensions: [markdown, linkStops] });
  }

  does(command: StateCommand): boolean {
    return command({ state: this.state, dispatch: (transaction) => (this.state = transaction.state) });
  }

  types(text: string): void {
    this.state = this.state.update(this.state.replaceSelection(text)).state;
  }

  /** The text with the selection between bars. */
  get sees(): string {
    const { from, to } = this.state.selection.main;
    const text = this.state.doc.toString();
    return `${text.slice(0, from)}|${from === to ? "" : `${text.slice(from, to)}|`}${text.slice(to)}`;
  }
}

test("words, Tab, address, Tab: a link whose address got its https://, and the cursor behind it", () => {
  const typist = new Typist("zie ");
  typist.does(format.link);
  typist.types("hier");
  expect(typist.does(nextPart)).toBe(true);
  expect(typist.sees).toBe("zie [hier](|https://|)");
  typist.types("x.nl/a");
  expect(typist.does(nextPart)).toBe(true);
  expect(typist.sees).toBe("zie [hier](https://x.nl/a)|");
  expect(typist.does(nextPart)).toBe(false);
});

test("Shift-Tab goes back to the words, and Enter leaves the link whole", () => {
  const typist = new Typist("zie hier");
  typist.does(format.link);
  typist.types("mail@x.nl");
  expect(typist.does(previousPart)).toBe(true);
  expect(typist.sees).toBe("zie [|hier|](mail@x.nl)");
  expect(typist.does(previousPart)).toBe(false);
  expect(typist.does(leaveLink)).toBe(true);
  expect(typist.sees).toBe("zie [hier](mailto:mail@x.nl)|");
});

test("who goes elsewhere has their Tab and Enter again, and what others type above changes nothing", () => {
  const typist = new Typist("zie ");
  typist.does(format.link);
  typist.state = typist.state.update({ changes: { from: 0, insert: "boven\n" } }).state;
  typist.types("hier");
  expect(typist.does(nextPart)).toBe(true);
  expect(typist.sees).toBe("boven\nzie [hier](|https://|)");
  typist.state = typist.state.update({ selection: { anchor: 0 } }).state;
  expect([nextPart, previousPart, leaveLink].map((each) => typist.does(each))).toEqual([false, false, false]);
});
