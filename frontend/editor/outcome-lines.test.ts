import { EditorState, type StateCommand } from "@codemirror/state";
import { expect, test } from "vitest";
import type { Marking, OutcomeKind } from "../ground/page-data";
import { markdown } from "./markdown";
import { OutcomeLines } from "./outcome-lines";

const MARKING: Marking = {
  markers: {
    insight: ["- Inzicht: ", ""],
    decision: ["- Besluit: ", ""],
    action: ["- [ ] Actie: ", ""],
    question: ["- Vraag: ", ""],
    quote: ["> “", "”"],
  },
  dueBy: "uiterlijk",
};
const lines = new OutcomeLines(MARKING);

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

test.each<[OutcomeKind, string, string]>([
  ["decision", "|", "- Besluit: |"],
  ["decision", "- |", "- Besluit: |"],
  ["decision", "wij doen dit|", "- Besluit: wij doen dit|"],
  ["decision", "- wij |doen dit", "- Besluit: wij |doen dit"],
  ["decision", "2. wij doen dit|", "2. Besluit: wij doen dit|"],
  ["decision", "- een\n    - twee|", "- een\n    - Besluit: twee|"],
  ["decision", "## Zo doen we het|", "- Besluit: Zo doen we het|"],
  ["action", "- bellen|", "- [ ] Actie: bellen|"],
  ["action", "- [x] bellen|", "- bellen|"],
  ["quote", "|", "> “|”"],
  ["quote", "- dit is mooi|", "> “dit is mooi|”"],
])("%s on %j gives %j", (kind, before, after) => {
  expect(run(lines.toggle(kind), before)).toBe(after);
});

test.each<[OutcomeKind, string, string]>([
  ["decision", "- Besluit: wij doen dit|", "- wij doen dit|"],
  ["decision", "- **Besluit:** wij doen dit|", "- wij doen dit|"],
  ["decision", "- **Besluit**: wij doen dit|", "- wij doen dit|"],
  ["decision", "- **Besluit: wij doen dit**|", "- **wij doen dit**|"],
  ["decision", "AFSPRAAK : wij doen dit|", "wij doen dit|"],
  ["question", "* Open  vraag: wie?|", "* wie?|"],
  ["action", "- [ ] Actie: bellen @Anna|", "- bellen @Anna|"],
  ["action", "- To-do: [x] bellen|", "- bellen|"],
  ["action", "1. [ ] Action item: bellen|", "1. bellen|"],
  ["quote", "> “dit is |mooi”", "dit is |mooi"],
  ["quote", "> “dit is\n> mooi”\n> — Anna|", "“dit is\nmooi”\n— Anna|"],
  ["quote", "- Citaat: mooi|", "- mooi|"],
])("%s on %j takes the marker away: %j", (kind, before, after) => {
  expect(run(lines.toggle(kind), before)).toBe(after);
});

test.each<[OutcomeKind, string, string]>([
  ["insight", "- Besluit: zo is het|", "- Inzicht: zo is het|"],
  ["decision", "- [ ] Actie: bellen @Anna|", "- Besluit: bellen @Anna|"],
  ["action", "- Intern: bellen|", "- [ ] Actie: bellen|"],
  ["action", "- [x] Actiepunt: bellen|\n- [ ] meer", "- bellen|\n- [ ] meer"],
  ["decision", "> “zo is het|”", "- Besluit: zo is het|"],
  ["quote", "- Vraag: zo is het|", "> “zo is het|”"],
])("%s on %j, which was another kind, gives %j", (kind, before, after) => {
  expect(run(lines.toggle(kind), before)).toBe(after);
});

test("every selected line gets the marker, blank ones do not; then all lose it", () => {
  const marked = run(lines.toggle("insight"), "|- een\n\n- Inzicht: twee\n- drie|");
  expect(marked).toBe("|- Inzicht: een\n\n- Inzicht: twee\n- Inzicht: drie|");
  expect(run(lines.toggle("insight"), marked)).toBe("|- een\n\n- twee\n- drie|");
});

test("what follows does not become part of the marked line, and two quotes stay two", () => {
  expect(run(lines.toggle("decision"), "zo doen we het|\ngewone tekst")).toBe(
    "- Besluit: zo doen we het|\n\ngewone tekst",
  );
  expect(run(lines.toggle("quote"), "|een\ntwee|\ndrie")).toBe("> “|een”\n\n> “twee|”\n\ndrie");
});

test("code and tables are left alone", () => {
  expect(run(lines.toggle("decision"), "```\ncode|\n```")).toBe("```\ncode|\n```");
  expect(run(lines.toggle("decision"), "| a |".replaceAll("|", "¦").replace("a", "a|").replaceAll("¦", "¦"))).toContain(
    "¦",
  );
});

test.each([
  ["- Besluit: x", "decision"],
  ["- Besluiten nemen: x", null],
  ["Actiepunt: x", "action"],
  ["- [x] x", "action"],
  ["> “x”", "quote"],
  ["> een gewone aanhaling", null],
  ["> zo gezegd\n> — Anna", "quote"],
  ["- Intern: x", "internal"],
  ["gewone tekst", null],
])("the kind of %j is %j", (doc, kind) => {
  expect(lines.at(EditorState.create({ doc, extensions: markdown }))).toBe(kind);
});
