// Says calmly how old a page is that was opened without a network, and that what is typed stays on
// this device. It goes by itself when the server answers.
import { byId, make } from "../ground/dom";
import { dateLocale } from "../ground/locale";
import { t } from "../ground/t";
import type { Timers } from "../ground/timers";

const PATIENCE_MS = 2_500;

export interface OldPageFacts {
  lang: string;
  timezone: string;
  /** When the page was made, in milliseconds since 1970. */
  made: number;
}

export class OldPage {
  private notice: HTMLElement | null = null;
  private notesKnownAt: number | null = null;
  private answered = false;

  constructor(
    private readonly facts: OldPageFacts,
    timers: Timers,
  ) {
    timers.after(navigator.onLine ? PATIENCE_MS : 0, () => this.show());
  }

  /** The notes were opened as this device knows them since `at`. */
  notesOpened(at: number): void {
    this.notesKnownAt = at;
    this.show();
  }

  /** The server answered: everything is as it is there. */
  joined(): void {
    this.answered = true;
    this.notice?.remove();
  }

  private show(): void {
    if (this.answered) return;
    if (this.notice === null) {
      this.notice = make("div", "notice");
      this.notice.id = "old-page";
      this.notice.setAttribute("role", "status");
      byId("main", HTMLElement)?.prepend(this.notice);
      // How many are here is of then, too, and nobody's concern now.
      byId("here", HTMLElement)?.setAttribute("hidden", "");
    }
    this.notice.replaceChildren(make("p", "", this.sentence()));
  }

  private sentence(): string {
    const page = this.when(this.facts.made);
    if (this.notesKnownAt === null) {
      return t(
        "Er is nu geen verbinding. Je ziet deze pagina zoals hij was op {when}. Hij wordt bijgewerkt zodra er internet is.",
        { when: page },
      );
    }
    return t(
      "Er is nu geen verbinding. Je ziet de notities van {when}. Typ gerust door: wat je typt, wordt bewaard op dit apparaat en komt er later bij.",
      { when: this.when(this.notesKnownAt) },
    );
  }

  private when(at: number): string {
    const { lang, timezone } = this.facts;
    const words = new Intl.DateTimeFormat(dateLocale(lang), {
      ...{ timeZone: timezone, weekday: "long", day: "numeric", month: "long" },
      ...{ hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
    }).format(at);
    return lang.startsWith("nl") ? words.replace(":", ".") : words;
  }
}
