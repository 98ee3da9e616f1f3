// A list of blocks that can be held still: what comes meanwhile is followed, not shown, and shown
// at once when it is let go. Nothing is lost and nobody has to join again for it.
import type { BlockList } from "./blocks";
import type { Block } from "./protocol";

export class HeldBlocks<Node> {
  /** How the list would be, while it is held. */
  private ahead: Block[] | null = null;

  constructor(private readonly shown: BlockList<Node>) {}

  /** How many blocks would be others. */
  get waiting(): number {
    if (this.ahead === null) return 0;
    const keys = new Set(this.shown.keys);
    const coming = this.ahead.filter(([key]) => !keys.delete(key)).length;
    return Math.max(coming, keys.size);
  }

  hold(): void {
    // A block that stays is found by its key; its words are not needed.
    this.ahead ??= this.shown.keys.map((key) => [key, ""]);
  }

  release(): void {
    const { ahead } = this;
    this.ahead = null;
    if (ahead !== null) this.shown.replace(ahead);
  }

  replace(blocks: readonly Block[]): void {
    if (this.ahead === null) this.shown.replace(blocks);
    else this.ahead = [...blocks];
  }

  splice(at: number, remove: number, insert: readonly Block[]): boolean {
    if (this.ahead === null) return this.shown.splice(at, remove, insert);
    if (at < 0 || remove < 0 || at + remove > this.ahead.length) return false;
    this.ahead.splice(at, remove, ...insert);
    return true;
  }
}
