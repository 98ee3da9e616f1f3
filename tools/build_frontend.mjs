// Builds static/build: every frontend/pages/*.ts is an entry, shared code is split off, static/*.css is
// minified beside them. All names carry a hash of their content; manifest.json says which is which.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";
import { build } from "esbuild";
import { buildWorker } from "./build_worker.mjs";
import { everybodys, together } from "./together.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = ["chrome87", "safari15", "firefox115"];
const final = join(root, "static", "build");
// Built aside and then moved: a page that is being served never sees half a build.
const work = join(root, "static", "build.new");

// We speak msgpack only: Socket.IO's own parser, which it would bring along as well, is 2 kB that nobody uses.
const ONE_PARSER = { "socket.io-parser": join(root, "frontend", "live", "packets.ts") };
// Nor the remote carets of y-codemirror.next: editor/cursors.ts draws ours. What Yjs has to say goes to the console
// without the colours for which it would bring 10 kB along. And of the client of Socket.IO only what one page with one
// server needs: without an address it takes the page's own, and so reads none; of the ways to carry its packets that is
// WebSockets, as our server has no WebTransport, and long polling is fetched where it is needed
// (frontend/live/long-polling.ts). esbuild would keep together what one index names together.
const IN_PLACE = {
  "socket.io-client/build/esm/index.js":
    'import { Manager } from "./manager.js"; export const io = (options) => new Manager(options).socket("/", options);',
  "engine.io-client/build/esm/index.js":
    'export { Socket } from "./socket.js"; export { transports } from "./transports/index.js"; ' +
    'export { installTimerFunctions } from "./util.js"; export { nextTick } from "./globals.node.js";',
  "engine.io-client/build/esm/transports/index.js":
    'import { WS } from "./websocket.js"; export const transports = { websocket: WS };',
  "engine.io-client/build/esm/contrib/parseuri.js": "export const parse = undefined;",
  "lib0/logging.js":
    'export const BOLD = "", UNBOLD = "", ORANGE = "", RED = ""; export const print = console.warn, warn = print;',
  "y-codemirror.next/src/y-remote-selections.js": "export const yRemoteSelections = [], yRemoteSelectionsTheme = [];",
};
const withoutUnused = {
  name: "without-unused",
  setup(build) {
    for (const [file, contents] of Object.entries(IN_PLACE)) {
      const filter = new RegExp(`/${file.replaceAll(".", "\\.")}$`);
      build.onLoad({ filter }, () => ({ contents }));
    }
    build.onResolve({ filter: /^engine\.io-client$/ }, ({ importer }) =>
      importer.endsWith("long-polling.ts")
        ? { path: join(root, "node_modules/engine.io-client/build/esm/transports/polling-xhr.js") }
        : null,
    );
  },
};

// What a page loads later, when it has fetched the styles and texts of who writes or leads (face/work-needs.ts).
const WORKERS = [
  "editor/writer.ts",
  "face/kept-text.ts",
  "face/line-place.ts",
  "face/secrets.ts",
  "ideas/staff.tsx",
  "live/left-behind.ts",
].map((name) => `frontend/${name}`);

function files(folder, ending) {
  const path = join(root, folder);
  if (!existsSync(path)) return [];
  return readdirSync(path)
    .filter((name) => name.endsWith(ending) && !name.endsWith(`.test${ending}`))
    .sort()
    .map((name) => join(path, name));
}

const shared = {
  absWorkingDir: root,
  outdir: work,
  bundle: true,
  minify: true,
  sourcemap: false,
  metafile: true,
  logLevel: "warning",
  charset: "utf8",
  legalComments: "none",
  target,
};

// "topic.ts" → "topic-3F2A.js": what templates ask for by "topic.js". Parts that a page imports later on demand
// are entries to esbuild, too, but no template asks for them. A page whose code other files lean on stands in a
// shared file, and its own only imports that one: the template then asks for the shared one at once.
function named(result, asked) {
  const names = {};
  const outputs = Object.entries(result.metafile.outputs);
  for (const [output, facts] of outputs) {
    if (!facts.entryPoint || !asked.includes(join(root, facts.entryPoint))) continue;
    const [holder] = outputs.find(([, { inputs }]) => inputs[facts.entryPoint]?.bytesInOutput > 0) ?? [output];
    if (holder !== output) rmSync(join(root, output));
    names[basename(facts.entryPoint).replace(/\.ts$/, ".js")] = relative(work, join(root, holder));
  }
  return names;
}

// Packed once, as well as it goes: the server sends these as they are (notes/web/compression.py). For plain http, which
// knows only gzip, tools/pack_gzip.py packs them.
function packAll(folder) {
  for (const name of readdirSync(folder)) {
    if (!/\.(js|css)$/.test(name)) continue;
    const plain = readFileSync(join(folder, name));
    writeFileSync(join(folder, `${name}.br`), brotliCompressSync(plain));
  }
}

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const manifest = {};
const pages = files("frontend/pages", ".ts");
const styles = files("static", ".css");
const results = [];
if (pages.length > 0) {
  const scripts = {
    ...shared,
    entryPoints: pages,
    format: "esm",
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
    alias: ONE_PARSER,
  };
  const { inputs: graph } = (await build({ ...scripts, plugins: [withoutUnused], write: false })).metafile;
  const [first, shell] = ["topic", "shell"].map((name) => `frontend/pages/${name}.ts`);
  const like = ["frontend/pages/report_notes.ts", "frontend/pages/door.ts"];
  const names = pages.map((page) => relative(root, page));
  const result = await build({
    ...scripts,
    plugins: [withoutUnused, together({ root, graph, pages: names, first, shell, like })],
  });
  results.push(result);
  Object.assign(manifest, named(result, pages));
  // Whose texts a participant's page brings along (notes/web/pages.py).
  const everybody = everybodys({ graph, first, shell, workers: WORKERS });
  writeFileSync(join(work, "everybody.json"), `${JSON.stringify(everybody, null, 2)}\n`);
}
if (styles.length > 0) {
  const result = await build({
    ...shared,
    entryPoints: styles,
    entryNames: "[name]-[hash]",
    assetNames: "[name]-[hash]",
    loader: { ".svg": "file", ".woff2": "file", ".png": "file" },
  });
  results.push(result);
  Object.assign(manifest, named(result, styles));
}
// What every file of this build is made of, in one short word: the service worker's and the pages' version.
manifest.version = createHash("sha256").update(JSON.stringify(manifest)).digest("hex").slice(0, 12);
writeFileSync(join(work, "manifest.json"), `${JSON.stringify(manifest, null, 2)}\n`);
const shell = ["shell.js", "topic.js", "no-internet.js", "oogst.css"].filter((name) => name in manifest);
packAll(work);
results.push(await buildWorker({ root, work, shared, results, manifest, entries: shell }));
rmSync(final, { recursive: true, force: true });
renameSync(work, final);

for (const result of results) {
  for (const [output, facts] of Object.entries(result.metafile.outputs)) {
    console.log(`${String(facts.bytes).padStart(8)} bytes  ${basename(output)}`);
  }
}
