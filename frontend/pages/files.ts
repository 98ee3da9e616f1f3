// Files that take a while to be made: the page says that one is being made, goes on working, and hands it over when it
// is there. Without this script, and for who opens a link in another tab, a link is a plain download.
import { make } from "../ground/dom";
import { t } from "../ground/t";
import { pageTimers } from "../ground/timers";

const LONG_MS = 8_000;
const KEEP_MS = 60_000; // a browser may take its time to save

class FileLink {
  private readonly said = make("span", "quiet");
  private busy = false;

  constructor(private readonly link: HTMLAnchorElement) {
    this.said.setAttribute("role", "status");
    link.after(" ", this.said);
    link.addEventListener("click", (event) => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
      event.preventDefault();
      if (!this.busy) void this.fetch();
    });
  }

  private async fetch(): Promise<void> {
    this.busy = true;
    this.said.textContent = t("Wordt gemaakt…");
    const cancel = pageTimers.after(LONG_MS, () => {
      this.said.textContent = t("Wordt nog gemaakt. Je kunt gewoon doorwerken.");
    });
    const file = await this.asked().catch(() => null);
    cancel();
    this.busy = false;
    this.said.textContent = file === null ? t("Dit lukte niet. Probeer het opnieuw.") : t("Klaar.");
    if (file !== null) save(file);
  }

  private async asked(): Promise<{ name: string; content: Blob } | null> {
    const answer = await fetch(this.link.href, { credentials: "same-origin" });
    // Only our own answer counts: a network that wants a log-in first answers as well.
    const told = answer.headers.get("Content-Disposition");
    if (!answer.ok || answer.headers.get("X-Oogst") !== "1" || told === null) return null;
    return { name: nameIn(told), content: await answer.blob() };
  }
}

function nameIn(told: string): string {
  const whole = /filename\*=UTF-8''([^;]+)/.exec(told)?.[1];
  return whole === undefined ? "" : decodeURIComponent(whole);
}

function save({ name, content }: { name: string; content: Blob }): void {
  const link = make("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  pageTimers.after(KEEP_MS, () => URL.revokeObjectURL(link.href));
}

for (const link of document.querySelectorAll<HTMLAnchorElement>("a[download]")) new FileLink(link);
