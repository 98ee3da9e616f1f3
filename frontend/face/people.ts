// How a person looks wherever one is named in the notes: a colour and a kind of line, both by the
// person's number in the notepad, so that two tabs look alike and colour is never alone; and the words.
import { make } from "../ground/dom";
import { t } from "../ground/t";
import type { Role } from "../live/protocol";

const COLOURS = 8;
// No divisor of the colours' number: the first forty persons all look different.
const LINES = 5;

/** The classes of a person's colour and kind of line. */
export function personClass(person: number): string {
  const number = Math.abs(Math.trunc(person));
  return `person-${number % COLOURS} line-${number % LINES}`;
}

/** The name that a person gave, or else what they are here. */
export function nameOf({ name, kind }: { name: string; kind: Role }): string {
  return name || roleName(kind);
}

/** A role in one word, which no name can imitate where it stands in a badge. */
export function roleName(kind: Role): string {
  if (kind === "organiser") return t("Organisator");
  return kind === "facilitator" ? t("Begeleider") : t("Deelnemer");
}

/** A person as a list shows one: the mark that others' texts and cursors have, the name, the badge, and a word more. */
export function personLine(who: { person: number; name: string; kind: Role }, more = ""): HTMLElement[] {
  const mark = make("span", `person-mark ${personClass(who.person)}`);
  mark.setAttribute("aria-hidden", "true");
  const name = make("bdi", "person-name", nameOf(who));
  const line = [mark, name];
  if (who.name !== "" && who.kind !== "participant") line.push(make("span", "badge badge-staff", roleName(who.kind)));
  if (more !== "") line.push(make("span", "quiet", more));
  return line;
}
