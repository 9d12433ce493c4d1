import type { RuleProblem } from "../../../model/rule.ts";
import { positionOf } from "../../files/source-file.ts";
import { placeAt } from "../../files/traced.ts";
import { compileCondition, ConditionError, parseCondition } from "../condition/index.ts";
import type { CompiledCondition, ConditionProblem, Macro } from "../condition/index.ts";
import type { FalcoSource } from "../fields/field.ts";
import { bindField, isKnownField } from "../fields/index.ts";
import { OutputError } from "../output/index.ts";
import { unknownExceptionFields } from "./exception-fields.ts";
import { withExceptions } from "./exception-text.ts";
import type { Failures } from "./failures.ts";
import type { FalcoRule } from "./falco-rule.ts";
import { referencesIn } from "./macro-texts.ts";
import type { ReadableMacro } from "./macro-texts.ts";
import { missingMacro } from "./missing-macro.ts";
import { parsedText, saidOf } from "./parsed-text.ts";
import type { ListScope, ParsedText, Said } from "./parsed-text.ts";
import { isAtLeast, SEVERITY_OF } from "./priorities.ts";
import { ruleOutput } from "./rule-output.ts";
import type { RuleOutput } from "./rule-output.ts";
import type { RuleItem } from "./rules.ts";
import type { FalcoSettings } from "./settings.ts";

/** What rules are compiled with. */
export interface RuleScope {
  lists: ListScope;
  macros: ReadonlyMap<string, ReadableMacro>;
  failedMacros: Failures;
  /** Macros that rules have named so far. */
  usedMacros: Set<string>;
  settings: FalcoSettings;
}

/** What became of a rule: it is there, or its problems hold an error, or it is skipped for a field nobody knows. */
export interface RuleOutcome {
  rule?: FalcoRule;
  problems: RuleProblem[];
}

/** Compiles a rule of a known source: all that is wrong is said at once. */
export function compileRule(item: RuleItem, source: FalcoSource, scope: RuleScope): RuleOutcome {
  const errors: Said[] = [];
  const skipped: Said[] = [];
  const warnings: RuleProblem[] = [];
  const wrong = (said: Said, unknownField: string | undefined) =>
    void (unknownField !== undefined && item.skipIfUnknownFilter ? skipped : errors).push(said);
  const macroErrors: RuleProblem[] = [];
  const condition = conditionOf(item, source, scope, { wrong, warnings, macroErrors });
  const output = outputOf(item, source, scope.settings, wrong);
  if (errors.length > 0 || macroErrors.length > 0) {
    return {
      problems: [...macroErrors, ...errors.map((said) => ({ level: "error" as const, item: item.name, ...said }))],
    };
  }
  if (condition && output && skipped.length === 0) {
    return { rule: loaded(item, source, scope, condition, output), problems: warnings };
  }
  return {
    problems: skipped.map((said) => ({ ...said, level: "warning", code: "LOAD_UNKNOWN_FILTER", item: item.name })),
  };
}

interface Hearing {
  wrong(said: Said, unknownField?: string): void;
  warnings: RuleProblem[];
  /** What is wrong in macros that this rule uses: said once, whoever uses them. */
  macroErrors: RuleProblem[];
}

type Compiled = CompiledCondition & { parsed: ParsedText };

