import { nearest } from "../../../lib/nearest.ts";
import type { Item } from "../../files/item.ts";
import { positionOf } from "../../files/source-file.ts";
import { readExceptions, requireFields } from "./exceptions.ts";
import { readOverride } from "./override.ts";
import { appendedRule, overriddenRule, toggledRule } from "./rule-change.ts";
import { definedRule, readRuleValues, requireKeys } from "./rules.ts";
import type { RuleItem } from "./rules.ts";
import { FALCO_SOURCES, isFalcoSource } from "./sources.ts";
import type { FalcoTables } from "./tables.ts";
import { deprecated, isThere } from "./target.ts";

const INVALID = { code: "LOAD_ERR_VALIDATE" };
const DEFINES = ["condition", "output", "desc", "priority"];

/** Reads a `rule` item: a definition, or a change of an earlier rule, which stays as it was where the change is wrong. */
export function takeRule(item: Item, number: number, tables: FalcoTables): void {
  const isChange = item.has("override") || item.flag("append") === true || !DEFINES.some((key) => item.has(key));
  if (!isChange) return defineRule(item, number, tables);
  const before = tables.rules.get(item.name!);
  const after = changeOf(item, before, tables);
  if (after !== undefined && !item.hasFailed) tables.put(after);
}

function defineRule(item: Item, number: number, tables: FalcoTables): void {
  const values = readRuleValues(item);
  requireKeys(item);
  requireFields(item, values.exceptions ?? []);
  const source = item.word("source") || "syscall";
  const before = tables.rules.get(item.name!);
  if (before !== undefined && before.source !== source) {
    const hint = item.word("source") ? "give the rule another name" : `add \`source: ${before.source}\``;
    otherSource(item, before, source, hint);
  }
  const isKnown = isFalcoSource(source);
  if (!isKnown && !item.hasFailed) unknownSource(item, source);
  if (item.hasFailed) tables.failed.rule.add(item.name!, positionOf(item.place));
  else tables.failed.rule.delete(item.name!);
  const rule = definedRule(item, values, source, tables.firstOf(item, number));
  if (rule !== undefined && (isKnown || !item.hasFailed)) tables.put(rule);
  else tables.rules.delete(item.name!);
}

function changeOf(item: Item, before: RuleItem | undefined, tables: FalcoTables): RuleItem | undefined {
  const override = readOverride(item, "rule");
  if (!isThere(item, "rule", before, tables)) return undefined;
  const source = item.word("source");
  if (source && source !== before.source) otherSource(item, before, source, "leave `source` out");
  if (item.has("override")) {
    const values = readRuleValues(item);
    if (override?.get("exceptions") === "replace") requireFields(item, values.exceptions ?? []);
    return override && overriddenRule(item, before, override, values);
  }
  if (item.flag("append") === true) {
    deprecated(item, item.has("condition") ? "condition" : "exceptions");
    return appendedRule(item, before, { condition: item.text("condition"), exceptions: readExceptions(item) });
  }
  const enabled = item.flag("enabled");
  if (!item.has("enabled")) {
    const hint = "give it condition, output, desc and priority, or say under `override` what it changes";
    return item.fail(item.place, "neither a rule nor a change of one", { hint });
  }
  item.warn(
    "LOAD_DEPRECATED_ITEM",
    item.keyPlace("enabled"),
    "`enabled` alone is the old way",
    "add `override: {enabled: replace}`",
  );
  return enabled === undefined ? undefined : toggledRule(item, before, enabled);
}

function otherSource(item: Item, before: RuleItem, source: string, hint: string): void {
  const { file, line } = positionOf(before.place);
  const message = `the rule is of source ${before.source} (${file}:${line}), this item of ${source}`;
  item.fail(item.keyPlace("source"), message, { ...INVALID, hint });
}

function unknownSource(item: Item, source: string): void {
  const meant = nearest(source, FALCO_SOURCES);
  const known = FALCO_SOURCES.map((one) => `\`source: ${one}\``).join(" or ");
  const message = item.word("source")
    ? `no source \`${source}\`: the rule is kept aside`
    : "without a source this rule is one of system calls: it is kept aside";
  item.warn(
    "LOAD_UNKNOWN_SOURCE",
    item.keyPlace("source"),
    message,
    meant ? `did you mean \`${meant}\`?` : `write ${known}`,
  );
}
