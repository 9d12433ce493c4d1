import type { Check, Condition } from "./ast.ts";

/** Names of the macros a condition refers to, each once, in order. */
export function macrosIn(condition: Condition): string[] {
  return [...new Set(leaves(condition).flatMap((leaf) => (leaf.kind === "macro" ? [leaf.name] : [])))];
}

/** Its checks, in order; those of macros are not among them. */
export function checksIn(condition: Condition): Check[] {
  return leaves(condition).filter((leaf) => leaf.kind === "check");
}

type Leaf = Extract<Condition, { kind: "macro" | "check" }>;

function leaves(condition: Condition): Leaf[] {
  switch (condition.kind) {
    case "and":
    case "or":
      return condition.parts.flatMap(leaves);
    case "not":
      return leaves(condition.part);
    default:
      return [condition];
  }
}
