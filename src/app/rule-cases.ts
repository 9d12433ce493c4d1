import { existsSync, statSync } from "node:fs";
import path from "node:path";
import { auditEventOf } from "../events/k8s-audit/audit-event.ts";
import { awsEvent } from "../events/aws-event.ts";
import { cloudtrailEvent } from "../events/cloudtrail.ts";
import { AppError } from "../model/errors.ts";
import type { Event, EventKind } from "../model/event.ts";
import type { JsonObject } from "../model/json.ts";
import type { RuleProblem } from "../model/rule.ts";
import { parseCases, runCases } from "../rules/cases/index.ts";
import type { CaseReport, RuleCase } from "../rules/cases/index.ts";
import { readRuleFiles } from "../rules/files/read.ts";
import type { RuleFileText } from "../rules/load.ts";
import type { LoadedConfig } from "./config/index.ts";
import { factsOf } from "./facts.ts";
import { rulesOfPack } from "./packs.ts";
import { readTerraform } from "./parts.ts";
import { loadRuleSet } from "./rules.ts";

export interface RuleTestOptions {
  config: LoadedConfig;
  /** Rule files and folders; none stands for the packs and rules of the configuration. */
  paths?: readonly string[];
  env?: NodeJS.ProcessEnv;
}

export interface RuleTestReport extends CaseReport {
  /** How many rules were tested. */
  rules: number;
}

/**
 * Runs the cases that lie beside rule files, in their folder `cases`: of a folder all of them, of a file those of its
 * name.
 * @throws AppError "rule.invalid" where a rule does not load
 */
export async function testRules({ config, paths = [], env }: RuleTestOptions): Promise<RuleTestReport> {
  const alone = paths.length > 0;
  const { rules } = await loadRuleSet({ config, ...(alone ? { paths, alone } : {}), ...(env && { env }) });
  const read = await readCases(alone ? paths : config.config.rules, alone ? [] : config.config.packs);
  const facts = factsOf(config.config, (await readTerraform({ config, states: [], code: [] })).facts);
  const report = runCases(read.cases, rules, { eventOf: caseEvent, facts });
  return { ...report, problems: [...read.problems, ...report.problems], rules: rules.length };
}

async function readCases(paths: readonly string[], packs: readonly string[]) {
  const found: { cases: RuleCase[]; problems: RuleProblem[] } = { cases: [], problems: [] };
  for (const { file, text } of await caseFiles(paths, packs, found.problems)) {
    const { cases, problems } = parseCases({ file, text });
    found.cases.push(...cases);
    found.problems.push(...problems);
  }
  return found;
}

async function caseFiles(paths: readonly string[], packs: readonly string[], problems: RuleProblem[]) {
  const files: RuleFileText[] = [];
  for (const name of packs) {
    const { files: own, problems: unread } = await readRuleFiles(existing(rulesOfPack(name)));
    const inPack = (file: string) => path.posix.join("packs", name, "rules", "cases", path.basename(file));
    files.push(...own.map(({ file, text }) => ({ file: inPack(file), text })));
    problems.push(...unread);
  }
  const { files: own, problems: unread } = await readRuleFiles([...new Set(paths.flatMap(existing))]);
  problems.push(...unread);
  return [...files, ...own];
}

/** Where the cases of a rule file or folder lie; nowhere, if nobody wrote any. */
function existing(given: string): string[] {
  const place = statSync(given).isDirectory()
    ? path.join(given, "cases")
    : path.join(path.dirname(given), "cases", path.basename(given));
  return existsSync(place) ? [place] : [];
}

const READERS: { [kind in EventKind]?: (record: JsonObject, text: string, cluster: string | undefined) => Event } = {
  aws_cloudtrail: (record, text) => cloudtrailEvent(record, text, ORIGIN, 0),
  aws_event: (record, text) => awsEvent(record, text, ORIGIN, 0),
  k8s_audit: (record, text, name) =>
    auditEventOf(record, text, { origin: ORIGIN, receivedAt: 0, ...(name !== undefined && { cluster: { name } }) }),
};
const ORIGIN = { unit: "case", record: 1, offset: 0, chain: [] };

/**
 * The event of a record that a case holds.
 * @throws AppError "rule.invalid" for rules on events that are no JSON records
 */
export function caseEvent(record: JsonObject, kind: EventKind, cluster: string | undefined): Event {
  const read = READERS[kind];
  if (read) return read(record, JSON.stringify(record), cluster);
  throw new AppError("rule.invalid", `rules on ${kind} events cannot have cases: they are no records`, {
    hint: `cases can be written for ${Object.keys(READERS).join(", ")}`,
  });
}
