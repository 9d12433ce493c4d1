import { aggregateNamed } from "./aggregates/index.ts";
import { negates } from "./plan/condition.ts";
import { expressionsOf, partsOf, within } from "./syntax/ast.ts";
import type { Command, Expr, ExprOf } from "./syntax/ast.ts";
import { formatName } from "./syntax/format.ts";
import { hyphenatedName } from "./syntax/hyphenated.ts";

/** Something odd about a query. */
export interface QueryLint {
  code: string;
  message: string;
  /** 0-based index into the query's text. */
  offset: number;
  hint?: string;
  /** It concerns the query in the service only: results may differ from those here. */
  parity?: true;
}

/** What the service documents for one query. */
const SERVICE_STATS = 2;

/** What can be said of a query without data, in the order of its text. */
export function lintsOf(commands: readonly Command[]): QueryLint[] {
  const found = [
    ...commands.flatMap(directions),
    ...limitNotLast(commands),
    ...manyStats(commands),
    ...commands.flatMap((command) => expressionsOf(command).flatMap(hyphens)),
    ...estimates(commands),
    ...unorderedGroups(commands),
    ...missingNegations(commands),
    ...pointers(commands),
  ];
  return found.toSorted((a, b) => a.offset - b.offset);
}

function directions(command: Command): QueryLint[] {
  if (command.command !== "sort") return [];
  return command.keys
    .filter(({ directed }) => !directed)
    .map(({ expr }) => ({
      code: "implicit-direction",
      message: "sort without a direction is ascending",
      offset: expr.from,
      hint: "write asc or desc",
    }));
}

function limitNotLast(commands: readonly Command[]): QueryLint[] {
  return commands.slice(0, -1).flatMap(({ command, from }, at) => {
    const isFollowed = commands.slice(at + 1).some((next) => next.command !== "limit" && !SHOWS.has(next.command));
    if (command !== "limit" || !isFollowed) return [];
    const message = "limit cuts the rows here: what follows sees only those that are left";
    return [{ code: "limit-not-last", message, offset: from, hint: "put it at the end" }];
  });
}

const SHOWS: ReadonlySet<Command["command"]> = new Set(["fields", "display"]);

function manyStats(commands: readonly Command[]): QueryLint[] {
  const all = commands.filter(({ command }) => command === "stats");
  const third = all[SERVICE_STATS];
  if (!third) return [];
  const message = `${all.length} stats: the service documents ${SERVICE_STATS} in one query`;
  return [{ code: "two-stats", message, offset: third.from, parity: true }];
}

/** `foo-bar` is a subtraction; written without blanks it may be meant as a name. */
function hyphens(expr: Expr): QueryLint[] {
  const inner = partsOf(expr).flatMap(hyphens);
  const name = hyphenatedName(expr);
  if (name === undefined) return inner;
  const message = `${name} is read as a subtraction`;
  return [
    { code: "hyphen-in-field", message, offset: expr.from, hint: `as a field it is ${formatName(name)}` },
    ...inner,
  ];
}

function callsIn(commands: readonly Command[]): ExprOf<"call">[] {
  const all = commands.flatMap((command) => expressionsOf(command).flatMap((expr) => [...within(expr)]));
  return all.filter((expr) => expr.type === "call");
}

function estimates(commands: readonly Command[]): QueryLint[] {
  return callsIn(commands)
    .filter(({ name }) => aggregateNamed(name)?.how.kind === "collection")
    .map(({ name, from }) => ({
      code: "approximate-in-service",
      message: `${name} is exact here; the service estimates it for many values`,
      offset: from,
      parity: true,
    }));
}

function unorderedGroups(commands: readonly Command[]): QueryLint[] {
  const last = commands.findLastIndex(({ command }) => command === "stats");
  const stats = commands[last];
  if (stats?.command !== "stats" || stats.by.length === 0) return [];
  if (commands.slice(last).some(({ command }) => command === "sort")) return [];
  const message = "the groups come in the order of their newest event; the service gives them in any order";
  return [{ code: "unordered-groups", message, offset: stats.from, parity: true, hint: "add a sort" }];
}

function missingNegations(commands: readonly Command[]): QueryLint[] {
  return commands.flatMap((command) => {
    if (command.command !== "filter" || !negates(command.condition)) return [];
    return [
      {
        code: "missing-negation",
        message: "a negation does not hold for events that lack the field; the service documents no rule",
        offset: command.condition.from,
        parity: true as const,
        hint: "write `not ispresent(field) or …` to keep them",
      },
    ];
  });
}

function pointers(commands: readonly Command[]): QueryLint[] {
  const fields = commands.flatMap((command) => expressionsOf(command).flatMap((expr) => [...within(expr)]));
  const used = fields.find((expr) => expr.type === "field" && expr.name === "@ptr");
  if (!used) return [];
  const message = "@ptr names a file and a record here, and something opaque in the service";
  return [{ code: "opaque-ptr", message, offset: used.from, parity: true }];
}
