// Builds the service worker as static/build/service-worker.js, with the list of the shell's files in it: what every
// topic page needs to start. The editor is not among them; a worker keeps what a page asks for later.
import { join } from "node:path";
import { build } from "esbuild";

function shellFiles(outputs, manifest, entries) {
  const seen = new Set(entries.map((name) => manifest[name]));
  const walk = (file) => {
    const output = Object.entries(outputs).find(([path]) => path.endsWith(`/${file}`));
    for (const { path, kind } of output?.[1].imports ?? []) {
      const part = path.slice(path.lastIndexOf("/") + 1);
      if (kind !== "import-statement" || seen.has(part)) continue;
      seen.add(part);
      walk(part);
    }
  };
  for (const name of entries) walk(manifest[name]);
  return [...seen].map((part) => `/static/build/${part}`);
}

/** Writes the worker of a build; `manifest` has a version and the names of the entries. */
export async function buildWorker({ root, work, shared, results, manifest, entries }) {
  const outputs = Object.assign({}, ...results.map((result) => result.metafile.outputs));
  const files = shellFiles(outputs, manifest, entries);
  return await build({
    ...shared,
    entryPoints: [join(root, "frontend", "worker", "service-worker.ts")],
    outdir: work,
    format: "iife",
    define: { BUILD_VERSION: JSON.stringify(manifest.version), BUILD_FILES: JSON.stringify(files) },
  });
}
