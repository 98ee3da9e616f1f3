// What viewers see: blocks of HTML. A typist's line stands in a block of its own ("T3:abc"), so the number of
// letters behind the colon says how far that typist's text has come.

const LINE = /T(\d+):([a-z]*)/g;
const COLON_AND_ENDS = 2; // the two line ends of the line, typed with its beginning

export class Shown {
  constructor(tally) {
    this.tally = tally;
    this.known = new Map();
    this.versions = new Map();
  }

  /** Takes the blocks that a viewer was sent. The same blocks for many viewers are read once. */
  take(viewer, blocks) {
    const key = viewer.version;
    let lines = this.versions.get(key);
    if (lines === undefined) {
      lines = (blocks ?? []).flatMap(([, html]) => [...html.matchAll(LINE)].map(units));
      this.versions.set(key, lines);
      if (this.versions.size > 64) this.versions.delete(this.versions.keys().next().value);
    }
    const clocks = this.clocks(viewer);
    for (const [typist, end] of lines) {
      const start = clocks[typist];
      if (end <= start || typist >= clocks.length) continue;
      clocks[typist] = end;
      if (viewer.probe) this.tally.aged(typist, start, end);
    }
  }

  /** How far each typist's text has come at a viewer. */
  clocks(viewer) {
    let clocks = this.known.get(viewer.number);
    if (clocks === undefined) {
      clocks = new Uint32Array(this.tally.typists);
      this.known.set(viewer.number, clocks);
    }
    return clocks;
  }
}

const units = ([, typist, letters]) => [Number(typist), `T${typist}:`.length + COLON_AND_ENDS + letters.length];
