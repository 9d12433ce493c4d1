import type { Severity } from "../../../model/severity.ts";
import { SEVERITIES } from "../../../model/severity.ts";
import { controls } from "../../../tables/controls.ts";
import type { Item } from "../../files/item.ts";
import type { Place } from "../../files/source-file.ts";
import { placeAt } from "../../files/traced.ts";
import type { Traced } from "../../files/traced.ts";
import { readExceptions } from "./exceptions.ts";
import type { Exception } from "./exceptions.ts";
import { nearestPriority, parsePriority } from "./priorities.ts";
import type { Priority } from "./priorities.ts";

/** What items say of a rule. */
export interface RuleValues {
  condition: Traced;
  output: Traced;
  desc: string;
  priority: Priority;
  enabled: boolean;
  tags: readonly string[];
  exceptions: readonly Exception[];
  skipIfUnknownFilter: boolean;
  unknown: "quiet" | "flag";
  control?: string;
  runbook?: string;
  severity?: Severity;
}

/** A rule as its items leave it. */
export interface RuleItem extends RuleValues {
  name: string;
  /** Where its first definition names it, and its latest item. */
  place: Place;
  latestPlace: Place;
  /** The number of its first definition among all items: rules run in this order. */
  first: number;
  source: string;
  /** What it was before this change; absent after a definition. */
  before?: RuleItem;
  /** Its definition is wrong: it is compiled only to say what else is. */
  isBroken?: true;
}

/** The keys whose value a definition must have. */
const REQUIRED = ["condition", "output", "desc", "priority"] as const;

const CONTROL_IDS = controls.map(({ id }) => id);

/** What the item's keys say; keys that are absent or wrong are left out, the latter as problems. */
export function readRuleValues(item: Item): Partial<RuleValues> {
  const tags = item.texts("tags")?.map(({ text }) => text);
  for (const key of ["capture", "warn_evttypes"]) item.flag(key);
  const duration = item.text("capture_duration");
  if (duration !== undefined && !/^\d+$/.test(duration.text)) {
    item.fail(placeAt(duration, 0), `\`capture_duration\` must be a whole number, not \`${duration.text}\``);
  }
  const values: Partial<RuleValues> = {
    condition: item.text("condition"),
    output: item.trimmedText("output"),
    desc: item.text("desc")?.text,
    priority: readPriority(item),
    enabled: item.flag("enabled"),
    tags: tags && [...new Set(tags)].toSorted(),
    exceptions: readExceptions(item),
    skipIfUnknownFilter: item.flag("skip-if-unknown-filter"),
    unknown: item.choice("unknown", ["quiet", "flag"]),
    control: item.choice("control", CONTROL_IDS),
    runbook: item.text("runbook")?.text,
    severity: item.choice("severity", SEVERITIES.toReversed()),
  };
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

/** Says which keys a definition lacks. */
export function requireKeys(item: Item): void {
  for (const key of REQUIRED) if (!item.has(key)) item.missing(key);
}

/** A rule as its definition says; undefined where there is nothing to compile. */
export function definedRule(
  item: Item,
  { condition, output, ...values }: Partial<RuleValues>,
  source: string,
  earlier: Pick<RuleItem, "place" | "first">,
): RuleItem | undefined {
  if (condition === undefined || output === undefined) return undefined;
  return {
    name: item.name!,
    latestPlace: item.place,
    source,
    condition,
    output,
    desc: "",
    priority: "Debug",
    enabled: true,
    tags: [],
    exceptions: [],
    skipIfUnknownFilter: false,
    unknown: "quiet",
    ...values,
    ...earlier,
    ...(item.hasFailed && { isBroken: true }),
  };
}

function readPriority(item: Item): Priority | undefined {
  const text = item.text("priority");
  if (text === undefined) return undefined;
  const priority = parsePriority(text.text);
  if (priority !== undefined) return priority;
  const meant = nearestPriority(text.text);
  return item.fail(placeAt(text, 0), `\`${text.text}\` is no priority`, {
    hint: meant
      ? `did you mean \`${meant}\`?`
      : "write EMERGENCY, ALERT, CRITICAL, ERROR, WARNING, NOTICE, INFORMATIONAL or DEBUG",
  });
}
