import { expect, test } from "vitest";
import type { Idea } from "../live/protocol";
import { IdeaStore } from "./idea-store";

function idea(id: number, facts: Partial<Idea> = {}): Idea {
  return { id, number: id, rev: 1, state: "visible", text: `idee ${id}`, support: 0, taken_over: null, ...facts };
}

const ids = (store: IdeaStore): number[] => store.visible.value.map(({ id }) => id);

test("newest first, and an older revision changes nothing", () => {
  const store = new IdeaStore([idea(1), idea(2, { rev: 3, support: 5 })], [], []);
  store.take([idea(2, { rev: 2, support: 1 }), idea(3)]);
  expect(ids(store)).toEqual([3, 2, 1]);
  expect(store.get(2)?.support).toBe(5);
});

test("what is withdrawn or hidden goes, with only its id known", () => {
  const store = new IdeaStore([idea(1), idea(2)], [], []);
  store.take([
    { id: 1, state: "withdrawn", rev: 2 },
    { id: 9, state: "hidden", rev: 1 },
  ]);
  expect(ids(store)).toEqual([2]);
  expect(store.aside.value).toEqual([]);
});

test("new ideas wait while somebody reads, own ones do not", () => {
  const store = new IdeaStore([idea(1)], [], []);
  store.take([idea(2)], () => true);
  expect(ids(store)).toEqual([1]);
  expect([store.count.value, store.fresh.value]).toEqual([2, 1]);
  store.takeOwn(idea(3));
  expect(ids(store)).toEqual([3, 1]);
  store.release();
  expect(ids(store)).toEqual([3, 2, 1]);
});

test("sorted by support, and without those that are taken over", () => {
  const store = new IdeaStore(
    [idea(1, { support: 2 }), idea(2, { taken_over: { notepad: 1, by: "Ahmed", number: 1 } }), idea(3, { support: 2 })],
    [],
    [],
  );
  store.sorting.value = "support";
  expect(ids(store)).toEqual([3, 1, 2]);
  store.sorting.value = "open";
  expect(ids(store)).toEqual([3, 1]);
});

const nobody = (): boolean => false;

test("held still, the lists change by own acts only, and show everything afterwards", () => {
  const store = new IdeaStore([idea(1), idea(2)], [], []);
  store.hold(true);
  expect(store.hear([idea(3), idea(1, { rev: 2, support: 4 })], nobody, nobody).map(({ id }) => id)).toEqual([3]);
  expect(store.hear([idea(3, { rev: 2 })], nobody, nobody)).toEqual([]);
  expect([ids(store), store.count.value, store.waiting.value, store.get(1)?.support]).toEqual([[2, 1], 2, 2, 0]);
  store.takeOwn(idea(4));
  store.take([idea(1, { rev: 3, support: 5 })]);
  expect([ids(store), store.waiting.value, store.get(1)?.support]).toEqual([[4, 2, 1], 1, 5]);
  store.hold(false);
  expect([ids(store), store.waiting.value]).toEqual([[4, 3, 2, 1], 0]);
  expect(store.hear([idea(5)], nobody, nobody).length).toBe(1);
  expect(ids(store)).toEqual([5, 4, 3, 2, 1]);
});

test("what is hidden goes at once, held still or not", () => {
  const store = new IdeaStore([idea(1), idea(2)], [], []);
  store.hold(true);
  store.hear([{ id: 1, state: "hidden", rev: 2 }], nobody, nobody);
  expect([ids(store), store.waiting.value]).toEqual([[2], 0]);
});

test("merged ideas are listed with the one whose words stay, while that one can be seen", () => {
  const store = new IdeaStore([idea(1), idea(2, { into: 1 }), idea(3, { into: 2 }), idea(4)], [3], [2]);
  expect(ids(store)).toEqual([4, 1]);
  expect(store.count.value).toBe(2);
  expect(store.partsOf(1).map(({ id }) => id)).toEqual([2, 3]);
  expect([store.isSupported(1), store.isSupported(4)]).toEqual([true, false]);
  store.setSupported(1, false);
  expect([store.isSupported(1), store.isSupported(2)]).toEqual([false, false]);
  store.take([{ id: 2, state: "hidden", rev: 2 }]);
  expect(ids(store)).toEqual([4, 3, 1]);
  store.take([idea(2, { into: 1, rev: 3 }), idea(1, { rev: 2, state: "hidden" })]);
  expect(ids(store)).toEqual([4, 2]);
  expect(store.partsOf(2).map(({ id }) => id)).toEqual([3]);
});

test("a card that one typed in is one's own to change, and somebody else's idea", () => {
  const card = idea(1, { paper: true });
  const store = new IdeaStore([card, idea(2)], [1, 2], []);
  expect([store.isOwn(1), store.wrote(card), store.wrote(idea(2))]).toEqual([true, false, true]);
});

test("support and taking over change the order only when the list may move", () => {
  const store = new IdeaStore([idea(1, { support: 5 }), idea(2, { support: 3 })], [], []);
  store.sorting.value = "support";
  store.take([idea(2, { support: 9, rev: 2 })]);
  expect(ids(store)).toEqual([1, 2]);
  store.settle();
  expect(ids(store)).toEqual([2, 1]);
  store.sorting.value = "open";
  store.take([idea(1, { taken_over: { notepad: 1, by: "", number: 1 }, rev: 2 })]);
  expect(ids(store)).toEqual([2, 1]);
  store.release();
  expect(ids(store)).toEqual([2]);
});

test("a held idea that was merged meanwhile is not counted as new", () => {
  const store = new IdeaStore([idea(1)], [], []);
  store.take([idea(2)], () => true);
  expect(store.fresh.value).toBe(1);
  store.take([idea(2, { into: 1, rev: 2 })]);
  expect(store.fresh.value).toBe(0);
});

test("an idea that was moved to another topic goes from the list, and comes back where it stood", () => {
  const store = new IdeaStore([idea(1), idea(2), idea(3)], [], []);
  store.take([{ id: 2, rev: 2, state: "moved", topic: 9 }]);
  expect(store.visible.value.map(({ id }) => id)).toEqual([3, 1]);
  expect(store.aside.value).toEqual([]);
  store.take([idea(2, { rev: 3 })]);
  expect(store.visible.value.map(({ id }) => id)).toEqual([3, 2, 1]);
});

test("what waits for approval shows to its author, and to staff behind the fold, before what is hidden", () => {
  const ideas = [idea(1, { state: "hidden" }), idea(2, { state: "waiting" }), idea(3, { state: "waiting" })];
  const author = new IdeaStore(ideas, [2], []);
  expect(author.visible.value.map(({ id }) => id)).toEqual([2]);
  const staff = new IdeaStore(ideas, [2], [], true);
  expect(staff.visible.value).toEqual([]);
  expect(staff.aside.value.map(({ id }) => id)).toEqual([2, 3, 1]);
});

test("words can be changed where an idea stands by itself, hidden ones by who leads", () => {
  const ideas = [
    idea(1),
    idea(2, { into: 1 }),
    idea(3, { state: "waiting" }),
    idea(4, { state: "hidden" }),
    idea(5, { state: "moved" }),
    idea(6, { state: "withdrawn" }),
  ];
  const changeable = (leads: boolean): number[] => {
    const store = new IdeaStore(ideas, [], [], leads);
    return [1, 2, 3, 4, 5, 6, 7].filter((id) => store.isChangeable(id));
  };
  expect(changeable(false)).toEqual([1, 3]);
  expect(changeable(true)).toEqual([1, 3, 4]);
});
