// How a person looks wherever one is named in the notes: a colour and a kind of line, both by the
// person's number in the notepad, so that two tabs look alike and colour is never alone; and the words.
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
