import { expect, test } from "vitest";
import { type BlockHost, BlockList } from "./blocks";
import type { Block } from "./protocol";

/** A page as a list of named nodes that counts what is done to it. */
class List implements BlockHost<{ html: string }> {
  nodes: { html: string }[] = [];
  touched = 0;

  make([, html]: Block): { html: string } {
    return { html };
  }

  place(node: { html: string }, before: { html: string } | null): void {
    this.touched += 1;
    this.nodes = this.nodes.filter((one) => one !== node);
    const at = before === null ? this.nodes.length : this.nodes.indexOf(before);
    this.nodes.splice(at, 0, node);
  }

  remove(node: { html: string }): void {
    this.nodes = this.nodes.filter((one) => one !== node);
  }

  get text(): string {
    return this.nodes.map(({ html }) => html).join("");
  }
}

const blocks = (letters: string): Block[] => [...letters].map((letter) => [letter.toLowerCase(), letter]);

function shown(letters: string): { list: List; shown: BlockList<{ html: string }> } {
  const list = new List();
  const shown = new BlockList(list);
  shown.replace(blocks(letters));
  list.touched = 0;
  return { list, shown };
}

test("a splice changes only its part", () => {
  const { list, shown: view } = shown("ABCD");
  const kept = [list.nodes[0], list.nodes[3]];
  expect(view.splice(1, 2, blocks("XYZ"))).toBe(true);
  expect(list.text).toBe("AXYZD");
  expect([list.nodes[0], list.nodes[4]]).toEqual(kept);
  expect(list.touched).toBe(3);
});

test("a block whose key stays keeps its node, and is not moved when it need not be", () => {
  const { list, shown: view } = shown("ABC");
  const [a, b, c] = list.nodes;
  view.replace(blocks("AXBC"));
  expect(list.text).toBe("AXBC");
  expect([list.nodes[0], list.nodes[2], list.nodes[3]]).toEqual([a, b, c]);
  expect(list.touched).toBe(1);
});

test("moved blocks end in their order", () => {
  for (const order of ["CBA", "BCA", "CAB", "BAC", "ACB"]) {
    const { list, shown: view } = shown("ABC");
    view.replace(blocks(order));
    expect(list.text).toBe(order);
  }
});

test("two blocks with the same key are two blocks", () => {
  const { list, shown: view } = shown("AA");
  view.replace(blocks("ABA"));
  expect(list.text).toBe("ABA");
});

test("a splice beyond the list is refused and changes nothing", () => {
  const { list, shown: view } = shown("AB");
  expect(view.splice(1, 2, blocks("X"))).toBe(false);
  expect(list.text).toBe("AB");
});

test("what the server rendered into the page is taken over", () => {
  const list = new List();
  list.nodes = [{ html: "A" }, { html: "B" }];
  const view = new BlockList(
    list,
    list.nodes.map((node) => ({ key: node.html.toLowerCase(), node })),
  );
  view.splice(2, 0, blocks("C"));
  expect(list.text).toBe("ABC");
  expect(list.touched).toBe(1);
});
