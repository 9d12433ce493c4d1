import { Command, CommanderError } from "commander";
import type { ClusterRef } from "../model/cluster.ts";
import type { Severity } from "../model/severity.ts";
import type { App } from "./app.ts";
import { clusterArgument, countArgument, repeated, severityArgument, timeArgument } from "./arguments.ts";
import type { Globals, Shell } from "./command.ts";
import { exitCode } from "./exit-code.ts";
import { localInput, localState, named } from "./names.ts";
import { ProgressLine } from "./progress.ts";

interface ScanFlags extends Globals {
  state?: string[];
  code?: string[];
  rules?: string[];
  pack?: string[];
  keepGoing?: boolean;
  cluster?: ClusterRef;
  since?: number;
  until?: number;
  failOn: Severity | "none";
  out?: string;
  rejects?: string;
  store?: string;
  all?: boolean;
  workers?: number;
}

export function scan(shell: Shell): Command {
  const time = timeArgument(shell.io.now());
  return new Command("scan")
    .description("read to the end, print findings, exit")
    .argument("<input...>", "file, folder (recursive), or - for standard input")
    .option("--state <path>", "Terraform state to compare with: file or folder (repeatable)", repeated)
    .option("--code <dir>", "Terraform source, for ignore_changes and file:line (repeatable)", repeated)
    .option("--rules <path>", "rule file or folder of them, besides the configured (repeatable)", repeated)
    .option("--pack <name>", "pack of rules, or none (repeatable; default: the configured, else eks)", repeated)
    .option("--keep-going", "use the rules that load, whatever is wrong with others")
    .option("--cluster <cluster>", "ARN or account/region/name, for files that do not name it", clusterArgument)
    .option("--since <time>", "leave out what is older: ISO 8601, or 2h or 7d ago", time)
    .option("--until <time>", "leave out what is newer", time)
    .option("--fail-on <severity>", "exit 2 from this severity on; none turns it off", severityArgument, "low")
    .option("--out <file>", "write the findings there")
    .option("--rejects <file>", "write what could not be read there, as JSON lines")
    .option("--store <url>", "keep the run's database, for instance sqlite:./binnacle.db")
    .option("--all", "also what is resolved, ignored or refused, and own applies, each with its reason")
    .option(
      "--workers <n>",
      "threads that read files; 0 reads without (default: by processors and size)",
      countArgument,
    )
    .action(async (inputs: string[], _, command: Command) => {
      shell.finish(await runScan(inputs, command.optsWithGlobals<ScanFlags>(), shell));
    });
}

async function runScan(given: string[], flags: ScanFlags, { io, app }: Shell): Promise<number> {
  const inputs = given.map((name) => localInput(named("INPUT", name, io.env)));
  const states = (flags.state ?? []).map((name) => localState(named("--state", name, io.env)));
  const store = flags.store === undefined ? undefined : named("--store", flags.store, io.env);
  if (flags.since !== undefined && flags.until !== undefined && flags.since >= flags.until) {
    throw new CommanderError(1, "binnacle.period", "--since must be before --until");
  }
  const { print, checkWritable } = await import("./print.ts");
  for (const [flag, file] of [
    ["--out", flags.out],
    ["--rejects", flags.rejects],
  ] as const) {
    if (file !== undefined) await checkWritable(flag, file, [...inputs, ...states]);
  }
  const { scan: read, loadConfig } = await app();
  const result = await withProgress(read, flags, io, {
    inputs,
    states,
    code: flags.code ?? [],
    config: await loadConfig(flags.config, io.env),
    rules: flags.rules,
    packs: flags.pack,
    keepGoing: flags.keepGoing,
    cluster: flags.cluster,
    since: flags.since,
    until: flags.until,
    store,
    rejectsFile: flags.rejects,
    workers: flags.workers,
    onlyActive: flags.all !== true,
    signal: io.signal,
  });
  if (io.signal.aborted) throw io.signal.reason;
  if (result.inputsRead === 0 || !result.statesUsable) {
    await printFailures(result.failures, io);
    return 1;
  }
  await print(result, flags, io);
  return exitCode(result, flags.failOn);
}

async function withProgress(read: App["scan"], flags: ScanFlags, io: Shell["io"], options: Parameters<App["scan"]>[0]) {
  if (!io.err.isTerminal || flags.quiet || !flags.progress) return read(options);
  const line = new ProgressLine(io);
  try {
    return await read({ ...options, onProgress: (progress) => line.show(progress) });
  } finally {
    await line.clear();
  }
}

async function printFailures(failures: Awaited<ReturnType<App["scan"]>>["failures"], io: Shell["io"]): Promise<void> {
  const { failureLines } = await import("./kinds.ts");
  for (const line of failureLines(failures)) await io.err.write(`${line}\n`);
}
