import type { Check, Constant } from "./ast.ts";
import { constantsOf } from "./constants.ts";
import { TRANSFORMER_NAMES } from "./operators.ts";
import type { Scope } from "./scope.ts";

const CALL = new RegExp(`^(?:${TRANSFORMER_NAMES.join("|")})\\(.*\\)$`, "s");
const NA_OPERATORS = new Set(["=", "!=", "in", "intersects", "pmatch"]);

/** Warns of constants that probably mean something else than they say. */
export function warnOf(check: Check, right: Constant, scope: Scope): void {
  for (const constant of constantsOf(right)) {
    const bare = constant.replace(/\s+/g, "");
    if (bare.includes(".") && scope.fields.isKnown(scope.source, bare)) {
      scope.warn(
        right,
        "LOAD_COMPILE_CONDITION",
        `\`${bare}\` is compared as a text; write \`val(${bare})\` for the field`,
      );
    } else if (CALL.test(bare)) {
      scope.warn(
        right,
        "LOAD_COMPILE_CONDITION",
        `\`${bare}\` is compared as a text; write it without quotes for the transformer`,
      );
    }
    if (check.operator === "regex" && isPlain(constant)) {
      scope.warn(
        right,
        "LOAD_COMPILE_CONDITION",
        "a simpler operator does what this regular expression does: `=`, `startswith`, `endswith` or `contains`",
      );
    }
  }
  if (isUnsafe(check) && constantsOf(right).includes("<NA>")) {
    scope.warn(
      right,
      "LOAD_UNSAFE_NA_CHECK",
      "`<NA>` is how an absent field is printed, no value it has; write `not FIELD exists`",
    );
  }
}

function isUnsafe({ left, operator }: Check): boolean {
  return left.kind === "field" && /^(?:ka|jevt)\./.test(left.name) && NA_OPERATORS.has(operator);
}

/** A regular expression of letters only, with anchors or `.*` at its ends at most. */
function isPlain(pattern: string): boolean {
  return /^(?:\^|\.\*)*[^.*+?()[\]{}|\\^$]*(?:\$|\.\*)*$/.test(pattern);
}
