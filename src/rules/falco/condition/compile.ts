import { nearest } from "../../../lib/nearest.ts";
import type { Predicate } from "../../../model/rule.ts";
import type { FalcoSource } from "../fields/field.ts";
import type { Condition } from "./ast.ts";
import { compileCheck } from "./check.ts";
import { ConditionError } from "./condition-error.ts";
import type { ConditionProblem } from "./condition-error.ts";
import { decisive } from "./decisive.ts";
import { junction, named, negation } from "./junction.ts";
import type { FieldLookup } from "./lookup.ts";
import type { Part } from "./part.ts";
import { Scope } from "./scope.ts";
import type { ConditionWarning } from "./scope.ts";
import { lacksAnyOf, unseenOf } from "./unseen-paths.ts";

export interface Macro {
  text: string;
  condition: Condition;
}

export interface CompileSettings {
  source: FalcoSource;
  /** The text the condition was parsed from. */
  text: string;
  /** Those it may use, by name. */
  macros: ReadonlyMap<string, Macro>;
  fields: FieldLookup;
}

export interface CompiledCondition {
  predicate: Predicate;
  warnings: readonly ConditionWarning[];
}

/** Levels and checks of a condition with its macros put in: what is more would take too long to ask. */
const MAX_HEIGHT = 1000;
const MAX_CHECKS = 100_000;

/**
 * Makes a predicate of a condition.
 * @throws ConditionError with all that is wrong, in the condition and in the macros it uses
 */
export function compile(condition: Condition, { source, text, macros, fields }: CompileSettings): CompiledCondition {
  const scope = new Scope(source, fields, text);
  const whole = new Compiler(macros).part(condition, scope);
  const [first, ...more] = scope.problems;
  if (first) throw new ConditionError([first, ...more]);
  return { predicate: predicateOf(whole!, source), warnings: scope.warnings };
}

function predicateOf(whole: Part, source: FalcoSource): Predicate {
  const { actions, resources, needles } = whole.demand;
  const lacks = lacksAnyOf(whole.reads);
  return {
    interest: { kinds: [source], ...(actions ? { actions } : {}), ...(resources ? { resources } : {}) },
    ...(needles ? { needles: [...needles.texts, ...needles.traces] } : {}),
    test: (event) => {
      const unseen = unseenOf(event);
      return unseen.length > 0 && lacks(event, unseen) ? whole.judge(event, unseen) : whole.holds(event);
    },
    explain: (event) => decisive(whole.explain(event, unseenOf(event))),
  };
}

class Compiler {
  readonly #macros: ReadonlyMap<string, Macro>;
  readonly #made = new Map<string, Part | undefined>();
  /** Macros being made, outermost first. */
  readonly #open: string[] = [];
  #depth = 0;

  constructor(macros: ReadonlyMap<string, Macro>) {
    this.#macros = macros;
  }

  /** @returns undefined where it does not load; the scope then holds why */
  part(condition: Condition, scope: Scope): Part | undefined {
    if (this.#depth === MAX_HEIGHT) {
      scope.problem(condition, `nested more than ${MAX_HEIGHT} levels deep, macros put in`);
      return undefined;
    }
    this.#depth += 1;
    const part = this.#kind(condition, scope);
    this.#depth -= 1;
    if (!part || (part.height <= MAX_HEIGHT && part.checks <= MAX_CHECKS)) return part;
    const much = part.height > MAX_HEIGHT ? `${MAX_HEIGHT} levels` : `${MAX_CHECKS} checks`;
    scope.problem(condition, `with its macros put in, this has more than ${much}`);
    return undefined;
  }

  #kind(condition: Condition, scope: Scope): Part | undefined {
    const text = scope.text.slice(condition.from, condition.to);
    if (condition.kind === "check") return compileCheck(condition, scope);
    if (condition.kind === "macro") return this.#macro(condition, scope);
    if (condition.kind === "not") {
      const part = this.part(condition.part, scope);
      return part && negation(part, text);
    }
    const parts = condition.parts.map((part) => this.part(part, scope));
    return parts.includes(undefined) ? undefined : junction(condition.kind, parts as Part[], text);
  }

  #macro(reference: Extract<Condition, { kind: "macro" }>, scope: Scope): Part | undefined {
    const { name } = reference;
    if (this.#made.has(name)) return this.#made.get(name);
    const macro = this.#macros.get(name);
    if (!macro || this.#open.includes(name)) {
      const why = macro ? loop([...this.#open, name]) : undefinedMacro(name, this.#macros.keys());
      scope.problem(reference, why.message, why.hint);
      return undefined;
    }
    this.#open.push(name);
    const part = this.part(macro.condition, scope.within(name, macro.text));
    this.#open.pop();
    const made = part && named(part, name);
    this.#made.set(name, made);
    return made;
  }
}

function loop(names: readonly string[]): Pick<ConditionProblem, "message" | "hint"> {
  return { message: `macro \`${names.at(-1)}\` refers to itself: ${names.join(" → ")}` };
}

function undefinedMacro(name: string, names: Iterable<string>): Pick<ConditionProblem, "message" | "hint"> {
  const near = nearest(name, names);
  return {
    message: `there is no macro \`${name}\``,
    hint: near ? `did you mean \`${near}\`?` : "fields have a dot in their name",
  };
}
