// The front end's own modules, bundled for Node: `opened` of the global scope makes its connections.
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

export async function frontEnd() {
  const folder = mkdtempSync(join(tmpdir(), "oogst-clients-"));
  const file = join(folder, "front-end.mjs");
  try {
    await build({
      stdin: {
        contents: `export { Notepad } from "./frontend/live/notepad"; export { connect } from "./frontend/live/transport";
          export { pageTimers } from "./frontend/ground/timers"; export * as Y from "yjs";
          export { IdeaOutbox } from "./frontend/ideas/idea-outbox";
          export { SupportOutbox } from "./frontend/ideas/support-outbox";`,
        resolveDir: process.cwd(),
      },
      ...{ bundle: true, format: "esm", platform: "node", outfile: file, logLevel: "error" },
      banner: { js: `import { createRequire } from "node:module"; const require = createRequire(import.meta.url);` },
      plugins: [{ name: "cookies", setup: withCookies }],
    });
    return await import(pathToFileURL(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// A browser adds its cookie by itself, here `opened` does; and it has its own encoder for messages.
function withCookies({ onResolve, onLoad }) {
  onResolve({ filter: /^socket\.io-client$/ }, ({ pluginData }) =>
    pluginData === "real" ? null : { path: "io", namespace: "cookies" },
  );
  onLoad({ filter: /.*/, namespace: "cookies" }, () => ({
    contents: `import { io as real } from "socket.io-client"; export const io = (options) => opened(real, options);`,
    resolveDir: process.cwd(),
    pluginData: "real",
  }));
  onLoad({ filter: /notepack\.io\/lib\/encode\.js$/ }, ({ path }) => ({
    contents: `module.exports = require("../browser/${basename(path)}")`,
    resolveDir: dirname(path),
  }));
}
