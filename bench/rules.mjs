/** What rules cost: scans of audit events and of CloudTrail records with 1, 100 and 1,000 of them, against the floor. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { auditCorpus } from "./audit.mjs";
import { corpus } from "./corpus.mjs";
import { measure, medians } from "./measure.mjs";
import { ruleFile } from "./rule-files.mjs";

const here = (/** @type {string} */ file) => fileURLToPath(new URL(file, import.meta.url));
const CLI = here("../dist/cli/main.js");
const NUMBERS = [1, 100, 1000];

/**
 * @param {{ out: string, events: number, rounds: number, state: string, config: string, note: (text: string) => void }} options
 *   `state` and `config` of the CloudTrail corpus
 * @returns one list of rows for each corpus: the floor, then each number of rules, then the pack; `ratio` is of the floor
 */
export async function rules({ out, events, rounds, state, config, note }) {
  const files = NUMBERS.map((number) => ({ number, file: path.join(out, `rules-${number}.yaml`) }));
  for (const { number, file } of files) ruleFile({ file, rules: number });
  const trail = path.join(out, `corpus-${events}`);
  const audit = path.join(out, `audit-${events}`);
  note(`corpora of ${events} events`);
  await corpus({ out: trail, events });
  await auditCorpus({ out: audit, events });
  return [
    { kind: "k8s_audit", rows: await rowsOf(path.join(audit, "audit"), "./floor-lines.mjs", []) },
    {
      kind: "aws_cloudtrail",
      rows: await rowsOf(path.join(trail, "AWSLogs"), "./floor.mjs", ["--state", state, "--config", config]),
    },
  ].map(({ kind, rows }) => ({ kind, events, rows: rated(rows, events) }));

  async function rowsOf(folder, floor, more) {
    const scan = [
      CLI,
      "scan",
      folder,
      "--cluster",
      "111122223333/eu-west-1/prod",
      "--format",
      "ndjson",
      "--no-progress",
      ...more,
    ];
    const subjects = [
      { name: "floor", args: [here(floor), folder] },
      ...files.map(({ number, file }) => ({
        name: `scan, ${number} ${number === 1 ? "rule" : "rules"}`,
        args: [...scan, "--pack", "none", "--rules", file],
      })),
      { name: "scan, pack eks", args: scan },
    ];
    const runs = subjects.map(() => []);
    for (let round = 0; round < rounds; round += 1) {
      for (const [i, { name, args }] of subjects.entries()) {
        note(`rules, ${path.basename(folder)}, round ${round + 1} of ${rounds}: ${name}`);
        const { stdout: _, ...cost } = await measure(args, [0, 2]);
        runs[i].push(cost);
      }
    }
    return subjects.map(({ name }, i) => ({ name, ...medians(runs[i]) }));
  }
}

function rated(rows, events) {
  const floor = rows[0].wall;
  return rows.map((row) => ({ ...row, rate: events / row.wall, perCore: events / row.cpu, ratio: floor / row.wall }));
}

const rowOf = (rows, name) => rows.find((row) => row.name === name);

/** The figures that have targets: the worse of the two corpora. */
export function ruleFigures(corpora) {
  return {
    ratio: Math.min(...corpora.map(({ rows }) => rowOf(rows, "scan, 100 rules").ratio)),
    growth: Math.max(
      ...corpora.map(({ rows }) => rowOf(rows, "scan, 1000 rules").cpu / rowOf(rows, "scan, 100 rules").cpu),
    ),
  };
}
