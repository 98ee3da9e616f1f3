// MessagePack, as far as Socket.IO's packets use it.

/** Writes null, booleans, whole numbers, strings, bytes, arrays and plain objects. */
export function pack(value) {
  const out = [];
  write(out, value);
  return Buffer.concat(out);
}

function write(out, value) {
  if (value === null || value === undefined) out.push(Buffer.of(0xc0));
  else if (typeof value === "boolean") out.push(Buffer.of(value ? 0xc3 : 0xc2));
  else if (typeof value === "number") out.push(number(value));
  else if (typeof value === "string") {
    const bytes = Buffer.from(value);
    out.push(bytes.length < 32 ? Buffer.of(0xa0 | bytes.length) : head(0xda, bytes.length), bytes);
  } else if (value instanceof Uint8Array) out.push(head(0xc5, value.length), value);
  else if (Array.isArray(value)) {
    out.push(head(0xdc, value.length));
    for (const one of value) write(out, one);
  } else {
    const fields = Object.entries(value);
    out.push(head(0xde, fields.length));
    for (const [name, one] of fields) {
      write(out, name);
      write(out, one);
    }
  }
}

const head = (kind, length) => Buffer.of(kind, length >> 8, length & 0xff);

function number(value) {
  if (value >= 0 && value < 128) return Buffer.of(value);
  if (value < 0 && value >= -32) return Buffer.of(value & 0xff);
  const out = Buffer.alloc(9);
  out[0] = 0xd3;
  out.writeBigInt64BE(BigInt(value), 1);
  return out;
}

/** Reads one value; bytes stay a view of `data`. */
export function unpack(data) {
  return new Reader(data).value();
}

class Reader {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }

  value() {
    const kind = this.data[this.at++];
    if (kind < 0x80) return kind;
    if (kind < 0x90) return this.map(kind & 0x0f);
    if (kind < 0xa0) return this.array(kind & 0x0f);
    if (kind < 0xc0) return this.string(kind & 0x1f);
    if (kind >= 0xe0) return kind - 0x100;
    return this.other(kind);
  }

  other(kind) {
    switch (kind) {
      case 0xc0:
        return null;
      case 0xc2:
        return false;
      case 0xc3:
        return true;
      case 0xc4:
      case 0xc5:
      case 0xc6:
        return this.bytes(this.whole(1 << (kind - 0xc4)));
      case 0xca:
        this.at += 4;
        return this.data.readFloatBE(this.at - 4);
      case 0xcb:
        this.at += 8;
        return this.data.readDoubleBE(this.at - 8);
      case 0xcc:
      case 0xcd:
      case 0xce:
        return this.whole(1 << (kind - 0xcc));
      case 0xcf:
        this.at += 8;
        return Number(this.data.readBigUInt64BE(this.at - 8));
      case 0xd0:
      case 0xd1:
      case 0xd2:
        return this.signed(1 << (kind - 0xd0));
      case 0xd3:
        this.at += 8;
        return Number(this.data.readBigInt64BE(this.at - 8));
      case 0xd9:
      case 0xda:
      case 0xdb:
        return this.string(this.whole(1 << (kind - 0xd9)));
      case 0xdc:
      case 0xdd:
        return this.array(this.whole(2 << (kind - 0xdc)));
      case 0xde:
      case 0xdf:
        return this.map(this.whole(2 << (kind - 0xde)));
      default:
        throw new Error(`MessagePack of kind ${kind}`);
    }
  }

  whole(size) {
    this.at += size;
    return this.data.readUIntBE(this.at - size, size);
  }

  signed(size) {
    this.at += size;
    return this.data.readIntBE(this.at - size, size);
  }

  bytes(length) {
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  string(length) {
    this.at += length;
    return this.data.toString("utf8", this.at - length, this.at);
  }

  array(length) {
    const found = new Array(length);
    for (let at = 0; at < length; at += 1) found[at] = this.value();
    return found;
  }

  map(length) {
    const found = {};
    for (let at = 0; at < length; at += 1) {
      const name = this.value();
      found[name] = this.value();
    }
    return found;
  }
}
