// Random names for things that this browser makes. Plain http has no crypto.randomUUID, so both
// come from getRandomValues, which every origin has.

/** A version 4 UUID. */
export function uuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** A Yjs client id: 32 bits, never 0 (the server reads 0 as "nobody"). */
export function clientId(): number {
  for (;;) {
    const id = crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
    if (id !== 0) return id;
  }
}
