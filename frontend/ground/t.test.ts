import { afterEach, expect, test } from "vitest";
import { shortName, speak, t, tn } from "./t";

afterEach(() => speak("nl", {}));

test("without a catalogue the Dutch sentence is the text", () => {
  expect(t("Al overgenomen door {name}.", { name: "Ahmed" })).toBe("Al overgenomen door Ahmed.");
  expect(tn("{count} nieuw idee", "{count} nieuwe ideeën", 1)).toBe("1 nieuw idee");
  expect(tn("{count} nieuw idee", "{count} nieuwe ideeën", 3)).toBe("3 nieuwe ideeën");
});

test("a catalogue translates, with its own plural, and a gap stays Dutch", () => {
  speak("en", { Opslaan: "Save", "{count} nieuw idee": ["{count} new idea", "{count} new ideas"], Leeg: "" });
  expect(t("Opslaan")).toBe("Save");
  expect(t("Leeg")).toBe("Leeg");
  expect(tn("{count} nieuw idee", "{count} nieuwe ideeën", 0)).toBe("0 new ideas");
});

test("a fact that is not given leaves its place visible", () => {
  expect(t("Hallo {name}")).toBe("Hallo {name}");
});

test("the server's short name of a sentence finds its translation, unless the whole sentence is there", () => {
  expect(shortName("Nog niet verstuurd – 😀")).toBe("venh"); // tests/ground/test_languages.py has the same
  speak("en", { [shortName("Opslaan")]: "Save", [shortName("Leeg")]: "wrong", Leeg: "Empty" });
  expect(t("Opslaan")).toBe("Save");
  expect(t("Leeg")).toBe("Empty");
});
