import { Command } from "commander";
import { refuseFormats } from "../command.ts";
import type { Globals, Shell } from "../command.ts";
import type { RowFormat } from "../output/rows/index.ts";

/** `rules list`: every rule with where it stands, those that did not load among them. */
export function rulesList(shell: Shell): Command {
  return new Command("list")
    .description("list the rules: severity, source, controls, where they stand, and which do not run")
    .argument("[path...]", "rule files or folders (default: the configured rules and packs)")
    .action(async (paths: string[], _, command: Command) => {
      await runList(paths, command.optsWithGlobals<Globals>(), shell);
    });
}

async function runList(paths: string[], flags: Globals, { io, app }: Shell): Promise<void> {
  refuseFormats("rules list", flags, ["pretty", "ndjson", "json", "markdown", "csv"]);
  const { loadRuleSet, loadConfig } = await app();
  const config = await loadConfig(flags.config, io.env);
  const loaded = await loadRuleSet({ config, paths, alone: paths.length > 0, keepGoing: true, env: io.env });
  const [{ listedRules, ruleList }, { coloured, plain }] = await Promise.all([
    import("../output/rule-list.ts"),
    import("../output/paint.ts"),
  ]);
  const format = flags.format ?? (io.out.isTerminal ? "pretty" : "ndjson");
  const view = {
    columns: io.out.columns,
    paint: io.out.isTerminal && flags.color && !io.env["NO_COLOR"] ? coloured : plain,
    verbose: flags.verbose === true,
    whole: !io.out.isTerminal,
  };
  for await (const piece of ruleList(listedRules(loaded), format as RowFormat, view)) await io.out.write(piece);
  const errors = loaded.problems.filter(({ level }) => level === "error").length;
  if (errors === 0 || flags.quiet) return;
  const [what, them] = errors === 1 ? ["1 mistake", "it"] : [`${errors} mistakes`, "them"];
  await io.err.write(`${what} in the rule files: \`binnacle rules check\` names ${them}\n`);
}
