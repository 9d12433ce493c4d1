import type { View } from "../report.ts";

/** Lines under a label in the left margin: `  by      …`; nothing where there are no lines. */
export function labelled(label: string, lines: readonly string[], view: View): string[] {
  return lines.map((line, at) => `  ${view.paint((at === 0 ? label : "").padEnd(8), "dim")}${line}`);
}
