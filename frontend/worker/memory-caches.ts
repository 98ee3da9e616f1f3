// The browser's caches, as a list in memory: Node has none. For unit tests only.

class MemoryCache {
  private readonly rows = new Map<string, Response>();

  async match(request: RequestInfo | URL, how: CacheQueryOptions = {}): Promise<Response | undefined> {
    const wanted = address(request, how.ignoreSearch);
    const found = [...this.rows].find(([name]) => address(name, how.ignoreSearch) === wanted);
    return found?.[1].clone();
  }

  async put(request: RequestInfo | URL, response: Response): Promise<void> {
    this.rows.set(address(request), response);
  }

  async delete(request: RequestInfo | URL): Promise<boolean> {
    return this.rows.delete(address(request));
  }

  async keys(): Promise<Request[]> {
    return [...this.rows.keys()].map((name) => new Request(name));
  }
}

/** Caches as a service worker finds them on a device where nothing was kept yet. */
export function memoryCaches(): CacheStorage {
  const caches = new Map<string, MemoryCache>();
  return {
    open: async (name: string) => {
      const cache = caches.get(name) ?? new MemoryCache();
      caches.set(name, cache);
      return cache;
    },
    delete: async (name: string) => caches.delete(name),
    keys: async () => [...caches.keys()],
  } as unknown as CacheStorage;
}

function address(request: RequestInfo | URL, ignoreSearch = false): string {
  const url = new URL(request instanceof Request ? request.url : request, "https://oogst.example.org");
  return url.origin + url.pathname + (ignoreSearch ? "" : url.search);
}
