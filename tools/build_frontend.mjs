// Builds static/build: every frontend/pages/*.ts is an entry, shared code is split off, static/*.css is
// minified beside them. All names carry a hash of their content; manifest.json says which is which.
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { basename, dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";
import { buildWorker } from "./build_worker.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const target = ["chrome87", "safari15", "firefox115"];
const final = join(root, "static", "build");
// Built aside and then moved: a page that is being served never sees half a build.
const work = join(root, "static", "build.new");

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
// are entries to esbuild, too, but no template asks for them.
function named(result, asked) {
  const names = {};
  for (const [output, facts] of Object.entries(result.metafile.outputs)) {
    if (!facts.entryPoint || !asked.includes(join(root, facts.entryPoint))) continue;
    const file = relative(work, join(root, output));
    names[basename(facts.entryPoint).replace(/\.ts$/, ".js")] = file;
  }
  return names;
}

rmSync(work, { recursive: true, force: true });
mkdirSync(work, { recursive: true });
const manifest = {};
const pages = files("frontend/pages", ".ts");
const styles = files("static", ".css");
const results = [];
if (pages.length > 0) {
  const result = await build({
    ...shared,
    entryPoints: pages,
    format: "esm",
    splitting: true,
    entryNames: "[name]-[hash]",
    chunkNames: "shared-[hash]",
    jsx: "automatic",
    jsxImportSource: "preact",
    define: { "process.env.NODE_ENV": '"production"' },
  });
  results.push(result);
  Object.assign(manifest, named(result, pages));
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
results.push(await buildWorker({ root, work, shared, results, manifest, entries: shell }));
rmSync(final, { recursive: true, force: true });
renameSync(work, final);

for (const result of results) {
  for (const [output, facts] of Object.entries(result.metafile.outputs)) {
    console.log(`${String(facts.bytes).padStart(8)} bytes  ${basename(output)}`);
  }
}
