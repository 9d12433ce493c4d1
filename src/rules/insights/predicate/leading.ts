import type { Command } from "../syntax/ast.ts";

/**
 * The commands that judge records one by one: those before the first that looks at several. Of a query without stats
 * all but the latter, for it may be asked about one record alone.
 */
export function leadingCommands(commands: readonly Command[]): Command[] {
  const first = commands.findIndex(({ command }) => command === "stats");
  if (first === -1) return commands.filter(({ command }) => !LOOKS_AT_SEVERAL.has(command));
  const end = commands.findIndex(({ command }) => LOOKS_AT_SEVERAL.has(command) && command !== "sort");
  return commands.slice(0, end).filter(({ command }) => command !== "sort");
}

const LOOKS_AT_SEVERAL: ReadonlySet<Command["command"]> = new Set(["stats", "dedup", "limit", "sort"]);

/** Names that the query gives to values of its own: they say nothing of the records. */
export function ownNames(commands: readonly Command[]): Set<string> {
  const names = new Set<string>();
  for (const command of commands) {
    if (command.command === "fields" || command.command === "display") {
      for (const { alias } of command.items) if (alias !== undefined) names.add(alias);
    }
    if (command.command === "parse") for (const alias of command.pattern.aliases) names.add(alias);
  }
  return names;
}
