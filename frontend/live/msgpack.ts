// MessagePack, as far as Socket.IO's packets use it: what `pack` writes, every reader of the format reads; `unpack`
// reads what Python writes, and throws on anything else. Small, because every phone loads it.

const SHORT = { map: 0x80, array: 0x90, string: 0xa0 };
const LONG = { bytes: 0xc6, string: 0xdb, array: 0xdd, map: 0xdf };
const NIL = 0xc0;
const FLOAT = 0xcb;
const WHOLE = 0xd3;
const TWO_32 = 2 ** 32;

const encoder = new TextEncoder();
const decoder = new TextDecoder();

/** The bytes of a value: null, booleans, numbers, strings, bytes, arrays and plain objects; undefined fields are left out. */
export function pack(value: unknown): ArrayBuffer {
  const parts: Uint8Array[] = [];
  write(parts, value);
  const whole = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole.buffer;
}

function write(out: Uint8Array[], value: unknown): void {
  if (value === null || value === undefined) out.push(Uint8Array.of(NIL));
  else if (typeof value === "boolean") out.push(Uint8Array.of(value ? 0xc3 : 0xc2));
  else if (typeof value === "number") out.push(numberBytes(value));
  else if (typeof value === "string") {
    const bytes = encoder.encode(value);
    out.push(bytes.length < 32 ? Uint8Array.of(SHORT.string | bytes.length) : head(LONG.string, bytes.length), bytes);
  } else if (value instanceof Uint8Array) out.push(head(LONG.bytes, value.length), value);
  else if (Array.isArray(value)) {
    out.push(value.length < 16 ? Uint8Array.of(SHORT.array | value.length) : head(LONG.array, value.length));
    for (const one of value) write(out, one);
  } else {
    const fields = Object.entries(value).filter(([, one]) => one !== undefined);
    out.push(fields.length < 16 ? Uint8Array.of(SHORT.map | fields.length) : head(LONG.map, fields.length));
    for (const [name, one] of fields) {
      write(out, name);
      write(out, one);
    }
  }
}

function numberBytes(value: number): Uint8Array {
  if (Number.isInteger(value) && value >= -32 && value < 128) return Uint8Array.of(value & 0xff);
  const bytes = new Uint8Array(9);
  const view = new DataView(bytes.buffer);
  if (Number.isSafeInteger(value)) {
    bytes[0] = WHOLE;
    view.setInt32(1, Math.floor(value / TWO_32));
    view.setUint32(5, value >>> 0);
  } else {
    bytes[0] = FLOAT;
    view.setFloat64(1, value);
  }
  return bytes;
}

function head(kind: number, length: number): Uint8Array {
  const bytes = new Uint8Array(5);
  bytes[0] = kind;
  new DataView(bytes.buffer).setUint32(1, length);
  return bytes;
}

/** Reads one value; bytes are a copy, because a view would keep all of `data`. Node's sockets give a view themselves. */
export function unpack(data: ArrayBuffer | Uint8Array<ArrayBuffer>): unknown {
  const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const taken = (length: number): Uint8Array => {
    at += length;
    if (at > bytes.length) throw new RangeError("MessagePack that ends too soon");
    return bytes.subarray(at - length, at);
  };
  const whole = (size: number): number => {
    at += size;
    if (size === 1) return view.getUint8(at - 1);
    if (size === 2) return view.getUint16(at - 2);
    if (size === 4) return view.getUint32(at - 4);
    return view.getUint32(at - 8) * TWO_32 + view.getUint32(at - 4);
  };
  const signed = (size: number): number => {
    at += size;
    if (size === 1) return view.getInt8(at - 1);
    if (size === 2) return view.getInt16(at - 2);
    if (size === 4) return view.getInt32(at - 4);
    return view.getInt32(at - 8) * TWO_32 + view.getUint32(at - 4);
  };
  const text = (length: number): string => decoder.decode(taken(length));
  const list = (length: number): unknown[] => Array.from({ length }, value);
  const map = (length: number): object =>
    Object.fromEntries(Array.from({ length }, () => [value() as string, value()]));
  function value(): unknown {
    const kind = whole(1);
    if (kind < 0x80) return kind;
    if (kind < 0x90) return map(kind & 0x0f);
    if (kind < 0xa0) return list(kind & 0x0f);
    if (kind < 0xc0) return text(kind & 0x1f);
    if (kind >= 0xe0) return kind - 0x100;
    if (kind === NIL) return null;
    if (kind === 0xc2 || kind === 0xc3) return kind === 0xc3;
    if (kind >= 0xc4 && kind <= 0xc6) return new Uint8Array(taken(whole(1 << (kind - 0xc4))));
    if (kind === FLOAT) {
      at += 8;
      return view.getFloat64(at - 8);
    }
    if (kind >= 0xcc && kind <= 0xcf) return whole(1 << (kind - 0xcc));
    if (kind >= 0xd0 && kind <= 0xd3) return signed(1 << (kind - 0xd0));
    if (kind >= 0xd9 && kind <= 0xdb) return text(whole(1 << (kind - 0xd9)));
    if (kind === 0xdc || kind === 0xdd) return list(whole(2 << (kind - 0xdc)));
    if (kind >= 0xde) return map(whole(2 << (kind - 0xde)));
    throw new Error(`MessagePack of kind ${kind}`);
  }
  return value();
}
