import "fake-indexeddb/auto";
import { expect, test } from "vitest";
import { deleteOutboxStore, openOutboxStore } from "./outbox-store";

const bytes = (...values: number[]): Uint8Array => new Uint8Array(values);

test("what is put is there for the next page, until it is removed by number", async () => {
  const first = openOutboxStore(1, 11);
  await first.put(7, 1, bytes(1));
  await first.put(7, 2, bytes(2));
  await first.put(8, 1, bytes(3));
  await first.put(7, 2, bytes(4));
  first.close();
  const next = openOutboxStore(1, 11);
  await next.removeUpTo(7, 1);
  expect((await next.all()).map(({ client, n, update }) => [client, n, ...update])).toEqual([
    [7, 2, 4],
    [8, 1, 3],
  ]);
  await next.removeUpTo(7, Number.POSITIVE_INFINITY);
  expect((await next.all()).map(({ client }) => client)).toEqual([8]);
  next.close();
});

test("another epoch is another store", async () => {
  const old = openOutboxStore(2, 1);
  await old.put(7, 1, bytes(1));
  const fresh = openOutboxStore(2, 2);
  expect(await fresh.all()).toEqual([]);
  old.close();
  deleteOutboxStore(2, 1);
  const again = openOutboxStore(2, 1);
  expect(await again.all()).toEqual([]);
});
