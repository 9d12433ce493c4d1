// Reads the sample folder where it lies and compares what was read with what the samples say of themselves:
// `index.json` for CloudTrail records, audit events and states, the table in `transports/README.md` for transports,
// `k8s-audit/kube-apiserver.README.md` for what a real API server wrote. What a working cluster and an account without
// clusters did must make nobody look.
//
//   npm run check:samples [-- FOLDER]     else $SAMPLES, else ../shared/samples beside the repository
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { decode } from "../dist/events/decode.js";
import { loadTerraform } from "../dist/terraform/index.js";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.resolve(process.argv[2] ?? process.env.SAMPLES ?? path.join(root, "../shared/samples"));

/** Rows of the transports' table that are no input of a scan yet: recorded API exchanges, key lists, A.17's kinds. */
const NOT_READ = new Set([
  "s3-keys.tsv",
  "getlogevents-pages.json",
  "filterlogevents-pages.json",
  "vpc-flow-default.log",
  "vpc-flow-noheader.log",
  "vpc-flow-custom.log",
  "policy-agent.log",
  "metric-data.json",
  "metric-data-with-request.json",
  "describe-cluster.json",
  "list-access-entries.jsonl",
  "kubectl-list.json",
]);

const sum = (numbers) => Object.values(numbers).reduce((total, each) => total + each, 0);

/** Everything one file gives, and the paths at which its salvaged records were cut. */
async function read(file) {
  const total = { events: 0, partials: 0, pointers: 0, controls: 0, skips: 0, duplicates: 0, rejects: 0 };
  const cuts = [];
  for await (const { counts, events } of decode({ name: file }, readFileSync(file), { receivedAt: 0 })) {
    total.events += sum(counts.events);
    total.skips += sum(counts.skips);
    for (const each of ["partials", "pointers", "controls", "duplicates", "rejects"]) total[each] += counts[each];
    cuts.push(...events.flatMap(({ partial }) => partial?.cutPath ?? []));
  }
  return { ...total, cuts };
}

