import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { markdown } from "./markdown";
import { taskName, ticked } from "./tasks";

/** The text after a tick on the line where `|` is. */
function tick(marked: string): string | null {
  const at = marked.indexOf("|");
  const state = EditorState.create({ doc: marked.replace("|", ""), extensions: markdown });
  const change = ticked(state, at);
  return change === null ? null : state.update(change).newDoc.toString();
}

test.each([
  ["- [ ] do|en", "- [x] doen"],
  ["- [x] doen|", "- [ ] doen"],
  ["- [X] |doen", "- [ ] doen"],
  ["- [ ] een\n    - [ ] tw|ee", "- [ ] een\n    - [x] twee"],
  ["> 1. [ ] doen|", "> 1. [x] doen"],
])("a tick in %j gives %j", (before, after) => {
  expect(tick(before)).toBe(after);
});

test.each(["gewoon|", "- punt|", "```\n- [ ] code|\n```", "- [ ] een\n\n|"])(
  "in %j there is nothing to tick",
  (text) => {
    expect(tick(text)).toBeNull();
  },
);

test("a box is named after its task", () => {
  expect(taskName("- [ ] Actie: **Zaal** [vegen](https://a.nl)")).toBe("Actie: Zaal vegen");
  expect(taskName("- [x] ")).toBe("…");
});
