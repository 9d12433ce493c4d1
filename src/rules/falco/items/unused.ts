import type { RuleProblem } from "../../../model/rule.ts";
import { positionOf } from "../../files/source-file.ts";
import type { Place } from "../../files/source-file.ts";
import type { FalcoTables } from "./tables.ts";

interface Used {
  lists: ReadonlySet<string>;
  macros: ReadonlySet<string>;
}

/** Lists and macros that nothing names. Where something did not load, nobody knows what it would have named. */
export function unusedWarnings({ lists, macros, failed }: FalcoTables, used: Used): RuleProblem[] {
  if (Object.values(failed).some(({ names }) => names.length > 0)) return [];
  return [
    ...[...lists.values()].filter(({ name }) => !used.lists.has(name)).map((list) => unused("list", list)),
    ...[...macros.values()].filter(({ name }) => !used.macros.has(name)).map((macro) => unused("macro", macro)),
  ];
}

function unused(kind: "list" | "macro", { name, place }: { name: string; place: Place }): RuleProblem {
  return {
    level: "warning",
    code: kind === "list" ? "LOAD_UNUSED_LIST" : "LOAD_UNUSED_MACRO",
    item: name,
    at: positionOf(place),
    message: `no condition uses this ${kind}`,
  };
}
