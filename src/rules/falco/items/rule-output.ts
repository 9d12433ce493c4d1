import type { Event } from "../../../model/event.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { FalcoSource } from "../fields/field.ts";
import { compileOutput } from "../output/index.ts";
import type { OutputFormat } from "../output/index.ts";
import type { RuleItem } from "./rules.ts";
import type { AppendedOutput, FalcoSettings } from "./settings.ts";

/** The message of a rule with what the configuration adds to it. */
export interface RuleOutput {
  format: OutputFormat;
  /** The format as it was compiled. */
  text: string;
  values(event: Event): JsonObject;
}

/** @throws OutputError; an offset past the rule's own output lies in what `append_output` adds */
export function ruleOutput(rule: RuleItem, source: FalcoSource, settings: FalcoSettings): RuleOutput {
  const added = settings.appendedOutput.filter(({ match }) => fits(match, rule));
  const text = [rule.output.text, ...added.flatMap(({ extraOutput }) => extraOutput ?? [])].join(" ");
  const format = compileOutput(text, source, settings.fields);
  const extras = added.flatMap(({ extraFields }) => extraFields.map((extra) => extraValues(extra, source, settings)));
  if (extras.length === 0) return { format, text, values: (event) => format.values(event) };
  return {
    format,
    text,
    values: (event) => Object.assign(format.values(event), ...extras.map((values) => values(event))),
  };
}

function fits({ rule: name, source, tags = [] }: AppendedOutput["match"], rule: RuleItem): boolean {
  if (name !== undefined && name !== rule.name) return false;
  if (source !== undefined && source !== rule.source) return false;
  return tags.every((tag) => rule.tags.includes(tag));
}

type Extra = AppendedOutput["extraFields"][number];

function extraValues(extra: Extra, source: FalcoSource, { fields }: FalcoSettings): (event: Event) => JsonObject {
  if (typeof extra === "string") {
    const format = compileOutput(`%${extra}`, source, fields);
    return (event) => format.values(event);
  }
  const formats = Object.entries(extra).map(([key, text]) => [key, compileOutput(text, source, fields)] as const);
  return (event) => Object.fromEntries(formats.map(([key, format]) => [key, format.render(event)]));
}
