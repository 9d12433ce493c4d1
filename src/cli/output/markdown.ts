import type { Finding } from "../../model/finding.ts";
import { stamp } from "./age.ts";
import type { Report } from "./report.ts";
import { clean, cut } from "./text.ts";
import { broken, ending, remark, sides, who } from "./words.ts";
import { summarySentence } from "./pretty/summary.ts";

const CELL_COLUMNS = 200;

/** For a pull request or a ticket: a heading and a table per finding, the commands ready to copy. */
export function* markdown(report: Report): Iterable<string> {
  yield "## Binnacle\n";
  for (const finding of report.findings) yield `\n${block(finding)}\n`;
  yield `\n${markdownText(sentenceCase(summarySentence(report)))}.\n`;
}

function block(finding: Finding): string {
  const end = ending(finding);
  const word = finding.status === "open" || finding.status === "acknowledged" ? finding.severity : finding.status;
  return [
    `### ${word.toUpperCase()} · ${markdownText(clean(finding.title))}`,
    facts(finding).join("  \n"),
    ...(end === undefined ? [] : [`**Ended:** ${markdownText(end)}`]),
    ...(finding.changes.length === 0 ? [] : [table(finding)]),
    ...(finding.controls.length === 0
      ? []
      : [
          broken(finding)
            .map((line) => `- breaks ${markdownText(line)}`)
            .join("\n"),
        ]),
    ...undo(finding),
  ].join("\n\n");
}

function facts(finding: Finding): string[] {
  const { cluster, resource, actor } = finding;
  const place = [cluster?.name, cluster?.account, cluster?.region, cluster?.labels.env, stamp(finding.last_seen)];
  return [
    markdownText(clean(place.filter((part) => part !== undefined).join(" · "))),
    ...(actor ? [`by ${markdownText(who(actor))}`] : []),
    ...(resource?.address ? [`${code(resource.address)}${resource.code ? ` in ${code(resource.code)}` : ""}`] : []),
  ];
}

function table(finding: Finding): string {
  const rows = finding.changes.map((change) => {
    const { before, after } = sides(change, finding.resource?.type);
    const cells = [change.path || "the resource", before, after].map((cell) =>
      cell === undefined ? "" : code(cut(cell, CELL_COLUMNS)).replaceAll("|", "\\|"),
    );
    return `| ${[...cells, markdownText(remark(change))].join(" | ")} |`;
  });
  return ["| attribute | before | after | |", "|---|---|---|---|", ...rows].join("\n");
}

function undo(finding: Finding): string[] {
  if (finding.undo.length === 0) return [];
  const cli = finding.undo.filter((step) => step.kind === "cli").flatMap((step) => lines(step.text));
  const terraform = finding.undo.filter((step) => step.kind === "terraform").flatMap((step) => lines(step.text));
  const commands = [...cli, ...(cli.length > 0 && terraform.length > 0 ? ["# or"] : []), ...terraform];
  const notes = finding.undo.filter((step) => step.kind === "note").flatMap((step) => note(lines(step.text)));
  return [...(commands.length === 0 ? [] : [`Undo:\n\n${fenced(commands, "sh")}`]), ...notes];
}

/** A sentence; what follows it on further lines is code to copy. */
function note([sentence = "", ...rest]: string[]): string[] {
  return rest.length === 0 ? [markdownText(sentence)] : [markdownText(sentence), fenced(rest, "hcl")];
}

function fenced(copied: readonly string[], language: string): string {
  const text = copied.join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${text}\n${fence}`;
}

function lines(text: string): string[] {
  return text.split("\n").map(clean);
}

/** A code span that no content can leave. */
function code(text: string): string {
  const fence = "`".repeat(longestRun(text) + 1);
  const space = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${space}${clean(text)}${space}${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

/** Takes the meaning from what Markdown, HTML and code hosts would obey: an address line may hold `@somebody`. */
export function markdownText(text: string): string {
  return text
    .replaceAll(/[\\`*_[\]<>#|~!&]/g, "\\$&")
    .replaceAll(/(?<!\w)@(?=\w)/g, "@\u200c")
    .replaceAll("://", ":\u200c//");
}

function sentenceCase(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
