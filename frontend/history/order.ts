// The order in which the pieces of a text stand that was typed with Yjs: the same that Yjs finds (tests/live/test_past.py
// compares the two), several times sooner for a day's log. All boundaries are known beforehand: no piece is ever cut.
import { BrokenLog, type ReadLog, type Span, type Struct, type Unit } from "./log";
import { firstWhere } from "./sorted";

/** Units from `clock` up to `end` of one client, which came together, and went together or not at all. */
export interface Piece {
  readonly client: number;
  readonly clock: number;
  readonly end: number;
  readonly row: number;
  /** The row that took it away; 0: it still stands. */
  readonly taken: number;
  /** Where its text begins in `ReadLog.texts`; -1: it was gone before anybody saw it. */
  readonly textAt: number;
  readonly next: Piece | null;
}

/** The first piece; the others follow by `next`. Throws `BrokenLog` where one has no place. */
export function ordered(log: ReadLog): Piece | null {
  const items = itemsOf(log);
  for (const [client, structs] of log.brought) tie(items, items.get(client) ?? [], structs);
  const order = new Order();
  const count = [...items.values()].reduce((sum, own) => sum + own.length, 0);
  for (const own of items.values()) for (const item of own) if (!item.isPlaced) order.place(item, count);
  return order.first;
}

type ByClient<T> = ReadonlyMap<number, readonly T[]>;

class Item implements Piece {
  /** What it was typed after and before. */
  after: Item | null = null;
  before: Item | null = null;
  next: Item | null = null;
  previous: Item | null = null;
  isPlaced = false;
  /** The placing that came by here last, and the rivals that it was one of. */
  passed = 0;
  rivals = 0;

  constructor(
    readonly client: number,
    readonly clock: number,
    readonly end: number,
    readonly row: number,
    readonly taken: number,
    readonly textAt: number,
    /** The one of the same client before it. */
    readonly earlier: Item | null,
  ) {}
}

function itemsOf({ brought, taken }: ReadLog): ByClient<Item> {
  const bounds = boundsOf(brought, taken);
  const all = new Map<number, Item[]>();
  for (const [client, structs] of brought)
    all.set(client, cut(client, structs, bounds.get(client) ?? new Float64Array(), taken.get(client) ?? []));
  return all;
}

/** Where pieces begin and end besides where structs do: by client, rising; some of them more than once. */
function boundsOf(brought: ByClient<Struct>, taken: ByClient<Span>): Map<number, Float64Array> {
  const found = new Map<number, number[]>([...brought.keys()].map((client) => [client, []]));
  for (const [client, structs] of brought) {
    for (const { clock, after, before } of structs) {
      if (after !== null && (after.client !== client || after.clock !== clock - 1))
        found.get(after.client)?.push(after.clock + 1);
      if (before !== null) found.get(before.client)?.push(before.clock);
    }
  }
  for (const [client, spans] of taken) for (const { clock, end } of spans) found.get(client)?.push(clock, end);
  return new Map([...found].map(([client, places]) => [client, Float64Array.from(places).sort()]));
}

function cut(client: number, structs: readonly Struct[], bounds: Float64Array, taken: readonly Span[]): Item[] {
  const items: Item[] = [];
  let last: Item | null = null;
  let [bound, span] = [0, 0];
  for (const { clock, end, row, textAt } of structs) {
    for (let at = clock; at < end; ) {
      while ((bounds[bound] as number) <= at) bound += 1;
      while ((taken[span]?.end ?? Number.POSITIVE_INFINITY) <= at) span += 1;
      const stop = Math.min(end, bounds[bound] ?? end);
      const gone = (taken[span]?.clock ?? Number.POSITIVE_INFINITY) <= at ? (taken[span]?.row ?? 0) : 0;
      last = new Item(client, at, stop, row, gone, textAt < 0 ? -1 : textAt + at - clock, last);
      items.push(last);
      at = stop;
    }
  }
  return items;
}

/** Tells the items of one client what they were typed after and before. */
function tie(items: ByClient<Item>, own: readonly Item[], structs: readonly Struct[]): void {
  let at = 0;
  for (const { clock, end, after, before } of structs) {
    const [left, right] = [endingWith(items, after), beginningWith(items, before)];
    for (let item = own[at]; item !== undefined && item.clock < end; item = own[++at]) {
      item.after = item.clock === clock ? left : item.earlier;
      item.before = right;
    }
  }
}

function endingWith(items: ByClient<Item>, unit: Unit | null): Item | null {
  if (unit === null) return null;
  const own = items.get(unit.client) ?? [];
  const item = own[firstWhere(own.length, (at) => (own[at] as Item).end > unit.clock)];
  if (item?.end !== unit.clock + 1) throw new BrokenLog();
  return item;
}

function beginningWith(items: ByClient<Item>, unit: Unit | null): Item | null {
  if (unit === null) return null;
  const own = items.get(unit.client) ?? [];
  const item = own[firstWhere(own.length, (at) => (own[at] as Item).clock >= unit.clock)];
  if (item?.clock !== unit.clock) throw new BrokenLog();
  return item;
}

/** Yjs's own rule (13.6, `Item.integrate`) for who comes first of those who typed in the same place at the same time. */
class Order {
  first: Item | null = null;
  private placings = 0;
  private rivals = 0;

  /** Places an item, and before it everything that it needs: less than `most`, or they need each other. */
  place(item: Item, most: number): void {
    const waiting: Item[] = [];
    for (let next: Item | undefined = item; next !== undefined; ) {
      const needed = missing(next);
      if (needed === null) {
        if (!next.isPlaced) this.put(next);
        next = waiting.pop();
      } else {
        if (waiting.push(next) > most) throw new BrokenLog();
        next = needed;
      }
    }
  }

  private put(item: Item): void {
    const left = this.leftOf(item);
    const right = left === null ? this.first : left.next;
    item.previous = left;
    item.next = right;
    if (left === null) this.first = item;
    else left.next = item;
    if (right !== null) right.previous = item;
    item.isPlaced = true;
  }

  private leftOf({ client, after, before }: Item): Item | null {
    this.placings += 1;
    this.rivals += 1;
    let left = after;
    for (let other = after === null ? this.first : after.next; other !== before; other = other.next) {
      if (other === null) break;
      other.passed = this.placings;
      other.rivals = this.rivals;
      if (other.after === after) {
        if (other.client > client) {
          if (other.before === before) break;
          continue;
        }
      } else if (other.after?.passed !== this.placings) break;
      else if (other.after.rivals === this.rivals) continue;
      left = other;
      this.rivals += 1;
    }
    return left;
  }
}

function missing({ earlier, after, before }: Item): Item | null {
  if (earlier?.isPlaced === false) return earlier;
  if (after?.isPlaced === false) return after;
  return before?.isPlaced === false ? before : null;
}
