// The front end's own reading of a notepad's past, for each line {packed} of the input (base64, as the server sends
// it): {texts: the text after every row from 0 on, compared: [{since, now, text, pieces: [from, to, kind, names]}]}.
// Every answer is also asked of the past in steps of the slider, which must say the same where a step ends.
import { deepStrictEqual } from "node:assert";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { pathToFileURL } from "node:url";
import { gunzipSync } from "node:zlib";
import { build } from "esbuild";

const { Past, runsOf, compared, stepsOf } = await frontEnd();

for await (const line of createInterface({ input: process.stdin })) {
  const data = gunzipSync(Buffer.from(JSON.parse(line).packed, "base64"));
  const past = Past.read(data.buffer.slice(data.byteOffset, data.byteOffset + data.byteLength));
  const runs = runsOf(past);
  const rows = Array.from({ length: past.rows + 1 }, (_, row) => row);
  const last = past.rows;
  const found = [
    [0, last],
    [Math.floor(last / 3), Math.floor((2 * last) / 3)],
    [Math.max(0, last - 1), last],
  ].map(([since, now]) => ({ since, now, ...seen(past, compared(runs, since, now)) }));
  const ends = stepsOf(past, [Math.floor(past.rows / 3)]);
  const steps = runsOf(past, ends);
  for (const [step, row] of ends.entries()) {
    deepStrictEqual(compared(steps, step, step).text, compared(runs, row, row).text);
    const since = Math.floor(step / 2);
    deepStrictEqual(seen(past, compared(steps, since, step)), seen(past, compared(runs, ends[since], row)));
  }
  process.stdout.write(
    `${JSON.stringify({ texts: rows.map((row) => compared(runs, row, row).text), compared: found, steps: ends.length })}\n`,
  );
}

// Neighbours by the same people count as one piece: steps join what rows keep apart.
function seen(past, { text, pieces }) {
  const joined = [];
  for (const { from, to, kind, people } of pieces) {
    const names = people.map((person) => past.people[person] ?? String(person));
    const last = joined[joined.length - 1];
    if (last?.[1] === from && last[2] === kind && String(last[3]) === String(names)) last[1] = to;
    else joined.push([from, to, kind, names]);
  }
  return { text, pieces: joined };
}

async function frontEnd() {
  const folder = mkdtempSync(join(tmpdir(), "oogst-runs-"));
  const file = join(folder, "runs.mjs");
  try {
    await build({
      stdin: {
        contents: `export { Past } from "./frontend/history/past"; export { runsOf } from "./frontend/history/runs";
          export { compared } from "./frontend/history/compared";
          export { stepsOf } from "./frontend/history/steps";`,
        resolveDir: process.cwd(),
      },
      ...{ bundle: true, format: "esm", platform: "node", outfile: file, logLevel: "error" },
    });
    return await import(pathToFileURL(file));
  } finally {
    rmSync(folder, { recursive: true });
  }
}
