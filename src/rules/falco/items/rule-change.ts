import type { Item } from "../../files/item.ts";
import { mergedExceptions } from "./exceptions.ts";
import { appended } from "./macros.ts";
import type { Override } from "./override.ts";
import type { RuleItem, RuleValues } from "./rules.ts";

/** How many changes of a rule can be taken back to find what still loads. */
const MOST_STEPS_BACK = 5;

const INVALID = { code: "LOAD_ERR_VALIDATE" };

/** `append: true`: condition and exceptions are added, every other key is ignored. */
export function appendedRule(item: Item, before: RuleItem, { condition, exceptions }: Partial<RuleValues>): RuleItem {
  if (!item.has("condition") && !item.has("exceptions")) {
    item.fail(item.place, "nothing is appended: neither `condition` nor `exceptions` stand here", INVALID);
  }
  return changed(item, before, {
    ...(condition && { condition: appended(before.condition, condition) }),
    ...(exceptions && { exceptions: mergedExceptions(item, before.exceptions, exceptions) }),
  });
}

/** `override`: what is appended, and what is put in its place. */
export function overriddenRule(
  item: Item,
  before: RuleItem,
  override: Override,
  values: Partial<RuleValues>,
): RuleItem {
  const changes: Partial<RuleValues> = {};
  for (const [key, value] of Object.entries(values) as [keyof RuleValues, never][]) {
    const operation = override.get(YAML_KEYS[key] ?? key);
    if (operation === "replace") changes[key] = value;
    if (operation === "append") Object.assign(changes, appendedValue(item, key, before, values));
  }
  return changed(item, before, changes);
}

/** Only `rule` and `enabled`: the old way to turn a rule on or off. */
export function toggledRule(item: Item, before: RuleItem, enabled: boolean): RuleItem {
  return changed(item, before, { enabled });
}

const YAML_KEYS: { [key in keyof RuleValues]?: string } = { skipIfUnknownFilter: "skip-if-unknown-filter" };

function appendedValue(
  item: Item,
  key: keyof RuleValues,
  before: RuleItem,
  values: Partial<RuleValues>,
): Partial<RuleValues> {
  switch (key) {
    case "condition":
    case "output":
      return { [key]: appended(before[key], values[key]!) };
    case "desc":
      return { desc: `${before.desc} ${values.desc}` };
    case "tags":
      return { tags: [...new Set([...before.tags, ...values.tags!])].toSorted() };
    case "exceptions":
      return { exceptions: mergedExceptions(item, before.exceptions, values.exceptions!) };
    default:
      return {};
  }
}

function changed(item: Item, before: RuleItem, changes: Partial<RuleValues>): RuleItem {
  return { ...before, ...changes, latestPlace: item.place, before: withSteps(before, MOST_STEPS_BACK - 1) };
}

/** The rule with so many of its earlier forms. */
function withSteps({ before, ...rule }: RuleItem, steps: number): RuleItem {
  return before === undefined || steps === 0 ? rule : { ...rule, before: withSteps(before, steps - 1) };
}
