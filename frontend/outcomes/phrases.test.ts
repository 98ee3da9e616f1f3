import { expect, test } from "vitest";
import { daysMeant, todayHere, written } from "./phrases";

// A Tuesday.
const TODAY = { year: 2026, month: 11, day: 24 };

test.each<[string, ...string[]]>([
  ["vandaag", "2026-11-24"],
  ["today", "2026-11-24"],
  ["Morgen", "2026-11-25"],
  ["tomorrow", "2026-11-25"],
  ["overmorgen", "2026-11-26"],
  ["the day after tomorrow", "2026-11-26"],
  ["vrijdag", "2026-11-27"],
  ["vr", "2026-11-27"],
  ["vr.", "2026-11-27"],
  ["vrij", "2026-11-27"],
  ["Friday", "2026-11-27"],
  ["fri", "2026-11-27"],
  ["dinsdag", "2026-12-01", "2026-11-24"],
  ["Tuesday", "2026-12-01", "2026-11-24"],
  ["maandag", "2026-11-30"],
  ["aanstaande vrijdag", "2026-11-27"],
  ["vrijdag a.s.", "2026-11-27"],
  ["komende dinsdag", "2026-12-01"],
  ["deze vrijdag", "2026-11-27"],
  ["this Tuesday", "2026-11-24"],
  ["coming Monday", "2026-11-30"],
  ["volgende vrijdag", "2026-12-04", "2026-11-27"],
  ["next Friday", "2026-12-04", "2026-11-27"],
  ["volgende maandag", "2026-11-30"],
  ["volgende week vrijdag", "2026-12-04"],
  ["vrijdag volgende week", "2026-12-04"],
  ["next week Friday", "2026-12-04"],
  ["Friday next week", "2026-12-04"],
  ["deze week donderdag", "2026-11-26"],
  ["this week thursday", "2026-11-26"],
  ["deze week maandag"],
  ["over twee weken", "2026-12-08"],
  ["over 2 weken", "2026-12-08"],
  ["in two weeks", "2026-12-08"],
  ["two weeks from now", "2026-12-08"],
  ["in a fortnight", "2026-12-08"],
  ["over een week", "2026-12-01"],
  ["over één week", "2026-12-01"],
  ["within a week", "2026-12-01"],
  ["binnen drie dagen", "2026-11-27"],
  ["in 10 days", "2026-12-04"],
  ["over een maand", "2026-12-24"],
  ["in three months", "2027-02-24"],
  ["over een jaar", "2027-11-24"],
  ["over twee weken vrijdag", "2026-12-11"],
  ["vrijdag over twee weken", "2026-12-11"],
  ["Friday in two weeks", "2026-12-11"],
  ["volgende week", "2026-12-04", "2026-12-06"],
  ["next week", "2026-12-04", "2026-12-06"],
  ["eind volgende week", "2026-12-04", "2026-12-06"],
  ["begin volgende week", "2026-11-30"],
  ["early next week", "2026-11-30"],
  ["eind van de week", "2026-11-27", "2026-11-29"],
  ["end of the week", "2026-11-27", "2026-11-29"],
  ["deze week", "2026-11-27", "2026-11-29"],
  ["eind van de maand", "2026-11-30"],
  ["eind deze maand", "2026-11-30"],
  ["end of the month", "2026-11-30"],
  ["volgende maand", "2026-12-31"],
  ["end of next month", "2026-12-31"],
  ["begin volgende maand", "2026-12-01"],
  ["eind van het jaar", "2026-12-31"],
  ["end of the year", "2026-12-31"],
  ["eind volgend jaar", "2027-12-31"],
  ["eind januari", "2027-01-31"],
  ["end of February", "2027-02-28"],
  ["begin maart", "2027-03-01"],
  ["half december", "2026-12-15"],
  ["medio mei", "2027-05-15"],
  ["mid-January", "2027-01-15"],
  ["15 jan", "2027-01-15"],
  ["15 jan.", "2027-01-15"],
  ["15 januari", "2027-01-15"],
  ["15e januari", "2027-01-15"],
  ["vr 15 januari", "2027-01-15"],
  ["24 november", "2026-11-24"],
  ["23 november", "2027-11-23"],
  ["15 januari 2028", "2028-01-15"],
  ["15 jan '28", "2028-01-15"],
  ["29 februari", "2028-02-29"],
  ["31 februari"],
  ["Jan 15", "2027-01-15"],
  ["January 15th", "2027-01-15"],
  ["Friday, January 15", "2027-01-15"],
  ["the 15th of January", "2027-01-15"],
  ["15th of January 2028", "2028-01-15"],
  ["de 15e", "2026-12-15", "2027-01-15"],
  ["the 30th", "2026-11-30", "2026-12-30", "2027-01-30"],
  ["15-1", "2027-01-15"],
  ["15-01-27", "2027-01-15"],
  ["15.12", "2026-12-15"],
  ["3/4", "2027-04-03", "2027-03-04"],
  ["3/4/2027", "2027-04-03", "2027-03-04"],
  ["15/1", "2027-01-15"],
  ["15-01-2027"],
  ["15-01-20"],
  ["2027-01-15"],
  ["32-1"],
  ["de vergadering"],
  ["volgende keer"],
  ["een paar weken"],
  ["ma", "2026-11-30"],
  ["s"],
  ["vrijdagmiddag"],
  [""],
])("%s means %s", (phrase, ...days) => {
  expect(daysMeant(phrase, TODAY)).toEqual(days);
});

test("the end of a month that is shorter is its last day", () => {
  expect(daysMeant("over een maand", { year: 2027, month: 1, day: 31 })).toEqual(["2027-02-28"]);
  expect(daysMeant("in a year", { year: 2028, month: 2, day: 29 })).toEqual(["2029-02-28"]);
});

test("weeks begin on Monday, in both languages and over the turn of the year", () => {
  const sunday = { year: 2026, month: 12, day: 27 };
  expect(daysMeant("volgende week maandag", sunday)).toEqual(["2026-12-28"]);
  expect(daysMeant("next week sunday", sunday)).toEqual(["2027-01-03"]);
  expect(daysMeant("zondag", sunday)).toEqual(["2027-01-03", "2026-12-27"]);
});

test("today is the day on this device, and a day is written as the notes do", () => {
  expect(todayHere(new Date(2026, 10, 24, 23, 59))).toEqual(TODAY);
  expect(written("2027-01-05")).toBe("05-01-2027");
});
