import { expect, test } from "vitest";
import { nameOf, personClass } from "./people";

test("the first forty persons all look different, and each always the same", () => {
  const looks = Array.from({ length: 40 }, (_, person) => personClass(person));
  expect(new Set(looks).size).toBe(40);
  expect(personClass(41)).toBe(looks[1]);
});

test("a number that nobody should send is still a look", () => {
  expect(personClass(-3.7)).toBe("person-3 line-3");
});

test("who gave no name is called what they are", () => {
  expect(nameOf({ name: "", kind: "facilitator" })).toBe("Begeleider");
  expect(nameOf({ name: "Organisator", kind: "participant" })).toBe("Organisator");
});
