// The load generator, the same for every server: connects people, lets the typists type, and says as JSON
// lines on standard output what arrived. What it is to do comes as one JSON line on standard input (the
// fields are those of `bench.generator.Plan`); it answers {joined}, {typing}, {typed} and {result}.

import { monitorEventLoopDelay } from "node:perf_hooks";
import { createInterface } from "node:readline";
import { Attacker } from "./attacker.mjs";
import { Crowd } from "./crowd.mjs";

const LAG_RESOLUTION_MS = 10;
const input = createInterface({ input: process.stdin })[Symbol.asyncIterator]();
const plan = JSON.parse((await input.next()).value);
const say = (message) => new Promise((resolve) => process.stdout.write(`${JSON.stringify(message)}\n`, resolve));
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const crowd = new Crowd(plan);
const joinStart = performance.now();
await crowd.join();
await say({ joined: crowd.joinedOnes.size, join_ms: performance.now() - joinStart, problems: crowd.problems });
if (plan.hidden) crowd.hide();
await crowd.firstLines();
await pause(plan.settle_s * 1000);

const lag = monitorEventLoopDelay({ resolution: LAG_RESOLUTION_MS });
await say({ typing: true });
crowd.begin();
const attacker = plan.attacks_per_s > 0 ? new Attacker(plan) : null;
attacker?.start();
const [idle, cpu, start] = [performance.eventLoopUtilization(), process.cpuUsage(), performance.now()];
lag.enable();
await crowd.act(plan.seconds);
attacker?.stop();
lag.disable();
const seconds = (performance.now() - start) / 1000;
const used = process.cpuUsage(cpu);
const traffic = crowd.traffic(seconds);
const generator = {
  busy: performance.eventLoopUtilization(idle).utilization,
  cores: (used.user + used.system) / 1e6 / seconds,
  lag_p99_ms: Math.max(0, lag.percentile(99) / 1e6 - LAG_RESOLUTION_MS),
};
await say({ typed: true });
await crowd.drain(plan.drain_s * 1000);
await say({
  result: {
    ...crowd.result(),
    ...traffic,
    seconds,
    generator,
    attacks: attacker?.sent,
    thrown_out: attacker?.thrownOut,
    refused: attacker?.refused,
  },
});
if (plan.hold) await input.next();
crowd.leave();
process.exit(0);
