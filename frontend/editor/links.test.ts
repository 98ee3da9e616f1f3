import { EditorState } from "@codemirror/state";
import { expect, test } from "vitest";
import { addressAt, safeUrl } from "./links";
import { markdown } from "./markdown";

function address(marked: string): string | null {
  const state = EditorState.create({ doc: marked.replace("|", ""), extensions: markdown });
  return addressAt(state, marked.indexOf("|"));
}

test.each([
  ["[wo|orden](https://a.nl/x)", "https://a.nl/x"],
  ["|[woorden](<https://a.nl/x>)", "https://a.nl/x"],
  ["[een **vet|** woord](a.nl/hier)", "https://a.nl/hier"],
  ["zie www.a.nl| en", "https://www.a.nl"],
  ["[plan](idee:|7)", "idee:7"],
  ["mail a@b.nl|", "mailto:a@b.nl"],
])("%j leads to %j", (text, to) => {
  expect(address(text)).toBe(to);
});

test.each(["ge|woon", "[si|c]", "`https://a.nl|`", "[hi|er](/regie)", "[hi|er](verslag)"])(
  "%j leads nowhere",
  (text) => {
    expect(address(text)).toBeNull();
  },
);

test("only web and mail addresses open", () => {
  expect(safeUrl("https://www.a.nl")).toBe("https://www.a.nl/");
  expect(safeUrl("mailto:a@b.nl")).toBe("mailto:a@b.nl");
  expect(safeUrl("javascript:alert(1)")).toBeNull();
  expect(safeUrl("data:text/html,x")).toBeNull();
  expect(safeUrl("https://")).toBeNull();
});