function filesOf(pattern) {
  if (!pattern.includes("*")) return [path.join(folder, pattern)];
  const top = path.join(folder, pattern.slice(0, pattern.indexOf("*")));
  return readdirSync(top, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
}

/** A record or audit file of the index: its events, each twin counted, and the reject that its note speaks of. */
async function checkIndexed({ file, events, note = "" }) {
  let found = 0;
  let rejects = 0;
  for (const each of filesOf(file)) {
    const counts = await read(each);
    found += counts.events + counts.duplicates;
    rejects += counts.rejects;
  }
  return compare(file, { events: found, rejects }, { events, rejects: note.includes("one reject") ? 1 : 0 });
}

async function checkState({ file, events }) {
  const { facts, failures } = await loadTerraform({ states: [path.join(folder, file)], code: [], podIdentities: [] });
  const instances = facts.states[0]?.resources;
  return compare(file, { instances, failures: failures.length }, { instances: events, failures: 0 });
}

/** `| file | contains | E (P) | Ptr | C | S | D | R |` */
function transports() {
  const readme = readFileSync(path.join(folder, "transports/README.md"), "utf8");
  return readme.split("\n").flatMap((line) => {
    const cells = line.split(/(?<!\\)\|/).map((cell) => cell.trim());
    const [, file, contains, ep, ...counts] = cells;
    const [, events, partials = 0] = /^(\d+)(?: \((\d+)\))?$/.exec(ep ?? "") ?? [];
    if (cells.length !== 10 || events === undefined || NOT_READ.has(file)) return [];
    const [pointers, controls, skips, duplicates, rejects] = counts.map(Number);
    const cuts = /Cut paths: (.*)$/.exec(contains)?.[1].match(/[\w.]+/g) ?? [];
    const wanted = { events: +events, partials: +partials, pointers, controls, skips, duplicates, rejects, cuts };
    return [{ file: `transports/${file}`, wanted }];
  });
}

async function eventsOf(file) {
  const events = [];
  for await (const slab of decode({ name: file }, readFileSync(file), { receivedAt: 0 })) events.push(...slab.events);
  return events;
}

/** No file of audit events may lie beside the index. */
function checkAuditIndex(index) {
  const files = readdirSync(path.join(folder, "k8s-audit")).filter((name) => /\.jsonl(\.gz)?$/.test(name));
  const unlisted = files.filter((name) => !index.some(({ file }) => file === `k8s-audit/${name}`));
  compare("k8s-audit: files that the index does not name", unlisted, []);
}

/** Levels and stages of a real server's audit log, as its README counts them. */
async function checkAuditLog() {
  const readme = readFileSync(path.join(folder, "k8s-audit/kube-apiserver.README.md"), "utf8");
  const counts = /Counts: ([^.]*)\./.exec(readme)[1].matchAll(/(\w+) (\d+)/g);
  const wanted = Object.fromEntries([...counts].map(([, name, count]) => [name, Number(count)]));
  const found = Object.fromEntries(Object.keys(wanted).map((name) => [name, 0]));
  for (const { raw } of await eventsOf(path.join(folder, "k8s-audit/kube-apiserver.jsonl"))) {
    found[raw.level] += 1;
    found[raw.stage] += 1;
  }
  return compare("k8s-audit/kube-apiserver.jsonl, levels and stages", found, wanted);
}

/** The server's text log: all of it is read, and every audit event that it names as lost is told. */
async function checkServerLog() {
  const file = path.join(folder, "k8s-audit/kube-apiserver-text.log");
  const lost = (await eventsOf(file)).flatMap(({ lostAudits = [] }) => lostAudits.map(({ auditId }) => auditId));
  const named = [...readFileSync(file, "utf8").matchAll(/^\S+ AUDIT: id="([^"]*)"/gm)].map(([, id]) => id);
  const { rejects } = await read(file);
  compare("k8s-audit/kube-apiserver-text.log", { lost, rejects }, { lost: named, rejects: 0 });
  return compare("events that it names as lost", named.length > 0, true);
}

function findingsOf(...args) {
  const cli = [path.join(root, "dist/cli/main.js"), "scan", ...args, "--format", "json", "--no-progress"];
  const { stdout } = spawnSync(process.execPath, cli, { encoding: "utf8", maxBuffer: 1024 ** 3 });
  return JSON.parse(stdout).findings;
}

const titles = (findings) => findings.map(({ rule, title, severity }) => `${severity} ${rule}: ${title}`);

const isLoud = ({ severity }) => !["info", "low"].includes(severity);

/**
 * Harmless: charts installed and removed on a working cluster; Terraform runs and an attack where there is no EKS. What
 * each rule of the pack makes of them is held by `check-pack-samples.mjs`; here it is the whole scan, detectors included.
 */
function checkQuiet() {
  const cluster = ["--cluster", "111122223333/eu-west-1/prod"];
  const perfspec = findingsOf(path.join(folder, "k8s-audit/perfspec-helm.jsonl.gz"), ...cluster);
  compare("findings above low of k8s-audit/perfspec-helm.jsonl.gz", titles(perfspec.filter(isLoud)), []);
  const s3 = findingsOf(path.join(folder, "cloudtrail/s3-layout"));
  const ofEks = s3.filter((finding) => isLoud(finding) && /\beks\b/i.test(`${finding.rule} ${finding.resource?.type}`));
  compare("EKS findings above low of cloudtrail/s3-layout", titles(ofEks), []);
}

/** Without any state, each of these calls is a finding. */
function checkWithoutState() {
  const actions = ["CreateCluster", "DeleteCluster", "UpdateClusterVersion"];
  const eks = path.join(folder, "cloudtrail/eks");
  const files = readdirSync(eks).filter((name) => actions.some((action) => name.startsWith(`composed-${action}`)));
  const found = findingsOf(...files.map((name) => path.join(eks, name))).filter(
    ({ rule, kind }) => rule === "eks/configuration-change" && kind === "rule",
  );
  const seen = new Set(found.flatMap(({ evidence }) => evidence.map(({ action }) => action)));
  return compare(
    "calls without a state",
    actions.filter((action) => seen.has(action)),
    actions,
  );
}

let wrong = 0;
function compare(file, found, wanted) {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is === should) return;
  wrong++;
  console.error(`${file}\n  read     ${is}\n  expected ${should}`);
}

if (!existsSync(path.join(folder, "index.json"))) {
  console.log("############################################################");
  console.log("# NOT RUN: there is no folder of samples                    #");
  console.log("############################################################");
  console.log(`looked for ${folder}; name another with SAMPLES`);
  process.exit(0);
}

const index = JSON.parse(readFileSync(path.join(folder, "index.json"), "utf8"));
const checks = { cloudtrail: checkIndexed, "k8s-audit": checkIndexed, terraform: checkState };
const checked = {};
for (const entry of index) {
  const kind = entry.file.split("/")[0];
  await checks[kind](entry);
  checked[kind] = (checked[kind] ?? 0) + 1;
}
for (const { file, wanted } of transports()) {
  compare(file, await read(path.join(folder, file)), wanted);
  checked.transports = (checked.transports ?? 0) + 1;
}
checkAuditIndex(index);
await checkAuditLog();
await checkServerLog();
checkQuiet();
checkWithoutState();
const summary = Object.entries(checked).map(([kind, count]) => `${count} ${kind}`);
console.log(`samples: ${summary.join(", ")} files read, ${wrong} not as they say`);
// A folder that holds less than it did would pass by being empty.
const LEAST = { cloudtrail: 300, "k8s-audit": 9, terraform: 7, transports: 20 };
const missing = Object.keys(LEAST).filter((kind) => (checked[kind] ?? 0) < LEAST[kind]);
if (missing.length > 0) console.error(`too few files of ${missing.join(", ")}`);
process.exit(wrong === 0 && missing.length === 0 ? 0 : 1);
