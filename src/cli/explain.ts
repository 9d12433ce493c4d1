import { Command } from "commander";
import type { ClusterRef } from "../model/cluster.ts";
import { clusterArgument, repeated } from "./arguments.ts";
import { refuseFormats } from "./command.ts";
import type { Globals, Shell } from "./command.ts";
import { localInput, named } from "./names.ts";

interface ExplainFlags extends Globals {
  rule?: string;
  rules?: string[];
  pack?: string[];
  cluster?: ClusterRef;
}

export function explain(shell: Shell): Command {
  return new Command("explain")
    .description("how one event was decoded, which rules it met, and why each did or did not fire")
    .argument("<event>", "FILE#N (the Nth record of a file, as findings print it), or the id of an event")
    .argument("[input...]", "where to look for an id: files, folders, or - for standard input")
    .option("--rule <name>", "only this rule, with every part of its condition")
    .option("--rules <path>", "rule file or folder of them, besides the configured (repeatable)", repeated)
    .option("--pack <name>", "pack of rules, or none (repeatable; default: the configured, else eks)", repeated)
    .option("--cluster <cluster>", "ARN or account/region/name, for files that do not name it", clusterArgument)
    .action(async (event: string, inputs: string[], _, command: Command) => {
      await runExplain(event, inputs, command.optsWithGlobals<ExplainFlags>(), shell);
    });
}

async function runExplain(event: string, given: string[], flags: ExplainFlags, { io, app }: Shell): Promise<void> {
  refuseFormats("explain", flags, ["pretty", "json", "ndjson"]);
  const inputs = given.map((name) => localInput(named("INPUT", name, io.env)));
  const { explain: explained, loadConfig, loadRuleSet } = await app();
  const config = await loadConfig(flags.config, io.env);
  const { rules } = await loadRuleSet({ config, paths: flags.rules, packs: flags.pack, env: io.env });
  const found = await explained({
    event,
    inputs,
    rules,
    config,
    rule: flags.rule,
    cluster: flags.cluster,
    env: io.env,
    signal: io.signal,
  });
  const { explanationJson, explanationPage } = await import("./output/explanation.ts");
  const format = flags.format ?? "pretty";
  if (format === "pretty") {
    const { coloured, plain } = await import("./output/paint.ts");
    const paint = io.out.isTerminal && flags.color && !io.env.NO_COLOR ? coloured : plain;
    const view = { columns: Math.max(40, Math.min(io.out.columns, 160)), paint, verbose: flags.verbose === true };
    const isWhole = flags.rule !== undefined || flags.verbose === true;
    for (const one of found) for (const text of explanationPage(one, view, isWhole)) await io.out.write(text);
    return;
  }
  const { safeJson } = await import("./output/text.ts");
  for (const one of found) {
    await io.out.write(`${safeJson(explanationJson(one), format === "json" ? 2 : undefined)}\n`);
  }
}
