// Says which client ids belong to a page that is still open in this browser, so that another page
// does not take its outbox for a leftover. Web Locks where they exist (https), else a heartbeat.
import { forget, keep, kept } from "../ground/shelf";

const BEAT_MS = 4_000;
const DEAD_AFTER_MS = 15_000;

/** Holds the client id until the page goes or the answer is called. */
export function holdLease(client: number): () => void {
  if (navigator.locks !== undefined) {
    let release: () => void = () => undefined;
    const until = new Promise<void>((resolve) => {
      release = resolve;
    });
    void navigator.locks.request(lockName(client), () => until);
    return release;
  }
  const name = shelfName(client);
  const beat = (): void => void keep(name, Date.now());
  const stop = (): void => {
    clearInterval(handle);
    window.removeEventListener("pagehide", stop);
    forget(name);
  };
  beat();
  const handle = setInterval(beat, BEAT_MS);
  window.addEventListener("pagehide", stop);
  return stop;
}

/** Whether an open page of this browser holds the client id. */
export async function isHeld(client: number): Promise<boolean> {
  if (navigator.locks !== undefined) {
    const locks = await navigator.locks.query();
    return (locks.held ?? []).some((lock) => lock.name === lockName(client));
  }
  const beat = kept<number>(shelfName(client));
  return beat !== undefined && Date.now() - beat < DEAD_AFTER_MS;
}

function lockName(client: number): string {
  return `oogst-client-${client}`;
}

function shelfName(client: number): string {
  return `lease.${client}`;
}
