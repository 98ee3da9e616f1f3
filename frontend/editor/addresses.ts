// Where a link in the notes leads: to the web or to a mailbox, as it was meant. The same as notes/domain/addresses.py.

const SCHEME = /^[a-z][a-z0-9+.-]*:/i;
const MAILBOX = /^[^\s/?#:@]+@[^\s/?#:@]+\.[^\s/?#:@]+$/;
const HOST = /^(?:\/\/)?([^\s/?#:@.]+(?:\.[^\s/?#:@.]+)*\.[^\s/?#:@.]{2,}(?::\d{1,5})?(?:[/?#].*)?)$/;

/** The address with what was left out before it; null when it leads nowhere but into this site. */
export function outward(address: string): string | null {
  const host = HOST.exec(address)?.[1];
  if (host !== undefined) return `https://${host}`;
  if (MAILBOX.test(address)) return `mailto:${address}`;
  return SCHEME.test(address) ? address : null;
}
