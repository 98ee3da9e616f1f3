// The pages of one session, kept to be opened without a network. They are shown to that session
// only: a page of another one empties everything, and so does every step after which this browser
// may be somebody else. What was asked before that step is not kept when its answer comes after it.
import { isGone, isOurs, mayKeep } from "./rules";

const PAGES = "oogst-pages";
/** No page of ours has this address. */
const KNOWN = "/oogst-known";
const SESSION = "X-Oogst-Session";
const KEPT_BY = "X-Oogst-Kept-By";
const MOST_PAGES = 30;

/** What the last page from the server said. */
interface Known {
  session: string;
  language: string;
}

export class KeptPages {
  /** Grows whenever everything is forgotten. */
  private generation = 0;
  /** One thing after the other: an answer is judged by what the one before it left. */
  private work: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly caches: CacheStorage,
    private readonly version: string,
  ) {}

  /** Begins a question to the server; the word is to be given back with the answer. */
  asking(): number {
    return this.generation;
  }

  /** Hears an answer to a question for a page: keeps it, or takes away what it shows to be over. */
  heard(path: string, response: Response, asked: number): Promise<void> {
    return this.next(async () => {
      const session = response.headers.get(SESSION);
      if (!isOurs(response) || session === null || asked !== this.generation) return;
      const known = await this.known();
      if (known !== null && known.session !== session) await this.empty();
      const language = response.headers.get("Content-Language") ?? "";
      const pages = await this.caches.open(PAGES);
      await pages.put(KNOWN, new Response(JSON.stringify({ session, language } satisfies Known)));
      if (isGone(response)) await pages.delete(path);
      if (mayKeep(response)) await this.keep(pages, path, response);
    });
  }

  /** The page that is kept for an address, of the session that was here last. */
  async find(path: string): Promise<Response | undefined> {
    await this.work;
    const page = await (await this.caches.open(PAGES)).match(path);
    const known = await this.known();
    return page !== undefined && page.headers.get(SESSION) === known?.session ? page : undefined;
  }

  /** The language of the last page, or "". */
  async language(): Promise<string> {
    return (await this.known())?.language ?? "";
  }

  /** The builds whose files a kept page needs. */
  async builds(): Promise<Set<string>> {
    const pages = await this.caches.open(PAGES);
    const kept = await Promise.all((await pages.keys()).map((request) => pages.match(request)));
    return new Set(kept.flatMap((page) => page?.headers.get(KEPT_BY) ?? []));
  }

  /** Throws everything away; what was asked before is not kept any more. */
  forget(): Promise<void> {
    this.generation += 1;
    return this.next(async () => void (await this.caches.delete(PAGES)));
  }

  private async empty(): Promise<void> {
    this.generation += 1;
    await this.caches.delete(PAGES);
  }

  private async keep(pages: Cache, path: string, response: Response): Promise<void> {
    const headers = new Headers(response.headers);
    headers.set(KEPT_BY, this.version);
    await pages.delete(path); // so that the newest comes last
    await pages.put(path, new Response(await response.blob(), { status: 200, headers }));
    const kept = (await pages.keys()).filter((request) => !request.url.endsWith(KNOWN));
    for (const old of kept.slice(0, Math.max(0, kept.length - MOST_PAGES))) await pages.delete(old);
  }

  private async known(): Promise<Known | null> {
    const said = await (await this.caches.open(PAGES)).match(KNOWN);
    return said === undefined ? null : ((await said.json()) as Known);
  }

  private next(step: () => Promise<void>): Promise<void> {
    const done = this.work.then(step);
    this.work = done.catch(() => undefined);
    return done;
  }
}
