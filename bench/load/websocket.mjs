// A WebSocket client that does no more than a load generator needs: whole messages in, masked messages out.
// All sockets read into one buffer, so a message is valid only until its handler returns.
import { randomBytes } from "node:crypto";
import { connect } from "node:net";

const TEXT = 1;
const BINARY = 2;
const CLOSE = 8;
const PING = 9;
const PONG = 10;
const MASK = Uint8Array.of(0x5a, 0xc3, 0x39, 0xa6);
const shared = Buffer.allocUnsafeSlow(1 << 20);

export class WebSocketClient {
  frames = 0;
  bytes = 0;
  open = false;
  #rest = null;
  #parts = [];

  /** `handler.opened()`, `handler.message(bytes, isText)` and `handler.closed(why)` are told what happens. */
  constructor(url, headers, handler) {
    this.handler = handler;
    const { hostname, port, pathname, search } = new URL(url);
    this.socket = connect({
      host: hostname,
      port: Number(port),
      noDelay: true,
      onread: { buffer: shared, callback: (length, buffer) => this.#read(buffer.subarray(0, length)) },
    });
    this.socket.on("error", (error) => this.#closed(error.message));
    this.socket.on("close", () => this.#closed("closed"));
    const lines = Object.entries({
      Host: `${hostname}:${port}`,
      Upgrade: "websocket",
      Connection: "Upgrade",
      "Sec-WebSocket-Key": randomBytes(16).toString("base64"),
      "Sec-WebSocket-Version": "13",
      ...headers,
    }).map(([name, value]) => `${name}: ${value}\r\n`);
    this.socket.write(`GET ${pathname}${search} HTTP/1.1\r\n${lines.join("")}\r\n`);
  }

  sendText(text) {
    this.#send(TEXT, Buffer.from(text));
  }

  send(bytes) {
    this.#send(BINARY, bytes);
  }

  /** Stop reading, or go on: a receiver that is asleep. */
  pause(on) {
    if (on) this.socket.pause();
    else this.socket.resume();
  }

  destroy() {
    this.handler = { opened() {}, message() {}, closed() {} };
    this.socket.destroy();
  }

  #send(opcode, payload) {
    const length = payload.length;
    const header = length < 126 ? 2 : length < 65536 ? 4 : 10;
    const frame = Buffer.allocUnsafe(header + 4 + length);
    frame[0] = 0x80 | opcode;
    if (header === 2) frame[1] = 0x80 | length;
    else if (header === 4) {
      frame[1] = 0x80 | 126;
      frame.writeUInt16BE(length, 2);
    } else {
      frame[1] = 0x80 | 127;
      frame.writeBigUInt64BE(BigInt(length), 2);
    }
    frame.set(MASK, header);
    for (let at = 0; at < length; at += 1) frame[header + 4 + at] = payload[at] ^ MASK[at & 3];
    this.socket.write(frame);
  }

  #closed(why) {
    const handler = this.handler;
    this.destroy();
    this.open = false;
    handler.closed(why);
  }

  #read(chunk) {
    let data = this.#rest === null ? chunk : Buffer.concat([this.#rest, chunk]);
    this.#rest = null;
    if (!this.open) {
      const end = data.indexOf("\r\n\r\n");
      if (end < 0) {
        this.#rest = Buffer.from(data);
        return true;
      }
      const status = data.toString("latin1", 9, 12);
      if (status !== "101") {
        this.#closed(`answered ${status}`);
        return true;
      }
      this.open = true;
      data = data.subarray(end + 4);
      this.handler.opened();
    }
    const used = this.#frames(data);
    if (used < data.length) this.#rest = Buffer.from(data.subarray(used));
    return true;
  }

  /** Hands over every whole frame; returns how many bytes those were. */
  #frames(data) {
    let at = 0;
    while (data.length - at >= 2) {
      let length = data[at + 1] & 0x7f;
      let start = at + 2;
      if (length === 126) {
        if (data.length < start + 2) break;
        length = data.readUInt16BE(start);
        start += 2;
      } else if (length === 127) {
        if (data.length < start + 8) break;
        length = Number(data.readBigUInt64BE(start));
        start += 8;
      }
      if (data.length < start + length) break;
      this.#frame(data[at], data.subarray(start, start + length));
      at = start + length;
    }
    return at;
  }

  #frame(first, payload) {
    const opcode = first & 0x0f;
    if (opcode === PING) this.#send(PONG, payload);
    else if (opcode === CLOSE) this.#closed(`closed by the server: ${payload.toString("utf8", 2)}`);
    else if (opcode !== PONG) this.#part(opcode, (first & 0x80) !== 0, payload);
  }

  #part(opcode, last, payload) {
    this.bytes += payload.length;
    if (!last || this.#parts.length > 0) {
      this.#parts.push(Buffer.from(payload));
      if (!last) return;
    }
    this.frames += 1;
    const whole = this.#parts.length > 0 ? Buffer.concat(this.#parts) : payload;
    this.#parts = [];
    this.handler.message(whole, opcode === TEXT);
  }
}
