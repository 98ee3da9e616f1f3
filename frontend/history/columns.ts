// Rows of small whole numbers, column by column: they grow as they are filled.

export class Columns<Name extends string> {
  count = 0;
  /** Longer than `count`; other arrays after every `next`. */
  readonly all: Record<Name, Int32Array>;
  private room: number;

  constructor(names: readonly Name[], room: number) {
    this.room = room;
    this.all = {} as Record<Name, Int32Array>;
    for (const name of names) this.all[name] = new Int32Array(room);
  }

  /** Makes room for one row more: its place. */
  next(): number {
    if (this.count === this.room) {
      this.room *= 2;
      for (const name of Object.keys(this.all) as Name[]) {
        const larger = new Int32Array(this.room);
        larger.set(this.all[name]);
        this.all[name] = larger;
      }
    }
    return this.count++;
  }
}
