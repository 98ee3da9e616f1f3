// How the history speaks of people and times.
import { dateLocale } from "../ground/locale";
import { t } from "../ground/t";
import type { Piece } from "./compared";
import { type Past, TEMPLATE } from "./past";

export interface Moment {
  row: number;
  kind: "start" | "end" | "picked" | "restored";
  name: string;
  /** Of a text that was put back: the row that it came from. */
  of: number | null;
}

export class Words {
  private readonly or: Intl.ListFormat | null;
  private readonly clock: Intl.DateTimeFormat;
  private readonly day: Intl.DateTimeFormat;

  constructor(
    private readonly past: Past,
    language: string,
    timeZone: string,
  ) {
    // Chromium has it since 72, Safari since 14.1.
    this.or = "ListFormat" in Intl ? new Intl.ListFormat(language, { type: "disjunction" }) : null;
    const time = { hour: "2-digit", minute: "2-digit", second: "2-digit", hourCycle: "h23" } as const;
    this.clock = new Intl.DateTimeFormat(language, { timeZone, ...time });
    this.day = new Intl.DateTimeFormat(dateLocale(language), {
      timeZone,
      weekday: "short",
      day: "numeric",
      month: "short",
    });
  }

  person(number: number): string {
    if (number === TEMPLATE) return t("het sjabloon");
    return this.past.people[number] || t("iemand zonder naam");
  }

  /** "Fatima", or "Fatima of Ahmed" where a change was stored together with others'. */
  people(numbers: readonly number[]): string {
    const names = [...new Set(numbers.map((number) => this.person(number)))];
    if (names.length === 0) return t("onbekend");
    return this.or?.format(names) ?? names.join(" / ");
  }

  said(piece: Piece): string {
    const who = this.people(piece.people);
    return piece.kind === "added" ? t("Toegevoegd door {who}", { who }) : t("Weggehaald door {who}", { who });
  }

  time(row: number): string {
    return this.clock.format(this.past.at(row));
  }

  dayAndTime(row: number): string {
    const at = this.past.at(row);
    return `${this.day.format(at)} ${this.clock.format(at)}`;
  }

  moment(moment: Moment): string {
    if (moment.kind !== "restored") return moment.name;
    const when = moment.of === null || moment.of === 0 ? t("het begin") : this.time(moment.of);
    return t("Teruggezet naar {when}", { when });
  }
}
