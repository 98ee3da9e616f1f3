// Which outcomes have just been marked. One that somebody is still typing changes its words every second: that is
// no new one.

/** The words of every outcome on a screen, by topic and kind. */
export type OutcomeWords = Map<string, string[]>;

/** What stands there now. */
export function wordsOf(root: ParentNode): OutcomeWords {
  const found: OutcomeWords = new Map();
  for (const line of linesIn(root)) {
    const name = placeOf(line);
    found.set(name, [...(found.get(name) ?? []), textOf(line)]);
  }
  return found;
}

/** The outcomes on a screen that were not there `before`: of each kind as many as there are more of it now. */
export function newOutcomes(root: ParentNode, before: OutcomeWords): Element[] {
  const lines = linesIn(root);
  const come: Element[] = [];
  for (const name of new Set(lines.map(placeOf))) {
    const old = [...(before.get(name) ?? [])];
    const here = lines.filter((line) => placeOf(line) === name);
    const others = here.filter((line) => {
      const at = old.indexOf(textOf(line));
      if (at >= 0) old.splice(at, 1);
      return at < 0;
    });
    // What is left of the old ones was changed into one of the others.
    const more = others.length - old.length;
    if (more > 0) come.push(...others.slice(-more));
  }
  return come;
}

function linesIn(root: ParentNode): HTMLElement[] {
  return [...root.querySelectorAll<HTMLElement>("[data-joy] > .screen-line")];
}

function placeOf(line: HTMLElement): string {
  const tile = line.closest<HTMLElement>(".screen-tile");
  return `${tile?.dataset.key ?? ""} ${line.dataset.kind ?? ""}`;
}

function textOf(line: HTMLElement): string {
  return line.querySelector(".screen-words")?.textContent ?? "";
}
