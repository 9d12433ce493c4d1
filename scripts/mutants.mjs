// Conditions with one thing wrong in them.
import { formatCondition } from "../dist/rules/falco/condition/index.js";

/** A condition with its macros put in where they are named. */
export function inlined(condition, macros) {
  if (condition.kind === "macro") return inlined(macros.get(condition.name).condition, macros);
  if (condition.kind === "not") return { ...condition, part: inlined(condition.part, macros) };
  if (condition.kind === "check") return condition;
  return { ...condition, parts: condition.parts.map((part) => inlined(part, macros)) };
}

/**
 * Every condition that differs from this one in a single check: removed, negated, or with a value less in its list.
 * @returns {{check: string, change: string, condition: object}[]}
 */
export function mutantsOf(condition) {
  return placesIn(condition).flatMap(({ check, replaced, dropped }) => {
    const text = formatCondition(check);
    const negated = { kind: "not", part: check, from: check.from, to: check.to };
    return [
      { check: text, change: "negated", condition: replaced(negated) },
      ...(dropped ? [{ check: text, change: "removed", condition: dropped }] : []),
      ...shorterLists(check).map(({ value, shorter }) => ({
        check: text,
        change: `without ${value}`,
        condition: replaced(shorter),
      })),
    ];
  });
}

/** Each check, the tree with something else in its place, and the tree without it (and without a `not` around it). */
function placesIn(condition) {
  if (condition.kind === "check") return [{ check: condition, replaced: (part) => part, dropped: undefined }];
  if (condition.kind === "not") {
    const around = (part) => ({ ...condition, part });
    return placesIn(condition.part).map(({ check, replaced, dropped }) => ({
      check,
      replaced: (part) => around(replaced(part)),
      dropped: dropped && around(dropped),
    }));
  }
  const without = (at) => {
    const parts = condition.parts.toSpliced(at, 1);
    return parts.length === 1 ? parts[0] : { ...condition, parts };
  };
  return condition.parts.flatMap((each, at) => {
    const around = (part) => ({ ...condition, parts: condition.parts.with(at, part) });
    return placesIn(each).map(({ check, replaced, dropped }) => ({
      check,
      replaced: (part) => around(replaced(part)),
      dropped: dropped ? around(dropped) : without(at),
    }));
  });
}

function shorterLists(check) {
  if (check.right?.kind !== "list" || check.right.values.length < 2) return [];
  return check.right.values.map((value, at) => ({
    value,
    shorter: { ...check, right: { ...check.right, values: check.right.values.toSpliced(at, 1) } },
  }));
}
