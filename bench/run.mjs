/**
 * npm run bench            the whole measurement, about ten minutes
 * npm run bench -- --quick a short form for checks on every change: the same figures from a tenth of the events
 *
 * Every measurement is a process of its own; program and floor take turns within one run; medians are printed. The
 * figures also go to bench/out/bench.json. Targets are printed beside what was reached; a target that is missed does
 * not fail the run, for times depend on the machine, but a scan that finds the wrong things does.
 */
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { corpus, describeMix } from "./corpus.mjs";
import { loading, smallFile, starting } from "./loading.mjs";
import { ruleFigures, rules } from "./rules.mjs";
import { state } from "./states.mjs";
import { judge, report } from "./table.mjs";
import { CLI, throughput } from "./throughput.mjs";
import { ACCOUNTS, applyRole } from "./world.mjs";

const OUT = fileURLToPath(new URL("./out", import.meta.url));
const FULL = { events: 150_000, one: 5, ten: 3, ruled: 10, rules: 2, states: 5, starts: 15 };
const QUICK = { events: 20_000, one: 3, ten: 1, ruled: 1, rules: 1, states: 3, starts: 5 };
const SIZES = [100, 5_000, 50_000];

const { values } = parseArgs({ options: { quick: { type: "boolean", default: false } } });
const plan = values.quick ? QUICK : FULL;
const note = (/** @type {string} */ text) => process.stderr.write(`${text}\n`);
if (!existsSync(CLI)) throw new Error("dist/ is missing: run `npm run build` first");

mkdirSync(OUT, { recursive: true });
const config = path.join(OUT, "binnacle.yaml");
const roles = ACCOUNTS.map((account) => `    - ${applyRole(account)}`).join("\n");
writeFileSync(config, `version: 1\ntrust:\n  apply_roles:\n${roles}\n`);
const states = SIZES.map((resources) => {
  const file = path.join(OUT, `state-${resources}.tfstate`);
  return { file, ...state({ file, resources }) };
});

console.log(`node ${process.version}, ${os.cpus().length} × ${os.cpus()[0].model}, ${os.type()} ${os.arch()}`);
const one = await scans(plan.events, plan.one);
const ten = await scans(plan.events * 10, plan.ten);
note("states and cold start");
const ruled = await rules({
  out: OUT,
  events: plan.events * plan.ruled,
  rounds: plan.rules,
  state: states[0].file,
  config,
  note,
});
const loaded = await loading(states, plan.states);
const start = starting({ file: smallFile(one.file), state: states[0].file, config, rounds: plan.starts });

const results = {
  made: new Date().toISOString(),
  node: process.version,
  machine: `${os.cpus().length} × ${os.cpus()[0].model}`,
  quick: values.quick,
  one,
  ten,
  memoryGrowth: Math.max(...one.rows.slice(1).map((row, i) => ten.rows[i + 1].rss / row.rss)),
  rules: ruled,
  ruleFigures: ruleFigures(ruled),
  states: loaded,
  start,
  wrong: [...one.rows, ...ten.rows].filter((row) => row.wrong).map((row) => `${row.name}: ${row.wrong}`),
};
console.log(`\n${report(results)}`);
writeFileSync(path.join(OUT, "bench.json"), `${JSON.stringify({ ...results, targets: judge(results) }, null, 2)}\n`);
process.exitCode = results.wrong.length > 0 ? 1 : 0;

/** Makes a corpus, prints its mix, measures the floor and a scan with each state on it. */
async function scans(events, rounds) {
  const dir = path.join(OUT, `corpus-${events}`);
  note(`corpus of ${events} events`);
  const manifest = await corpus({ out: dir, events });
  console.log(`\n${describeMix(manifest).join("\n")}`);
  const measured = await throughput({ dir, manifest, states, config, rounds, note });
  const floor = measured[0].wall;
  const rows = measured.map((row) => ({
    ...row,
    rate: events / row.wall,
    perCore: events / row.cpu,
    ratio: floor / row.wall,
  }));
  const scanned = rows.slice(1);
  return {
    events,
    rows,
    file: firstFile(path.join(dir, "AWSLogs")),
    worstRatio: Math.min(...scanned.map((row) => row.ratio)),
    worstPerCore: Math.min(...scanned.map((row) => row.perCore)),
  };
}

function firstFile(/** @type {string} */ dir) {
  const names = readdirSync(dir, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json.gz"));
  return path.join(dir, names.toSorted()[0]);
}
