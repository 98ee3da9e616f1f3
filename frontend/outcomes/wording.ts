// What the interface says about outcomes: the kinds by name, and what was understood of an action.
import { dateLocale } from "../ground/locale";
import { t } from "../ground/t";
import type { Kind } from "./keywords";
import type { Outcome } from "./reading";

/** The name of a kind, for one of it. */
export function kindName(kind: Kind): string {
  const names: Record<Kind, string> = {
    action: t("Actie"),
    decision: t("Besluit"),
    insight: t("Inzicht"),
    question: t("Open vraag"),
    quote: t("Citaat"),
    internal: t("Intern"),
  };
  return names[kind];
}

/** A day as people say it: "za 15 januari 2022". */
export function dayText(day: string): string {
  return new Intl.DateTimeFormat(dateLocale(document.documentElement.lang), {
    ...{ weekday: "short", day: "numeric", month: "long", year: "numeric", timeZone: "UTC" },
  }).format(new Date(`${day}T00:00:00Z`));
}

/** What was understood of an outcome beside its words, "" where that is nothing. */
export function understood({ kind, owners, due, hint }: Outcome): string {
  if (kind === "internal") return t("komt niet in het verslag");
  const parts = [...owners];
  if (due !== null) parts.push(dayText(due));
  if (hint !== "") parts.push(t("geen datum herkend in “{words}”", { words: hint }));
  return parts.join(" · ");
}
