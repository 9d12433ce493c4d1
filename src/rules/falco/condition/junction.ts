import type { Explanation, Truth } from "../../../model/rule.ts";
import { allOf, anyOf } from "./demand.ts";
import type { Part } from "./part.ts";

/** `and` or `or` of parts. Rule: Kleene's logic; the order of the parts changes no result. */
export function junction(kind: "and" | "or", parts: readonly Part[], text: string): Part {
  const ends = kind === "or";
  return {
    holds: (event) => {
      for (const part of parts) if (part.holds(event) === ends) return ends;
      return !ends;
    },
    judge: (event, unseen) => {
      let result: Truth = !ends;
      for (const part of parts) {
        const truth = part.judge(event, unseen);
        if (truth === ends) return ends;
        if (truth === "unknown") result = truth;
      }
      return result;
    },
    explain: (event, unseen) => {
      const below = parts.map((part) => part.explain(event, unseen));
      return { kind, text, result: joined(below, ends), decided: false, seen: [], parts: below };
    },
    reads: [...new Set(parts.flatMap(({ reads }) => reads))],
    demand: (kind === "and" ? allOf : anyOf)(parts.map(({ demand }) => demand)),
    checks: parts.reduce((sum, { checks }) => sum + checks, 0),
    height: 1 + parts.reduce((most, { height }) => Math.max(most, height), 0),
  };
}

function joined(parts: readonly Explanation[], ends: boolean): Truth {
  if (parts.some(({ result }) => result === ends)) return ends;
  return parts.some(({ result }) => result === "unknown") ? "unknown" : !ends;
}

/** The opposite of a part; what the part demands says nothing about it. */
export function negation(part: Part, text: string): Part {
  return {
    ...part,
    holds: (event) => !part.holds(event),
    judge: (event, unseen) => opposite(part.judge(event, unseen)),
    explain: (event, unseen) => {
      const below = part.explain(event, unseen);
      return { kind: "not", text, result: opposite(below.result), decided: false, seen: [], parts: [below] };
    },
    demand: {},
    height: part.height + 1,
  };
}

function opposite(truth: Truth): Truth {
  return truth === "unknown" ? truth : !truth;
}

/** A macro's condition under its name. */
export function named(part: Part, name: string): Part {
  return {
    ...part,
    explain: (event, unseen) => {
      const below = part.explain(event, unseen);
      return { kind: "macro", text: name, result: below.result, decided: false, seen: [], parts: [below] };
    },
    height: part.height + 1,
  };
}
