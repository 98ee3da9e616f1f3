// The rendered notes as a list of keyed blocks. A block whose key stays keeps its DOM node, so that
// a screen reader's place, a selection and the scroll position survive a change elsewhere.
import type { Block } from "./protocol";

/** Where blocks are shown; `Node` is an element of the page, or anything in a test. */
export interface BlockHost<Node> {
  make(block: Block): Node;
  /** Puts a node before another one, or at the end. */
  place(node: Node, before: Node | null): void;
  remove(node: Node): void;
}

interface Shown<Node> {
  key: string;
  node: Node;
}

export class BlockList<Node> {
  private shown: Shown<Node>[];

  constructor(
    private readonly host: BlockHost<Node>,
    /** What the server has rendered into the page already. */
    present: readonly Shown<Node>[] = [],
  ) {
    this.shown = [...present];
  }

  get keys(): string[] {
    return this.shown.map(({ key }) => key);
  }

  /** Shows exactly these blocks. */
  replace(blocks: readonly Block[]): void {
    this.splice(0, this.shown.length, blocks);
  }

  /** Replaces `remove` blocks from `at` on. Answers false, and changes nothing, beyond the list. */
  splice(at: number, remove: number, insert: readonly Block[]): boolean {
    if (at < 0 || remove < 0 || at + remove > this.shown.length) return false;
    const leaving = this.shown.slice(at, at + remove);
    const after = this.shown[at + remove]?.node ?? null;
    const coming = insert.map((block) => this.reuse(block, leaving));
    for (const { node } of leaving) this.host.remove(node);
    this.arrange(coming, this.shown.slice(at, at + remove), after);
    this.shown.splice(at, remove, ...coming);
    return true;
  }

  private reuse(block: Block, leaving: Shown<Node>[]): Shown<Node> {
    const index = leaving.findIndex(({ key }) => key === block[0]);
    const found = index < 0 ? undefined : leaving.splice(index, 1)[0];
    return found ?? { key: block[0], node: this.host.make(block) };
  }

  // From the end backwards; a node that stands in its order already is not touched, because moving
  // a node loses the selection in it.
  private arrange(coming: readonly Shown<Node>[], before: readonly Shown<Node>[], after: Node | null): void {
    const order = new Map(before.map(({ node }, index) => [node, index]));
    let limit = before.length;
    let next = after;
    for (const { node } of [...coming].reverse()) {
      const index = order.get(node);
      if (index !== undefined && index < limit) limit = index;
      else this.host.place(node, next);
      next = node;
    }
  }
}
