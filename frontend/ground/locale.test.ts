import { expect, test } from "vitest";
import { dateLocale } from "./locale";

test("English dates are British, as the words are", () => {
  const said = (language: string) =>
    new Intl.DateTimeFormat(dateLocale(language), { day: "numeric", month: "short" }).format(
      new Date(2021, 10, 22, 12),
    );
  expect(said("en")).toBe("22 Nov");
  expect(said("nl")).toBe("22 nov");
});
