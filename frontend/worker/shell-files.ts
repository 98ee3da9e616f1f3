// The build's own files, whose names change with their content: what is kept is never old. A build
// that is over keeps its files as long as a kept page needs them.
import { isOurs } from "./rules";

const FILES = "oogst-files-";

export class ShellFiles {
  private readonly name: string;

  constructor(
    private readonly caches: CacheStorage,
    version: string,
  ) {
    this.name = FILES + version;
  }

  /** Fetches what every page needs; rejects when something is missing. */
  async fetchAll(addresses: readonly string[]): Promise<void> {
    await (await this.caches.open(this.name)).addAll(addresses);
  }

  /** Fetches what a page has loaded already: it comes from the browser's own cache. */
  async add(addresses: readonly string[]): Promise<void> {
    const files = await this.caches.open(this.name);
    for (const address of addresses) {
      if ((await files.match(address, { ignoreSearch: true })) === undefined) await files.add(address);
    }
  }

  /** A file, from the device first. */
  async answer(request: Request): Promise<Response> {
    const kept = await this.find(request.url);
    if (kept !== undefined) return kept;
    const response = await fetch(request);
    if (response.ok && isOurs(response)) {
      const copy = response.clone();
      await (await this.caches.open(this.name)).put(request, copy);
    }
    return response;
  }

  /** A file that is kept, of whichever build. */
  async find(address: string): Promise<Response | undefined> {
    for (const name of await this.names()) {
      const kept = await (await this.caches.open(name)).match(address, { ignoreSearch: true });
      if (kept !== undefined) return kept;
    }
    return undefined;
  }

  /** Drops the files of builds that are over and that no kept page needs. */
  async prune(needed: ReadonlySet<string>): Promise<void> {
    for (const name of await this.names()) {
      if (name !== this.name && !needed.has(name.slice(FILES.length))) await this.caches.delete(name);
    }
  }

  private async names(): Promise<string[]> {
    const others = (await this.caches.keys()).filter((name) => name.startsWith(FILES) && name !== this.name);
    return [this.name, ...others];
  }
}
