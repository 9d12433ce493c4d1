import { Command } from "commander";
import type { Globals, Shell } from "../command.ts";
import { refuseFormats } from "../command.ts";

/** `rules test`: runs the cases that lie beside rules. */
export function rulesTest(shell: Shell): Command {
  return new Command("test")
    .description("run the cases beside the rules: one record, what differs, the exact output or quiet")
    .argument("[path...]", "rule files or folders (default: the configured rules and packs)")
    .action(async (paths: string[], _, command: Command) => {
      shell.finish(await runTests(paths, command.optsWithGlobals<Globals>(), shell));
    });
}

async function runTests(paths: string[], flags: Globals, { io, app }: Shell): Promise<number> {
  refuseFormats("rules test", flags, ["pretty", "json"]);
  const { testRules, loadConfig } = await app();
  const report = await testRules({ config: await loadConfig(flags.config, io.env), paths, env: io.env });
  const { caseReportJson, caseReportLines } = await import("../output/case-report.ts");
  if (flags.format === "json") {
    const { safeJson } = await import("../output/text.ts");
    await io.out.write(`${safeJson(caseReportJson(report), 2)}\n`);
  } else {
    const { coloured, plain } = await import("../output/paint.ts");
    const paint = io.out.isTerminal && flags.color && !io.env["NO_COLOR"] ? coloured : plain;
    for (const line of caseReportLines(report, paint)) await io.out.write(`${line}\n`);
  }
  return report.failures.length + report.problems.length === 0 ? 0 : 1;
}