function conditionOf(item: RuleItem, source: FalcoSource, scope: RuleScope, hearing: Hearing): Compiled | undefined {
  const whole = withExceptions(item.condition, item.exceptions);
  const problems = [...whole.problems, ...unknownExceptionFields(item.exceptions, source, scope.settings)];
  for (const { place, ...said } of problems) {
    hearing.wrong({ code: "LOAD_ERR_VALIDATE", at: positionOf(place), ...said });
  }
  // Where exceptions are wrong, what else is wrong is looked for without them.
  const parsed = parsedText(problems.length > 0 ? item.condition : whole.traced, scope.lists);
  if (Array.isArray(parsed)) {
    for (const said of parsed) hearing.wrong(said);
    return undefined;
  }
  const lost = lostMacros(parsed, scope);
  for (const { said } of lost) hearing.wrong(said);
  const standIns = lost.map(({ name }): [string, Macro] => [name, STAND_IN]);
  const macros = lost.length === 0 ? scope.macros : new Map<string, Macro>([...scope.macros, ...standIns]);
  const { fields } = scope.settings;
  try {
    const compiled = compileCondition(parsed.condition, {
      source,
      text: parsed.traced.text,
      macros,
      fields: {
        bind: (of, name, argument) => bindField(of, name, argument, fields),
        isKnown: (of, name) => isKnownField(of, name, fields),
      },
    });
    for (const { code, message, from, macro } of compiled.warnings) {
      const at = positionOf(placeAt((macro === undefined ? parsed : scope.macros.get(macro)!).traced, from));
      hearing.warnings.push({ level: "warning", code, item: macro ?? item.name, at, message });
    }
    return { ...compiled, parsed };
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    for (const problem of error.problems) hear(problem, parsed, scope, item, hearing);
    return undefined;
  }
}

/** A problem of the condition itself is the rule's; one in a macro is the macro's, and the rule needs the macro. */
function hear(problem: ConditionProblem, parsed: ParsedText, scope: RuleScope, item: RuleItem, hearing: Hearing): void {
  const { macro, unknownField } = problem;
  const within = macro === undefined ? undefined : scope.macros.get(macro);
  if (macro === undefined || within === undefined || (unknownField !== undefined && item.skipIfUnknownFilter)) {
    hearing.wrong(saidOf(problem, within ?? parsed), unknownField);
    return;
  }
  const said = saidOf(problem, within);
  hearing.macroErrors.push({ level: "error", item: macro, ...said });
  const reference = referencesIn(parsed.condition).find(({ name }) => name === macro);
  const at = positionOf(placeAt(parsed.traced, reference?.from ?? 0));
  const message = `needs the macro \`${macro}\`, which cannot be used here (${said.at.file}:${said.at.line})`;
  hearing.wrong({ code: "LOAD_ERR_VALIDATE", at, message });
}

/** In place of a macro that is not there, to find what else is wrong. */
const STAND_IN: Macro = { text: "evt.num exists", condition: parseCondition("evt.num exists") };

/** References to macros that are not there. */
function lostMacros(
  { condition, traced }: ParsedText,
  { macros, failedMacros, usedMacros }: RuleScope,
): { name: string; said: Said }[] {
  return referencesIn(condition).flatMap(({ name, from }) => {
    usedMacros.add(name);
    if (macros.has(name)) return [];
    const at = positionOf(placeAt(traced, from));
    const said = failedMacros.has(name)
      ? { message: failedMacros.says("macro", name) }
      : missingMacro(name, [...macros.keys()]);
    return [{ name, said: { code: "LOAD_ERR_VALIDATE", at, ...said } }];
  });
}

function outputOf(
  item: RuleItem,
  source: FalcoSource,
  settings: FalcoSettings,
  wrong: Hearing["wrong"],
): RuleOutput | undefined {
  try {
    return ruleOutput(item, source, settings);
  } catch (error) {
    if (!(error instanceof OutputError)) throw error;
    for (const { offset, hint, unknownField, message: what } of [error, ...error.others]) {
      const isOwn = offset < item.output.text.length || settings.appendedOutput.length === 0;
      const message = isOwn ? what : `what \`falco.append_output\` adds: ${what}`;
      const at = positionOf(placeAt(item.output, isOwn ? offset : 0));
      wrong({ code: "LOAD_ERR_COMPILE_OUTPUT", at, message, ...(hint !== undefined && { hint }) }, unknownField);
    }
    return undefined;
  }
}

function loaded(
  item: RuleItem,
  source: FalcoSource,
  { macros, settings }: RuleScope,
  { predicate, parsed }: Compiled,
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
