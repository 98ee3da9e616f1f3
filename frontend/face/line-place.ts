// Where the form for one line stands: it comes and goes with the right to write, without loading the page anew. What
// somebody is writing in it stays before their eyes, with the reason why it cannot be added now.
import { byId } from "../ground/dom";
import { serverParts } from "../ground/html";
import type { TopicPageData } from "../ground/page-data";
import { jitter, pageTimers } from "../ground/timers";
import type { Transport } from "../live/transport";
import { LineForm } from "./line-form";
import { workNeeds } from "./work-needs";

// A whole hall may be allowed to write by one switch.
const FETCH_WITHIN_MS = 1_000;
const PARTS = [".keywords-hint", "#to-line", ".line-details"];

export class LinePlace {
  private form: LineForm | null = null;
  private wanted = false;

  constructor(
    private readonly data: TopicPageData,
    private readonly transport: Transport,
    private readonly announce: (text: string) => void,
  ) {
    if (byId("line-form", HTMLFormElement) !== null) this.enhance();
  }

  /** Whether one may write from now on. */
  may(write: boolean): void {
    this.wanted = write;
    if (this.form !== null) this.follow();
    else if (write) pageTimers.after(jitter(FETCH_WITHIN_MS), () => void this.bring());
  }

  private async bring(): Promise<void> {
    if (!this.wanted || this.form !== null) return;
    const [answer] = await Promise.all([
      fetch(this.data.urls.line, { credentials: "same-origin", cache: "no-store" }).catch(() => null),
      workNeeds(this.data),
    ]);
    // Without a connection, or not allowed any more: the next time that rights come, or with the page.
    if (answer?.ok !== true || answer.headers.get("X-Oogst") === null) return;
    const html = await answer.text();
    if (this.form !== null) return;
    for (const part of serverParts(html)) {
      if (part.matches(".line-details")) byId("notes-section", HTMLElement)?.append(part);
      else byId("toolbar", HTMLElement)?.before(part);
    }
    this.enhance();
    this.follow();
  }

  private enhance(): void {
    const { data, transport } = this;
    this.form = new LineForm(data.notepad, data.lang, transport, this.announce, () => this.follow());
  }

  private follow(): void {
    if (this.form === null) return;
    const shown = this.wanted || this.form.isBusy;
    for (const part of PARTS) document.querySelector(part)?.toggleAttribute("hidden", !shown);
    this.form.may(this.wanted);
  }
}
