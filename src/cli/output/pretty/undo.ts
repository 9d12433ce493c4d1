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
      const either = lines.length > 0 ? "or " : "";
      const [first = "", ...rest] = commands;
      lines.push(`${either}\`${first}\`${placed ? "" : `   ${view.paint(code, "dim")}`}`, ...rest);
      placed = true;
    }
  }
  const rest = placed ? [] : labelled("code", [clean(finding.resource!.code!)], view);
  return [...labelled("undo", lines, view), ...rest];
}
