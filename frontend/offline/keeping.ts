// Keeps the page for later, once it is live: what does it is fetched then, and not waited for before.
import { jitter, pageTimers } from "../ground/timers";
import type { KeptPage } from "./kept-page";

const CALM_MS = { writer: 500, reader: 2_000 };

export class Keeping {
  private page: Promise<KeptPage> | null = null;

  /** The page is live: it is kept a moment of chance later, so that a hall does not ask at once. */
  live(writes: boolean): void {
    pageTimers.after(jitter(writes ? CALM_MS.writer : CALM_MS.reader), () => this.act((page) => page.keep()));
  }

  /** The page that is kept shows what is over: it goes, and the page is kept anew. */
  renew(): void {
    this.act((page) => page.renew());
  }

  private act(act: (page: KeptPage) => void): void {
    this.page ??= import("./kept-page").then(({ KeptPage }) => new KeptPage());
    this.page.then(act, () => {
      this.page = null; // no connection any more: at the next join
    });
  }
}
