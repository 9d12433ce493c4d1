// Asks the pack `eks` about the sample folder: a working cluster stays quiet, attacks are told, and on the lines of a real
// API server each rule speaks where it should and nowhere else.
//
//   npm run check:samples [-- FOLDER]     else $SAMPLES, else ../shared/samples beside the repository
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { loadConfig } from "../dist/app/config/index.js";
import { loadRuleSet } from "../dist/app/rules.js";
import { decode } from "../dist/events/decode.js";
import { rank } from "../dist/model/severity.js";
import { ruleSetOf } from "../dist/rules/matcher/index.js";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.resolve(process.argv[2] ?? process.env.SAMPLES ?? path.join(root, "../shared/samples"));

/** What is above low in samples that should be calm, and what a user is told about it. */
const REASONS = {
  "CloudTrail trail stopped":
    "an attack simulation deletes trails; were it the trail that is read here, no call on EKS would be seen any more",
  "CloudTrail trail without changes":
    "an attack simulation makes a trail leave out writes; were it the trail that is read here, no change would be seen",
};

const CALM = [
  ["k8s-audit/composed-eks-background.jsonl", {}],
  ["k8s-audit/composed-eks-lookalikes.jsonl", {}],
  ["k8s-audit/aks-1.15.jsonl", {}],
  ["k8s-audit/audit2rbac-demo.jsonl", {}],
  ["k8s-audit/eks-immersion-day.jsonl", {}],
  ["k8s-audit/khi-oss.jsonl", {}],
  // A working cluster in which charts come and go, recorded without bodies: bindings are told as what they are, low.
  [
    "k8s-audit/perfspec-helm.jsonl.gz",
    { "ClusterRoleBinding written without a record of it": 26, "Node identity refused": 1 },
  ],
  ["cloudtrail/s3-layout", { "CloudTrail trail stopped": 2, "CloudTrail trail without changes": 1 }],
];

/** Lines of `k8s-audit/kube-apiserver.jsonl` by rule; its README says what each line is. */
const SPOKEN = JSON.parse(readFileSync(new URL("kube-apiserver-lines.json", import.meta.url), "utf8"));

const { rules, matching } = await loadRuleSet({ config: await loadConfig(undefined, {}), packs: ["eks"] });
const ruleSet = ruleSetOf(rules, { matching });

/** Every event below a file or folder with the rules that speak of it. */
async function* asked(name) {
  const place = path.join(folder, name);
  const inside = statSync(place).isDirectory() ? readdirSync(place, { recursive: true }) : [""];
  for (const file of inside.map((each) => path.join(place, each)).filter((each) => statSync(each).isFile())) {
    for await (const { events } of decode({ name: file }, readFileSync(file), { receivedAt: 0 })) {
      for (const event of events) {
        const matches = ruleSet.matches(event, {});
        yield { event, spoken: matches.filter(({ rule, truth }) => truth === true || rule.unknown === "flag") };
      }
    }
  }
}

let wrong = 0;
function compare(what, found, wanted) {
  const [is, should] = [JSON.stringify(found), JSON.stringify(wanted)];
  if (is === should) return;
  wrong += 1;
  console.error(`${what}\n  found    ${is}\n  expected ${should}`);
}

const sorted = (counts) => Object.fromEntries(Object.entries(counts).toSorted(([a], [b]) => (a < b ? -1 : 1)));

async function checkCalm(file, wanted) {
  const counts = {};
  for await (const { event, spoken } of asked(file)) {
    for (const { rule } of spoken) {
      counts[rule.id] = (counts[rule.id] ?? 0) + 1;
      if (rank(rule.severity) <= rank("low") || Object.hasOwn(REASONS, rule.id)) continue;
      wrong += 1;
      console.error(`${file}#${event.origins[0].record}: ${rule.severity} without a reason: ${rule.render(event)}`);
    }
  }
  compare(file, sorted(counts), sorted(wanted));
}

async function checkAttacks() {
  const file = "k8s-audit/composed-eks-attacks.jsonl";
  const silent = [];
  for await (const { event, spoken } of asked(file)) if (spoken.length === 0) silent.push(event.origins[0].record);
  compare(`${file}: attacks that no rule tells`, silent, []);
}

async function checkServer() {
  const file = "k8s-audit/kube-apiserver.jsonl";
  const lines = {};
  for await (const { event, spoken } of asked(file)) {
    for (const { rule } of spoken) (lines[rule.id] ??= []).push(event.origins[0].record);
  }
  for (const rule of new Set([...Object.keys(lines), ...Object.keys(SPOKEN)])) {
    compare(`${file}: ${rule}`, lines[rule] ?? [], SPOKEN[rule] ?? []);
  }
}

if (!existsSync(path.join(folder, "index.json"))) {
  console.log("############################################################");
  console.log("# NOT RUN: there is no folder of samples                    #");
  console.log("############################################################");
  process.exit(0);
}

for (const [file, wanted] of CALM) await checkCalm(file, wanted);
await checkAttacks();
await checkServer();
for (const [rule, reason] of Object.entries(REASONS)) console.log(`above low: ${rule}: ${reason}`);
console.log(`pack eks: ${rules.length} rules asked about ${CALM.length + 2} samples, ${wrong} not as they should be`);
process.exitCode = wrong === 0 ? 0 : 1;
