import { existsSync } from "node:fs";
import { Command, CommanderError } from "commander";
import type { ScanProgress } from "../app/scan.ts";
import type { ClusterRef } from "../model/cluster.ts";
import { clusterArgument, countArgument, timeArgument } from "./arguments.ts";
import { refuseFormats } from "./command.ts";
import type { Globals, Shell } from "./command.ts";
import { localInput, named } from "./names.ts";
import { ProgressLine } from "./progress.ts";
import { askedOf } from "./query/asked.ts";
import { mistakeLines } from "./query/mistake.ts";
import { printAnswer } from "./query/print-answer.ts";

interface QueryFlags extends Globals {
  filter?: string;
  cluster?: ClusterRef;
  since?: number;
  until?: number;
  workers?: number;
}

export function query(shell: Shell): Command {
  const time = timeArgument(shell.io.now());
  return new Command("query")
    .description("run a CloudWatch filter pattern, then a Logs Insights query, over files; print the rows")
    .usage("[options] ['INSIGHTS QL'] <input...>")
    .argument("<query-and-input...>", "the query, then files, folders (recursive), or - for standard input")
    .option("--filter <pattern>", "CloudWatch filter pattern that records must match; alone, it prints the messages")
    .option("--cluster <cluster>", "ARN or account/region/name, for files that do not name it", clusterArgument)
    .option("--since <time>", "leave out what is older: ISO 8601, or 2h or 7d ago", time)
    .option("--until <time>", "leave out what is newer", time)
    .option(
      "--workers <n>",
      "threads that read files; 0 reads without (default: by processors and size)",
      countArgument,
    )
    .action(async (given: string[], _, command: Command) => {
      shell.finish(await runQuery(given, command.optsWithGlobals<QueryFlags>(), shell));
    });
}

async function runQuery(given: string[], flags: QueryFlags, { io, app }: Shell): Promise<number> {
  refuseFormats("query", flags, ["pretty", "ndjson", "json", "markdown", "csv"]);
  const { text, inputs } = askedOf(given, flags.filter !== undefined, existsSync);
  if (flags.since !== undefined && flags.until !== undefined && flags.since > flags.until) {
    throw new CommanderError(1, "binnacle.period", "--since must not be after --until");
  }
  const { query: ask, loadConfig } = await app();
  const line = io.err.isTerminal && !flags.quiet && flags.progress ? new ProgressLine(io) : undefined;
  const options = {
    ...(text !== undefined && { text }),
    ...(flags.filter !== undefined && { filter: flags.filter }),
    inputs: inputs.map((name) => localInput(named("INPUT", name, io.env))),
    config: await loadConfig(flags.config, io.env),
    ...(flags.cluster && { cluster: flags.cluster }),
    ...(flags.since !== undefined && { since: flags.since }),
    ...(flags.until !== undefined && { until: flags.until }),
    ...(flags.workers !== undefined && { workers: flags.workers }),
    now: io.now(),
    ...(line && { onProgress: (progress: ScanProgress) => line.show(progress) }),
    signal: io.signal,
  };
  const answer = await ask(options).catch((error: unknown) => mistakeLines(error, io.err.columns) ?? rethrow(error));
  if (Array.isArray(answer)) {
    await io.err.write(`${answer.join("\n")}\n`);
    return 1;
  }
  if (flags.verbose && answer.pipeline !== undefined) await io.err.write(`${answer.pipeline}\n\n`);
  try {
    return await printAnswer(answer, flags, io, line);
  } finally {
    await line?.clear();
  }
}

function rethrow(error: unknown): never {
  throw error;
}
