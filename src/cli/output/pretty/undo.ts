import type { Finding } from "../../../model/finding.ts";
import type { View } from "../report.ts";
import { clean, wrap } from "../text.ts";
import { labelled } from "./labelled.ts";

/** What undoes it. Commands stay on one line each, however long: they are there to be copied. */
export function undoLines(finding: Finding, view: View): string[] {
  const code = finding.resource?.code === undefined ? "" : `(${clean(finding.resource.code)})`;
  const lines: string[] = [];
  let placed = code === "";
  for (const step of finding.undo) {
    const commands = step.text.split("\n").map(clean);
    // Prose is wrapped; what follows on further lines is code to copy.
    if (step.kind === "note") lines.push(...wrap(commands[0]!, view.columns - 10), ...commands.slice(1));
    if (step.kind === "cli") lines.push(...commands);
    if (step.kind === "terraform") {
      lines.push(...terraformLines(finding, commands, lines.length > 0 ? "or " : "", placed ? "" : code, view));
      placed = true;
    }
  }
  const rest = placed ? [] : labelled("code", [clean(finding.resource!.code!)], view);
  return [...labelled("undo", lines, view), ...rest];
}

/** A comment names an edit, which is a sentence and no command. */
function terraformLines(finding: Finding, lines: string[], either: string, code: string, view: View): string[] {
  const edits = lines.filter((line) => line.startsWith("# ")).map((line) => editOf(line, finding));
  const [first, ...rest] = lines.filter((line) => !line.startsWith("# "));
  if (edits.length === 0)
    return first === undefined ? [] : [`${either}\`${first}\`${code && `   ${view.paint(code, "dim")}`}`, ...rest];
  const sentence = `${either}set ${edits.join(" and ")} in its configuration${code && ` ${code}`}`;
  const apply = first === undefined ? [] : [`and then \`${first}\``, ...rest];
  return [...wrap(sentence, view.columns - 10), ...apply];
}

/** `# aws_eks_cluster.main: set version = "1.34"` → `version = "1.34"` */
function editOf(line: string, { resource }: Finding): string {
  const start = `# ${clean(resource?.address ?? "")}: set `;
  return line.slice(line.startsWith(start) ? start.length : "# ".length);
}
