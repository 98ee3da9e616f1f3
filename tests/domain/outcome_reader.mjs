// The editor's reader of outcomes, in Node: per line of input the versions of a text, each typed over the one
// before; per line of output what each version marks, with source lines as the domain counts them.
import { createInterface } from "node:readline";
import { build } from "esbuild";

const bundled = await build({
  stdin: {
    contents: `export { outcomesOf } from "./frontend/outcomes/reading"; export { markdown } from "./frontend/editor/markdown";
      export { EditorState } from "@codemirror/state"; export { ensureSyntaxTree } from "@codemirror/language";`,
    resolveDir: process.cwd(),
  },
  ...{ bundle: true, format: "esm", platform: "node", write: false, logLevel: "error" },
});
const source = Buffer.from(bundled.outputFiles[0].contents).toString("base64");
const { outcomesOf, markdown, EditorState, ensureSyntaxTree } = await import(`data:text/javascript;base64,${source}`);

function typed(before, after) {
  let from = 0;
  while (from < before.length && before[from] === after[from]) from += 1;
  let tail = 0;
  const shorter = Math.min(before.length, after.length) - from;
  while (tail < shorter && before[before.length - 1 - tail] === after[after.length - 1 - tail]) tail += 1;
  return { from, to: before.length - tail, insert: after.slice(from, after.length - tail) };
}

function read(state) {
  const { doc } = state;
  return outcomesOf(ensureSyntaxTree(state, doc.length, 10_000), doc).map(({ from, to, ...said }) => ({
    ...said,
    first: doc.lineAt(from).number - 1,
    last: doc.lineAt(to).number,
  }));
}

for await (const line of createInterface({ input: process.stdin })) {
  const [first, ...later] = JSON.parse(line);
  let state = EditorState.create({ doc: first, extensions: [markdown] });
  const found = [read(state)];
  for (const version of later) {
    state = state.update({ changes: typed(state.doc.toString(), version) }).state;
    found.push(read(state));
  }
  process.stdout.write(`${JSON.stringify(found)}\n`);
}
