import { expect, test } from "vitest";
import { knownNames } from "./known-names";

test("who is here comes first, each name once", () => {
  expect(knownNames(["Tarik"], ["Anna", "Tarik", "Anna"], ["Bob"])).toEqual(["Tarik", "Anna", "Bob"]);
});

test("half a name is not offered, unless somebody is called so or it is used more often", () => {
  expect(knownNames(["Tarik"], ["Ta", "ta", "tar", "tarik"], ["T"])).toEqual(["Tarik"]);
  expect(knownNames([], ["Anna", "Anna de Vries", "Jan", "jan"], [])).toEqual(["Anna de Vries", "Jan"]);
  expect(knownNames([], ["Anna", "Anna de Vries", "Anna"], [])).toEqual(["Anna", "Anna de Vries"]);
  expect(knownNames(["Jan", "Jan de Vries"], [], [])).toEqual(["Jan", "Jan de Vries"]);
});
