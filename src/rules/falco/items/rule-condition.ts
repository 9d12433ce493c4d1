import type { RuleProblem } from "../../../model/rule.ts";
import { positionOf } from "../../files/source-file.ts";
import { placeAt } from "../../files/traced.ts";
import { compileCondition, ConditionError, parseCondition } from "../condition/index.ts";
import type { CompiledCondition, ConditionProblem, Macro } from "../condition/index.ts";
import type { FieldLookup } from "../condition/lookup.ts";
import type { FalcoSource } from "../fields/field.ts";
import { bindField, isKnownField } from "../fields/index.ts";
import { unknownExceptionFields } from "./exception-fields.ts";
import { withExceptions } from "./exception-text.ts";
import { checksOf, referencesIn } from "./references.ts";
import { missingMacro } from "./missing-macro.ts";
import { parsedText, saidOf } from "./parsed-text.ts";
import type { ParsedText, Said } from "./parsed-text.ts";
import type { Hearing, RuleScope } from "./rule-scope.ts";
import type { RuleItem } from "./rules.ts";

/** The condition of a rule with its exceptions, compiled. */
export type RuleCondition = CompiledCondition & { parsed: ParsedText };

/** Compiles a rule's condition; undefined where the hearing was told what is wrong. */
export function ruleCondition(
  item: RuleItem,
  source: FalcoSource,
  scope: RuleScope,
  hearing: Hearing,
): RuleCondition | undefined {
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
  scope.room.left -= checksOf(parsed.condition, scope.macros);
  if (scope.room.left < 0) {
    const at = positionOf(placeAt(parsed.traced, 0));
    hearing.wrong({ code: "LOAD_ERR_VALIDATE", at, message: "the rules have more checks than can be loaded" });
    return undefined;
  }
  try {
    const compiled = compileCondition(parsed.condition, {
      source,
      text: parsed.traced.text,
      macros: macrosFor(parsed, scope, hearing),
      fields: lookupOf(scope),
    });
    hearing.warnings = warningsOf(compiled, parsed, item, scope);
    return { ...compiled, parsed };
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    hear(error.problems, parsed, item, scope, hearing);
    return undefined;
  }
}

/** The fields; of those that nobody knows the first thousand are told what was meant. */
function lookupOf({ settings: { fields }, hints }: RuleScope): FieldLookup {
  return {
    isKnown: (source, name) => isKnownField(source, name, fields),
    bind(source, name, argument) {
      if (isKnownField(source, name, fields)) return bindField(source, name, argument, fields);
      hints.left -= 1;
      if (hints.left >= 0) return bindField(source, name, argument, fields);
      return { message: `unknown field \`${name}\``, isUnknown: true };
    },
  };
}

/** In place of a macro that is not there, to find what else is wrong. */
const STAND_IN: Macro = { text: "evt.num exists", condition: parseCondition("evt.num exists") };

/** The macros that a condition may use; those that are not there are said to be missing, and replaced. */
function macrosFor({ condition, traced }: ParsedText, scope: RuleScope, hearing: Hearing): ReadonlyMap<string, Macro> {
  const { macros, failedMacros, usedMacros } = scope;
  const references = referencesIn(condition);
  for (const { name } of references) usedMacros.add(name);
  const lost = references.filter(({ name }) => !macros.has(name));
  for (const { name, from } of lost) {
    const at = positionOf(placeAt(traced, from));
    const isFailed = failedMacros.has(name);
    const said = isFailed ? { message: failedMacros.says("macro", name) } : missingMacro(name, macros);
    hearing.wrong({ code: "LOAD_ERR_VALIDATE", at, ...said });
  }
  const standIns = lost.map(({ name }): [string, Macro] => [name, STAND_IN]);
  return lost.length === 0 ? macros : new Map<string, Macro>([...macros, ...standIns]);
}

/** A problem of the condition itself is the rule's; one in a macro is the macro's, and the rule needs the macro. */
function hear(
  problems: readonly ConditionProblem[],
  parsed: ParsedText,
  item: RuleItem,
  scope: RuleScope,
  hearing: Hearing,
): void {
  const references = new Map(referencesIn(parsed.condition).map(({ name, from }) => [name, from]));
  const named = new Set<string>();
  for (const problem of problems) {
    const { macro, unknownField } = problem;
    const within = macro === undefined ? undefined : scope.macros.get(macro);
    const said = saidOf(problem, within ?? parsed);
    if (macro === undefined || (unknownField !== undefined && item.skipIfUnknownFilter)) {
      hearing.wrong(said, unknownField);
      continue;
    }
    hearing.macroErrors.push({ level: "error", item: macro, ...said });
    if (!named.has(macro)) hearing.wrong(needs(macro, said, placeOf(references.get(macro), parsed)));
    named.add(macro);
  }
}

function placeOf(from: number | undefined, { traced }: ParsedText): RuleProblem["at"] {
  return positionOf(placeAt(traced, from ?? 0));
}

function needs(macro: string, { at: { file, line } }: Said, at: RuleProblem["at"]): Said {
  const message = `needs the macro \`${macro}\`, which cannot be used here (${file}:${line})`;
  return { code: "LOAD_ERR_VALIDATE", at, message };
}

function warningsOf(
  { warnings }: CompiledCondition,
  parsed: ParsedText,
  item: RuleItem,
  scope: RuleScope,
): RuleProblem[] {
  return warnings.map(({ code, message, from, macro }) => {
    const { traced } = macro === undefined ? parsed : scope.macros.get(macro)!;
    return { level: "warning", code, item: macro ?? item.name, at: positionOf(placeAt(traced, from)), message };
  });
}
