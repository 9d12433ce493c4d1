import type { LoadedRules } from "../../app/rules.ts";
import type { Position } from "../../model/errors.ts";
import type { View } from "./report.ts";
import { rowRenderers } from "./rows/index.ts";
import type { RowFormat } from "./rows/index.ts";
import { safeJson } from "./text.ts";

/** A rule as `rules list` prints it. */
export interface ListedRule {
  name: string;
  /** `on`, or why it does not run. */
  state: "on" | "off" | "below priority" | "unknown source" | "unknown field" | "failed";
  language?: string;
  source?: string;
  severity?: string;
  /** Of a Falco rule. */
  priority?: string;
  controls: readonly string[];
  tags: readonly string[];
  pack?: string;
  file: string;
  line: number;
}

/** Every rule in the order in which they run; then those that are kept aside, and those that did not load. */
export function listedRules({ rules, aside, failed }: LoadedRules): ListedRule[] {
  const none = { controls: [], tags: [] };
  return [
    ...rules.map((rule): ListedRule => {
      const off = rule.language === "falco" && rule.off === "priority" ? "below priority" : "off";
      return {
        name: rule.id,
        state: rule.enabled ? "on" : off,
        language: rule.language,
        source: rule.source,
        severity: rule.severity,
        ...(rule.language === "falco" && { priority: rule.priority }),
        controls: rule.controls,
        tags: rule.tags,
        ...(rule.pack !== undefined && { pack: rule.pack }),
        ...placeOf(rule.at),
      };
    }),
    ...aside.map(({ name, source, at, why }): ListedRule => {
      return { name, state: `unknown ${why}`, language: "falco", source, ...none, ...placeOf(at) };
    }),
    ...failed.map(({ name, at }): ListedRule => ({ name, state: "failed", ...none, ...placeOf(at) })),
  ];
}

function placeOf({ file, line }: Position): { file: string; line: number } {
  return { file, line };
}

/** The list in a format, piece by piece. */
export async function* ruleList(rules: readonly ListedRule[], format: RowFormat, view: View): AsyncIterable<string> {
  if (format === "json") yield `${safeJson(rules, 2)}\n`;
  else if (format === "ndjson") for (const rule of rules) yield `${safeJson(rule)}\n`;
  else yield* rowRenderers[format](TITLES, rowsOf(rules), view);
}

const TITLES = ["name", "state", "severity", "language", "source", "priority", "controls", "tags", "place"];

async function* rowsOf(rules: readonly ListedRule[]) {
  for (const { name, state, severity, language, source, priority, controls, tags, file, line } of rules) {
    const lists = [controls, tags].map((list) => list.join(" "));
    yield [name, state, severity, language, source, priority, ...lists, `${file}:${line}`].map((text) => text ?? null);
  }
}
