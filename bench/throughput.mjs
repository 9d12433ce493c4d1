/** Events per second of a scan, against the floor, in alternation. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { measure, medians } from "./measure.mjs";

const here = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));
export const CLI = here("../dist/cli/main.js");
const FLOOR = here("./floor.mjs");

/**
 * @param {{ dir: string, manifest: any, states: { file: string, resources: number, clusters: string[] }[], config: string,
 *   rounds: number, note: (text: string) => void }} options
 * @returns one row for the floor and one for each state: seconds, CPU seconds, bytes, and what the scan got wrong
 */
export async function throughput({ dir, manifest, states, config, rounds, note }) {
  const corpus = path.join(dir, "AWSLogs");
  const subjects = [
    { name: "floor", args: [FLOOR, corpus], allowed: [0], check: (out) => checkFloor(out, manifest) },
    ...states.map((state) => ({
      name: `scan, state of ${state.resources}`,
      args: [
        CLI,
        "scan",
        corpus,
        "--state",
        state.file,
        "--config",
        config,
        "--pack",
        "none",
        "--format",
        "ndjson",
        "--no-progress",
      ],
      allowed: [0, 2],
      check: (out) => checkScan(out, manifest, state),
    })),
  ];
  const runs = subjects.map(() => []);
  const wrong = subjects.map(() => "");
  for (let round = 0; round < rounds; round++)
    for (const [i, { name, args, allowed, check }] of subjects.entries()) {
      note(`${manifest.events} events, round ${round + 1} of ${rounds}: ${name}`);
      const { stdout, ...cost } = await measure(args, allowed);
      runs[i].push(cost);
      wrong[i] = check(stdout);
    }
  return subjects.map(({ name }, i) => ({ name, ...medians(runs[i]), wrong: wrong[i] }));
}

const checkFloor = (stdout, manifest) => (Number(stdout) === manifest.events ? "" : `read ${stdout.trim()} records`);

/** Compares the open drift findings with the resources that the corpus left different from the state. */
function checkScan(stdout, manifest, state) {
  const findings = stdout
    .split("\n")
    .filter(Boolean)
    .map((line) => JSON.parse(line));
  const got = new Set(
    findings.filter((f) => f.kind === "drift" && f.status === "open").map((f) => `${f.resource.type} ${f.resource.id}`),
  );
  const held = new Set(state.clusters);
  const expected = new Set(manifest.open.filter((o) => held.has(o.cluster)).map((o) => o.resource));
  const missing = [...expected].filter((resource) => !got.has(resource));
  const extra = [...got].filter((resource) => !expected.has(resource));
  return [
    missing.length > 0 && `${missing.length} of ${expected.size} drifted resources not found, first ${missing[0]}`,
    extra.length > 0 && `${extra.length} resources reported that have not drifted, first ${extra[0]}`,
  ]
    .filter(Boolean)
    .join("; ");
}
