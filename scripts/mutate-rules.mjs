// Changes every check of every rule's condition, one at a time, macros and exceptions included: removed, negated, or with
// a value less in its list. Each change must make a case of the rule come out otherwise, or stand in `equivalents.yaml`
// beside the rules' folder with the reason why no record can tell.
//
//   npm run mutate:rules [-- FOLDER]     default packs/eks/rules
import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parse } from "yaml";
import { loadConfig } from "../dist/app/config/index.js";
import { caseEvent } from "../dist/app/rule-cases.js";
import { loadRuleSet } from "../dist/app/rules.js";
import { parseCases } from "../dist/rules/cases/index.js";
import { compileCondition } from "../dist/rules/falco/condition/index.js";
import { readRuleFiles } from "../dist/rules/files/read.js";
import { inlined, mutantsOf } from "./mutants.mjs";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
const folder = path.resolve(process.argv[2] ?? path.join(root, "packs/eks/rules"));
const listed = path.join(path.dirname(folder), "equivalents.yaml");
/** Conditions of Falco rules look at nothing but the event. */
const NO_FACTS = {};

const { rules } = await loadRuleSet({ config: await loadConfig(undefined, {}), paths: [folder], alone: true });
const { files } = await readRuleFiles([path.join(folder, "cases")]);
const cases = files.flatMap((file) => parseCases(file).cases);
const equivalents = existsSync(listed) ? (parse(readFileSync(listed, "utf8")) ?? []) : [];
const unneeded = new Set(equivalents);

/** Whether no case of the rule notices. */
function survives({ source, conditionText }, condition, events) {
  const settings = { source, text: conditionText, macros: new Map() };
  const { predicate } = compileCondition(condition, settings);
  return events.every(({ event, truth }) => predicate.test(event, NO_FACTS) === truth);
}

let changes = 0;
const surviving = [];
for (const rule of rules.filter(({ language }) => language === "falco")) {
  const events = cases
    .filter((each) => each.rule === rule.id)
    .map(({ record, cluster }) => {
      const event = caseEvent(record, rule.source, cluster);
      return { event, truth: rule.when.test(event, NO_FACTS) };
    });
  for (const { check, change, condition } of mutantsOf(inlined(rule.condition, rule.macros))) {
    changes += 1;
    if (!survives(rule, condition, events)) continue;
    const known = equivalents.find((each) => each.rule === rule.id && each.check === check && each.change === change);
    if (known?.reason) unneeded.delete(known);
    else surviving.push(`${rule.id}\n  ${check}\n  ${change}: no case comes out otherwise`);
  }
}

for (const line of surviving) console.error(line);
for (const { rule, check, change } of unneeded) console.error(`${listed}: ${rule}, ${check}, ${change}: not needed`);
const known = equivalents.length - unneeded.size;
console.log(
  `${changes} changed conditions of ${rules.length} rules: ${changes - surviving.length - known} noticed by a case, ` +
    `${known} known to be equal, ${surviving.length} unnoticed`,
);
process.exitCode = surviving.length + unneeded.size === 0 && changes > 0 ? 0 : 1;
