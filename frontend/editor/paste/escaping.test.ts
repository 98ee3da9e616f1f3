import { expect, test } from "vitest";
import { escaped } from "./escaping";

test("what Markdown would read at the start of a block is escaped there only", () => {
  expect(escaped("# kop")).toBe("\\# kop");
  expect(escaped("#1 van de straat")).toBe("#1 van de straat");
  expect(escaped("- punt")).toBe("\\- punt");
  expect(escaped("3. punt")).toBe("3\\. punt");
  expect(escaped("3.5 miljoen")).toBe("3.5 miljoen");
  expect(escaped("[x] taak")).toBe("\\[x] taak");
  expect(escaped("zeg - of # of > wat")).toBe("zeg - of # of > wat");
});

test("marks inside a line are escaped where they would mark something", () => {
  expect(escaped("**vet** _schuin_ `code` ~~weg~~")).toBe("\\*\\*vet\\*\\* \\_schuin\\_ \\`code\\` \\~~weg\\~~");
  expect(escaped("snake_case, 3 * 4 en ~5")).toBe("snake_case, 3 * 4 en ~5");
  expect(escaped("[1] en [a](b) en [a]: b en [^1]")).toBe("[1] en \\[a](b) en \\[a]: b en \\[^1]");
  expect(escaped("a < b <b> & &amp;")).toBe("a < b \\<b> & \\&amp;");
  expect(escaped("C:\\map")).toBe("C:\\\\map");
});
