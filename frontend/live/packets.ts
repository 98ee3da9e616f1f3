// Socket.IO's packets as MessagePack: the shape that its client asks of a parser. The build puts it in the place of
// Socket.IO's own, so that only one is loaded (tools/build_frontend.mjs).
import { pack, unpack } from "./msgpack";

export const protocol = 5;

export const PacketType = { CONNECT: 0, DISCONNECT: 1, EVENT: 2, ACK: 3, CONNECT_ERROR: 4 };

interface Packet {
  type: number;
  nsp: string;
  data?: unknown;
  id?: number;
}

type Listener = (packet: Packet) => void;

export class Encoder {
  encode({ type, nsp, data, id }: Packet): ArrayBuffer[] {
    return [pack({ type, nsp, data, id })];
  }
}

function hasItsData({ type, data }: Packet): boolean {
  return Array.isArray(data) || (type !== PacketType.EVENT && type !== PacketType.ACK);
}

/** Has one listener, as the client's manager is the only one who asks. */
export class Decoder {
  private heard: Listener | null = null;

  on(_event: string, heard: Listener): void {
    this.heard = heard;
  }

  off(): void {
    this.heard = null;
  }

  /** Throws on what is no packet; the client then connects anew. */
  add(data: ArrayBuffer | Uint8Array<ArrayBuffer>): void {
    const packet = unpack(data) as Packet | null;
    if (typeof packet?.type !== "number" || typeof packet.nsp !== "string" || !hasItsData(packet))
      throw new Error("no packet of Socket.IO");
    // Python says null where there is nothing.
    if (packet.data === null) packet.data = undefined;
    this.heard?.(packet);
  }

  destroy(): void {
    // nothing is kept between packets
  }
}
