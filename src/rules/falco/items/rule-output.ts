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
}

/** @throws OutputError; an offset past the rule's own output lies in what `append_output` adds */
export function ruleOutput(rule: RuleItem, source: FalcoSource, settings: FalcoSettings): RuleOutput {
  const added = settings.appendedOutput.filter(({ match }) => fits(match, rule));
  const extra = added.flatMap(({ extraOutput }) => extraOutput ?? []);
  const isSuggested = added.every(({ suggestedOutput }) => suggestedOutput);
  const text = [rule.output.text, ...extra, ...(isSuggested ? constantTexts(settings) : [])].join(" ");
  const extraFields = added.flatMap((entry) => entry.extraFields);
  return { text, format: compileOutput(text, source, settings.fields, extraFields) };
}

/** `static_site=%static.site` for each constant of the configuration. */
function constantTexts({ fields }: FalcoSettings): string[] {
  return [...(fields.constants?.keys() ?? [])].map((name) => `static_${name.replaceAll(".", "_")}=%static.${name}`);
}

function fits({ rule: name, source, tags = [] }: AppendedOutput["match"], rule: RuleItem): boolean {
  if (name !== undefined && name !== rule.name) return false;
  if (source !== undefined && source !== rule.source) return false;
  return tags.every((tag) => rule.tags.includes(tag));
}
