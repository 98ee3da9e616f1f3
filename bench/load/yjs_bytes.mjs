// Yjs's bytes (update format v1, lib0's numbers), written and read by hand: typists need no document.

const ROOT = "notes";

export class Writer {
  #bytes = [];

  number(value) {
    let rest = value;
    while (rest > 0x7f) {
      this.#bytes.push((rest & 0x7f) | 0x80);
      rest = Math.floor(rest / 128);
    }
    this.#bytes.push(rest);
    return this;
  }

  raw(bytes) {
    for (const byte of bytes) this.#bytes.push(byte);
    return this;
  }

  data(bytes) {
    return this.number(bytes.length).raw(bytes);
  }

  string(text) {
    return this.data(Buffer.from(text));
  }

  done() {
    return Buffer.from(this.#bytes);
  }
}

export class Reader {
  constructor(data) {
    this.data = data;
    this.at = 0;
  }

  number() {
    let value = 0;
    let factor = 1;
    for (;;) {
      const byte = this.data[this.at++];
      if (byte === undefined) throw new Error("Yjs bytes end too soon");
      value += (byte & 0x7f) * factor;
      if (byte < 0x80) return value;
      factor *= 128;
    }
  }

  bytes() {
    const length = this.number();
    this.at += length;
    return this.data.subarray(this.at - length, this.at);
  }

  string() {
    return this.bytes().toString("utf8");
  }
}

/** An update that inserts `text` by `client`: a line of its own at first, then within that line. */
export function insertion(client, clock, text, left, right) {
  const writer = new Writer().number(1).number(1).number(client).number(clock);
  if (left === null) writer.number(4).number(1).string(ROOT);
  else
    writer
      .raw([4 | 0x80 | 0x40])
      .number(client)
      .number(left)
      .number(client)
      .number(right);
  return writer.string(text).number(0).done();
}

/** Calls `inserted(client, clock, length)` for every run of text in an update. */
export function eachInsertion(update, inserted) {
  const reader = new Reader(update);
  for (let clients = reader.number(); clients > 0; clients -= 1) {
    let structs = reader.number();
    const client = reader.number();
    let clock = reader.number();
    for (; structs > 0; structs -= 1) {
      const length = struct(reader);
      inserted(client, clock, length);
      clock += length;
    }
  }
}

function struct(reader) {
  const info = reader.data[reader.at++];
  const kind = info & 0x1f;
  if (kind === 0 || kind === 10) return reader.number();
  if (info & 0x80) id(reader);
  if (info & 0x40) id(reader);
  if ((info & 0xc0) === 0) {
    if (reader.number() === 1) reader.bytes();
    else id(reader);
    if (info & 0x20) reader.bytes();
  }
  return content(kind, reader);
}

/** Passes over what a struct holds; returns its length. Peers take more than text from an attacker. */
function content(kind, reader) {
  let length = 1;
  switch (kind) {
    case 1:
      return reader.number();
    case 4:
      return units(reader.bytes());
    case 2:
      length = reader.number();
      for (let at = 0; at < length; at += 1) reader.bytes();
      return length;
    case 3:
    case 5:
      reader.bytes();
      return 1;
    case 6:
      reader.bytes();
      reader.bytes();
      return 1;
    case 7:
      if ([3, 5].includes(reader.number())) reader.bytes();
      return 1;
    case 8:
      length = reader.number();
      for (let at = 0; at < length; at += 1) any(reader);
      return length;
    case 9:
      reader.bytes();
      any(reader);
      return 1;
    default:
      throw new Error(`a Yjs struct of kind ${kind}`);
  }
}

const FIXED_SIZES = { 127: 0, 126: 0, 124: 4, 123: 8, 122: 8, 121: 0, 120: 0 };

/** Passes over one of lib0's values of any type. */
function any(reader) {
  const type = reader.data[reader.at++];
  if (type in FIXED_SIZES) reader.at += FIXED_SIZES[type];
  else if (type === 125) while (reader.data[reader.at++] >= 0x80);
  else if (type === 119 || type === 116) reader.bytes();
  else if (type === 118 || type === 117) {
    for (let left = reader.number(); left > 0; left -= 1) {
      if (type === 118) reader.bytes();
      any(reader);
    }
  } else throw new Error(`a value of type ${type}`);
}

function id(reader) {
  reader.number();
  reader.number();
}

/** The length of text in UTF-16 units, without decoding what is plain. */
function units(bytes) {
  for (const byte of bytes) if (byte > 0x7f) return bytes.toString("utf8").length;
  return bytes.length;
}
