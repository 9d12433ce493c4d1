import { Command } from "commander";
import type { RulesDiff, RuleChange } from "../../app/rules-diff.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import { clusterArgument, repeated, timeArgument } from "../arguments.ts";
import { refuseFormats } from "../command.ts";
import type { Globals, Shell } from "../command.ts";
import { localInput, named } from "../names.ts";
import { clean, cut, pad, safeJson } from "../output/text.ts";

interface DiffFlags extends Globals {
  pack?: string[];
  cluster?: ClusterRef;
  since?: number;
  until?: number;
}

export function diff(shell: Shell): Command {
  const time = timeArgument(shell.io.now());
  return new Command("diff")
    .description("backtest: what would newly fire, and no longer fire, on an input")
    .argument("<old>", "rule file or folder as it is")
    .argument("<new>", "rule file or folder as it is to be")
    .argument("<input...>", "file, folder (recursive), or - for standard input")
    .option("--pack <name>", "pack that both build on (repeatable)", repeated)
    .option("--cluster <cluster>", "ARN or account/region/name, for files that do not name it", clusterArgument)
    .option("--since <time>", "leave out what is older: ISO 8601, or 2h or 7d ago", time)
    .option("--until <time>", "leave out what is newer", time)
    .action(async (before: string, after: string, inputs: string[], _, command: Command) => {
      shell.finish(await runDiff([before, after], inputs, command.optsWithGlobals<DiffFlags>(), shell));
    });
}

async function runDiff(
  files: [string, string],
  given: string[],
  flags: DiffFlags,
  { io, app }: Shell,
): Promise<number> {
  refuseFormats("rules diff", flags, ["pretty", "json", "ndjson"]);
  const inputs = given.map((name) => localInput(named("INPUT", name, io.env)));
  const { diffRules, loadConfig, loadRuleSet } = await app();
  const config = await loadConfig(flags.config, io.env);
  const load = async (file: string) =>
    (await loadRuleSet({ config, paths: [file], packs: flags.pack, alone: true, env: io.env })).rules;
  const result = await diffRules({
    before: await load(files[0]),
    after: await load(files[1]),
    inputs,
    config,
    cluster: flags.cluster,
    since: flags.since,
    until: flags.until,
    signal: io.signal,
  });
  const { failureLines } = await import("../kinds.ts");
  for (const line of failureLines(result.failures)) await io.err.write(`${line}\n`);
  const format = flags.format ?? (io.out.isTerminal ? "pretty" : "ndjson");
  if (format === "json") await io.out.write(`${safeJson(result.rules, 2)}\n`);
  else if (format === "ndjson") for (const rule of result.rules) await io.out.write(`${safeJson(rule)}\n`);
  else await io.out.write(`${page(result, io.out.columns).join("\n")}\n`);
  return result.failures.length > 0 ? 3 : 0;
}

/** Rules whose answers moved, with the first records behind each; the others in one line. */
function page({ rules, events }: RulesDiff, columns: number): string[] {
  const moved = rules.filter(({ newly, gone }) => newly.count + gone.count > 0);
  const names = Math.min(60, Math.max(0, ...moved.map(({ rule }) => rule.length)));
  const same = rules.length - moved.length;
  const unchanged = same === 0 ? "" : `; ${same} ${same === 1 ? "rule fires" : "rules fire"} as before`;
  const read = `${events.toLocaleString("en")} ${events === 1 ? "event" : "events"} read`;
  if (moved.length === 0) return [`nothing would change: ${read}${unchanged}`];
  return [...moved.flatMap((rule) => lines(rule, names, columns)), "", `${read}${unchanged}`];
}

function lines({ rule, before, after, newly, gone }: RuleChange, width: number, columns: number): string[] {
  const counts = `${before} → ${after}  +${newly.count} -${gone.count}`;
  const sides = [
    ["newly", newly.examples],
    ["no longer", gone.examples],
  ] as const;
  return [
    `${pad(cut(clean(rule), width), width)}  ${counts}`,
    ...sides.flatMap(([word, examples]) =>
      examples.map((place, at) => cut(`  ${(at === 0 ? word : "").padEnd(10)}${clean(place)}`, columns)),
    ),
  ];
}
