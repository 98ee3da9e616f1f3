// Persons as lists show them. Fetched when such a list is opened.
import { make } from "../ground/dom";
import { t } from "../ground/t";
import type { Present } from "../live/presence";
import type { Role } from "../live/protocol";
import { nameOf, personClass, roleName } from "./people";

const RANK: Record<Role, number> = { organiser: 0, facilitator: 1, participant: 2, reader: 3 };

/** Items for everybody who writes; `mine` is one's own seat. */
export function peopleLines(writers: readonly Present[], mine: number): HTMLElement[] {
  return persons(writers, mine).map(({ info, me }) => {
    const line = make("li", "person-line");
    line.append(...personLine(info, me ? t("jij") : ""));
    return line;
  });
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

/** One entry per person, whatever the number of their tabs: oneself first, then by role and name. */
export function persons(writers: readonly Present[], mine: number): { info: Present["info"]; me: boolean }[] {
  const me = writers.find(({ seat }) => seat === mine)?.info.person;
  const found = new Map(writers.map(({ info }) => [info.person, { info, me: info.person === me }]));
  return [...found.values()].sort(
    (a, b) =>
      Number(b.me) - Number(a.me) ||
      RANK[a.info.kind] - RANK[b.info.kind] ||
      nameOf(a.info).localeCompare(nameOf(b.info)) ||
      a.info.person - b.info.person,
  );
}
