import type { RuleProblem } from "../../../model/rule.ts";
import { positionOf } from "../../files/source-file.ts";
import { placeAt } from "../../files/traced.ts";
import type { FalcoSource } from "../fields/field.ts";
import { OutputError } from "../output/index.ts";
import type { FalcoRule } from "./falco-rule.ts";
import { isAtLeast, SEVERITY_OF } from "./priorities.ts";
import { ruleCondition } from "./rule-condition.ts";
import type { RuleCondition } from "./rule-condition.ts";
import { ruleOutput } from "./rule-output.ts";
import type { RuleOutput } from "./rule-output.ts";
import type { Hearing, RuleScope } from "./rule-scope.ts";
import type { RuleItem } from "./rules.ts";
import type { FalcoSettings } from "./settings.ts";

/** What became of a rule: it is there, or its problems hold an error, or it is skipped for a field nobody knows. */
export interface RuleOutcome {
  rule?: FalcoRule;
  problems: RuleProblem[];
}

/** Compiles a rule of a known source: all that is wrong is said at once. */
export function compileRule(item: RuleItem, source: FalcoSource, scope: RuleScope): RuleOutcome {
  const { name, skipIfUnknownFilter } = item;
  const errors: RuleProblem[] = [];
  const skipped: RuleProblem[] = [];
  const hearing: Hearing = {
    warnings: [],
    macroErrors: [],
    wrong: (said, unknownField) => {
      if (unknownField === undefined || !skipIfUnknownFilter) errors.push({ level: "error", item: name, ...said });
      else skipped.push({ ...said, level: "warning", item: name, code: "LOAD_UNKNOWN_FILTER" });
    },
  };
  const condition = ruleCondition(item, source, scope, hearing);
  const output = outputOf(item, source, scope.settings, hearing);
  const wrong = [...hearing.macroErrors, ...errors];
  if (wrong.length > 0) return { problems: wrong };
  if (!condition || !output) return { problems: skipped };
  return { rule: loaded(item, source, scope, condition, output), problems: hearing.warnings };
}

function outputOf(
  item: RuleItem,
  source: FalcoSource,
  settings: FalcoSettings,
  hearing: Hearing,
): RuleOutput | undefined {
  try {
    return ruleOutput(item, source, settings);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    for (const { offset, hint, unknownField, message: what } of [error, ...error.others]) {
      const isOwn = offset < item.output.text.length || settings.appendedOutput.length === 0;
      const message = isOwn ? what : `what \`falco.append_output\` adds: ${what}`;
      const at = positionOf(placeAt(item.output, isOwn ? offset : 0));
      hearing.wrong(
        { code: "LOAD_ERR_COMPILE_OUTPUT", at, message, ...(hint !== undefined && { hint }) },
        unknownField,
      );
    }
    return undefined;
  }
}

function loaded(
  item: RuleItem,
  source: FalcoSource,
  { macros, settings }: RuleScope,
  { predicate, parsed }: RuleCondition,
  output: RuleOutput,
): FalcoRule {
  const isHeard = isAtLeast(item.priority, settings.minimumPriority);
  const { pack } = item.place.file;
  return {
    id: item.name,
    language: "falco",
    title: item.name,
    description: item.desc,
    severity: item.severity ?? SEVERITY_OF[item.priority],
    source,
    controls: item.control === undefined ? [] : [item.control],
    tags: item.tags,
    ...(item.runbook !== undefined && { runbook: item.runbook }),
    enabled: item.enabled && isHeard,
    ...(!item.enabled ? { off: "disabled" as const } : !isHeard ? { off: "priority" as const } : {}),
    unknown: item.unknown,
    at: positionOf(item.place),
    ...(pack !== undefined && { pack }),
    when: predicate,
    render: (event) => output.format.render(event),
    fields: (event) => output.format.values(event),
    priority: item.priority,
    condition: parsed.condition,
    conditionText: parsed.traced.text,
    conditionAt: (offset) => positionOf(placeAt(parsed.traced, offset)),
    macros,
    output: output.format,
    outputText: output.text,
    outputAt: (offset) => positionOf(placeAt(item.output, offset)),
  };
}
