import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { markdown } from "../markdown";
import { blocksAt, levelBelow, paragraphBelow, takesLooks } from "./fitting";

/** A text with `|` where the cursor is. */
function at(text: string): { state: EditorState; place: number } {
  const place = text.indexOf("|");
  const doc = text.replace("|", "");
  return { state: EditorState.create({ doc, selection: { anchor: place }, extensions: [markdown] }), place };
}

function put(text: string, blocks = "- a\n- b"): string {
  const { state, place } = at(text);
  return state.update({ changes: blocksAt(state, { from: place, to: place }, blocks) }).state.doc.toString();
}

test("blocks get a blank line on each side that has something, and no more", () => {
  expect(put("|")).toBe("- a\n- b");
  expect(put("voor|")).toBe("voor\n\n- a\n- b");
  expect(put("voor\n|")).toBe("voor\n\n- a\n- b");
  expect(put("voor\n\n|\n\nna")).toBe("voor\n\n- a\n- b\n\nna");
  expect(put("voor|na")).toBe("voor\n\n- a\n- b\n\nna");
});

test("an empty item makes place, one with words does not", () => {
  expect(put("## Acties\n\n- |\n\nna")).toBe("## Acties\n\n- a\n- b\n\nna");
  expect(put("1. [ ] |")).toBe("- a\n- b");
  expect(put("- woord|")).toBe("- woord\n\n- a\n- b");
});

test("looks stay out of code, items, quotes and headings", () => {
  const takes = (text: string): boolean => takesLooks(at(text).state);
  expect(["|", "een zin|", "- |", "- [ ] |"].map(takes)).toEqual([true, true, true, true]);
  expect(["- een|", "> een|", "# een|"].map(takes)).toEqual([false, false, false]);
  expect(takes("```\nab|\n```")).toBe(false);
});

test("pasted headings go under the heading above", () => {
  const level = (text: string): number => levelBelow(at(text).state, at(text).place);
  expect(level("|")).toBe(2);
  expect(level("tekst\n|")).toBe(2);
  expect(level("# Een\n\n## Twee\n\ntekst|")).toBe(3);
  expect(level("```\n# code\n```\n|")).toBe(2);
  expect(level("###### Zes\n|")).toBe(6);
});

test("kept words get a paragraph of their own below the block of the cursor, never in or against another line", () => {
  const kept = (text: string): string => {
    const { state, place } = at(text);
    return state.update({ changes: paragraphBelow(state, place, "bewaard") }).state.doc.toString();
  };
  expect(kept("|## Kop")).toBe("## Kop\n\nbewaard");
  expect(kept("# Eén\n\ntwee wo|orden\nen meer\n\ndrie")).toBe("# Eén\n\ntwee woorden\nen meer\n\nbewaard\n\ndrie");
  expect(kept("- e|en\n- twee\n\n# Kop")).toBe("- een\n- twee\n\nbewaard\n\n# Kop");
  expect(kept("```\ncode|\n\nmeer\n```\n")).toBe("```\ncode\n\nmeer\n```\n\nbewaard\n");
  expect(kept("een\n\n|\n\ntwee")).toBe("een\n\nbewaard\n\ntwee");
  expect(kept("|")).toBe("bewaard");
});
