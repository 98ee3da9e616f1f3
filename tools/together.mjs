// Decides which modules travel in one file. A phone pays for every file that a page begins with, so a page begins
// with two: what every page begins with, and its own. esbuild gives modules one file when the same entries reach
// them; so here every entry is made to reach them.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

const WITH_SCRIPT = /\.tsx?$/;
const AT_START = ["import-statement", "require-call"];
const EVER = [...AT_START, "dynamic-import"];

function lookedAt(graph) {
  const imports = (module, kinds) =>
    (graph[module]?.imports ?? []).filter(({ kind, external }) => kinds.includes(kind) && !external);
  /** All that a module needs, itself included; what stands in `without` is not looked into. */
  const reach = (start, kinds, without = []) => {
    const found = new Set();
    const waiting = [start];
    while (waiting.length > 0) {
      const module = waiting.pop();
      if (found.has(module) || without.includes(module)) continue;
      found.add(module);
      waiting.push(...imports(module, kinds).map(({ path }) => path));
    }
    return found;
  };
  return { imports, reach };
}

/** The modules that the page of somebody who only takes part may ever load: without `workers` (and theirs). */
export function everybodys({ graph, first, shell, workers }) {
  const { reach } = lookedAt(graph);
  const modules = [...reach(shell, EVER, workers), ...reach(first, EVER, workers)];
  return [...new Set(modules)].filter((module) => !module.startsWith("node_modules/")).sort();
}

/**
 * The plugin for a build of `pages`. Every page begins with `shell`, in one file with what `first` (the page that
 * phones open) shares with other pages; the rest of what `first` begins with is its own file, and whatever it loads
 * later leans on that one. So do the pages of `like`, which do most of what `first` does: phones pay nothing for them.
 */
export function together({ root, pages, shell, first, like, graph }) {
  const { imports, reach } = lookedAt(graph);
  const others = pages.filter((page) => page !== first && page !== shell && !like.includes(page));
  const elsewhere = new Set(others.flatMap((page) => [...reach(page, EVER)]));
  const shared = new Set([...elsewhere, ...reach(shell, EVER)]);
  const base = new Set([...reach(first, AT_START)].filter((module) => shared.has(module)));
  for (const module of reach(shell, AT_START)) base.add(module);
  // A page that needs nothing of it (what is shown without internet) stays alone.
  const leaning = [first, shell, ...others.filter((page) => [...reach(page, EVER)].some((one) => base.has(one)))];
  const later = (page) =>
    [...reach(page, EVER)].flatMap((module) => imports(module, ["dynamic-import"]).map(({ path }) => path));
  const more = new Map(leaning.map((page) => [page, [...base].filter((module) => module !== page)]));
  for (const module of later(shell)) more.set(module, [...base]);
  for (const page of like) more.set(page, [first]);
  for (const module of [first, ...like].flatMap(later)) if (!elsewhere.has(module)) more.set(module, [first]);
  // What several pages load later leans on what each of them began with: else its needs would be a file of their own.
  for (const module of leaning.flatMap(later)) {
    if (!more.has(module))
      more.set(
        module,
        [...base].filter((one) => one !== module),
      );
  }
  return {
    name: "together",
    setup(build) {
      const files = new Map([...more].map(([module, wanted]) => [join(root, module), wanted]));
      build.onLoad({ filter: WITH_SCRIPT }, async ({ path }) => {
        const wanted = files.get(path);
        if (wanted === undefined) return null;
        const lines = wanted.map((module) => `\nimport ${JSON.stringify(join(root, module))};`);
        return {
          contents: (await readFile(path, "utf8")) + lines.join(""),
          loader: path.endsWith("x") ? "tsx" : "ts",
        };
      });
    },
  };
}
