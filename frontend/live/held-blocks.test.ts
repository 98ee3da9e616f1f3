import { expect, test } from "vitest";
import { BlockList } from "./blocks";
import { HeldBlocks } from "./held-blocks";
import type { Block } from "./protocol";

function held(...keys: string[]): { blocks: HeldBlocks<string>; shown(): string; made: string[] } {
  const made: string[] = [];
  const nodes: string[] = [...keys];
  const list = new BlockList<string>(
    {
      make: ([key, html]) => {
        made.push(html);
        return key;
      },
      place: (node, before) => {
        if (nodes.includes(node)) nodes.splice(nodes.indexOf(node), 1);
        nodes.splice(before === null ? nodes.length : nodes.indexOf(before), 0, node);
      },
      remove: (node) => nodes.splice(nodes.indexOf(node), 1),
    },
    keys.map((key) => ({ key, node: key })),
  );
  return { blocks: new HeldBlocks(list), shown: () => nodes.join(""), made };
}

const block = (key: string): Block => [key, `<p>${key}</p>`];

test("what comes while it is held is shown when it is let go, and only what is new is made", () => {
  const { blocks, shown, made } = held("a", "b", "c");
  blocks.hold();
  expect(blocks.splice(1, 1, [block("x"), block("y")])).toBe(true);
  expect(blocks.splice(3, 1, [])).toBe(true);
  expect(blocks.splice(4, 1, [])).toBe(false);
  expect([shown(), blocks.waiting]).toEqual(["abc", 2]);
  blocks.release();
  expect([shown(), blocks.waiting, made]).toEqual(["axy", 0, ["<p>x</p>", "<p>y</p>"]]);
  blocks.splice(0, 1, []);
  expect(shown()).toBe("xy");
});

test("a change and its undoing are nothing that waits; all blocks anew are followed, too", () => {
  const { blocks, shown } = held("a", "b");
  blocks.hold();
  blocks.splice(0, 1, [block("x")]);
  blocks.splice(0, 1, [block("a")]);
  expect(blocks.waiting).toBe(0);
  blocks.replace([block("b"), block("c")]);
  expect(blocks.waiting).toBe(1);
  blocks.hold();
  blocks.release();
  expect(shown()).toBe("bc");
});

test("blocks that go are counted as well", () => {
  const { blocks } = held("a", "b", "c");
  blocks.hold();
  blocks.splice(0, 2, []);
  expect(blocks.waiting).toBe(2);
});
