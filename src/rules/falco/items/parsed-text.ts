import type { RuleProblem } from "../../../model/rule.ts";
import { positionOf } from "../../files/source-file.ts";
import { placeAt } from "../../files/traced.ts";
import type { Traced } from "../../files/traced.ts";
import type { Condition } from "../condition/ast.ts";
import { ConditionError, parseCondition } from "../condition/index.ts";
import type { ConditionProblem } from "../condition/index.ts";
import type { Failures } from "./failures.ts";
import { substituted } from "./substitution.ts";
import type { ListNames, Stretch } from "./substitution.ts";

/** A condition with lists put in, read. */
export interface ParsedText {
  traced: Traced;
  condition: Condition;
  /** What stands for lists. */
  stretches: readonly Stretch[];
}

/** What conditions are read with. */
export interface ListScope {
  names: ListNames;
  items: ReadonlyMap<string, readonly string[]>;
  failed: Failures;
  /** Lists that conditions have named so far. */
  used: Set<string>;
  /** Characters that lists may still put into conditions: more were made to hurt. */
  room: { left: number };
}

export type Said = Omit<RuleProblem, "level" | "item">;

/** Puts lists into a condition and reads it; gives the problems where it cannot be read. */
export function parsedText(written: Traced, lists: ListScope): ParsedText | Said[] {
  const { traced, stretches } = substituted(written, lists.names, (name) => lists.items.get(name), lists.room);
  const broken = stretches.filter(({ list }) => lists.failed.has(list));
  for (const { list } of stretches) lists.used.add(list);
  if (broken.length > 0) {
    return broken.map(({ from, list }) => ({
      code: "LOAD_ERR_VALIDATE",
      at: positionOf(placeAt(traced, from)),
      message: lists.failed.says("list", list),
    }));
  }
  if (lists.room.left < 0) {
    const at = positionOf(placeAt(traced, 0));
    return [{ code: "LOAD_ERR_VALIDATE", at, message: "lists put more text into conditions than fits into memory" }];
  }
  try {
    return { traced, stretches, condition: parseCondition(traced.text) };
  } catch (error) {
    if (!(error instanceof ConditionError)) throw error;
    return error.problems.map((problem) => saidOf(problem, { traced, stretches }));
  }
}

/** A problem of a condition where its author sees it. */
export function saidOf(
  { message, from, hint }: ConditionProblem,
  { traced, stretches }: Pick<ParsedText, "traced" | "stretches">,
): Said {
  const inside = stretches.find((stretch) => from >= stretch.from && from <= stretch.to);
  const advice = inside ? adviceOn(inside, traced.text) : hint;
  return {
    code: "LOAD_ERR_COMPILE_CONDITION",
    at: positionOf(placeAt(traced, inside?.from ?? from)),
    message: inside ? `${message} (in what the list \`${inside.list}\` stands for)` : message,
    ...(advice !== undefined && { hint: advice }),
  };
}

function adviceOn({ from, list }: Stretch, text: string): string {
  const isInList = /[(,]\s*$/.test(text.slice(0, from));
  return isInList
    ? `items with any of ( ) " ' = , in them need quotes: '"a=b"'`
    : `a list stands for its items: write \`(${list})\``;
}
