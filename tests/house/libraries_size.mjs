// Prints how many bytes socket, parser and Preact travel with, packed as the build packs them: the part of a page's own
// script that the editor leans on, too.
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

const withoutTransport = {
  name: "as-the-build",
  setup: ({ onLoad }) =>
    onLoad({ filter: /transports\/webtransport\.js$/ }, () => ({ contents: "export const WT = undefined;" })),
};
const PARTS = ["preact", "preact/hooks", "@preact/signals-core", "./frontend/live/transport"];
const { outputFiles } = await build({
  stdin: {
    contents: PARTS.map((part, at) => `export * as part${at} from "${part}";`).join("\n"),
    resolveDir: process.cwd(),
  },
  ...{ bundle: true, write: false, minify: true, format: "esm", logLevel: "error", legalComments: "none" },
  plugins: [withoutTransport],
  alias: { "socket.io-parser": `${process.cwd()}/frontend/live/packets.ts` },
  target: ["chrome87", "safari15", "firefox115"],
});
process.stdout.write(String(gzipSync(outputFiles[0].contents, { level: 9 }).length));
