import { parsePath } from "../../lib/path.ts";
import type { DriftRule } from "../../model/facts.ts";
import type { Notice } from "../../model/source.ts";
import { aliasTables, presenceOnlyTypes } from "../../tables/attributes/index.ts";
import type { Config } from "./schema.ts";

/** Names of an older tool's configuration → the provider's. `resolve_conflicts` was one argument until provider 5. */
const FORMER_NAMES: ReadonlyMap<string, readonly string[]> = new Map([
  ["resources_vpc_config", ["vpc_config"]],
  ["logging", ["enabled_cluster_log_types"]],
  ["nodegroup_name", ["node_group_name"]],
  ["subnets", ["subnet_ids"]],
  ["taints", ["taint"]],
  ["selectors", ["selector"]],
  ["resolve_conflicts", ["resolve_conflicts_on_create", "resolve_conflicts_on_update"]],
]);

/** `drift_rules` in the provider's words; a name that the type itself has stays beside them. */
export function driftRules(rules: Config["drift_rules"]): DriftRule[] {
  return rules.map((rule) => ({
    name: rule.name,
    resourceTypes: rule.resource_types,
    watchedAttributes: [...new Set(rule.watched_attributes.flatMap((name) => currentNames(rule.resource_types, name)))],
    severity: rule.severity,
  }));
}

/** What `drift_rules` name and nothing can ever match. */
export function deadRules(rules: Config["drift_rules"]): Notice[] {
  return rules.flatMap((rule) => {
    const types = rule.resource_types.filter((type) => !aliasTables.has(type) && !presenceOnlyTypes.includes(type));
    const names = rule.watched_attributes.filter((name) => {
      const current = currentNames(rule.resource_types, name);
      return !current.some((each) => rule.resource_types.some((type) => hasAttribute(type, each)));
    });
    // Of unknown types nothing is known about attributes either.
    const unmatched = types.length === rule.resource_types.length ? [] : names;
    return [
      ...types.map((type) => `no Terraform type ${type} is watched`),
      ...unmatched.map((name) => `${rule.resource_types.join(", ")} has no attribute ${name}`),
    ].map((what) => ({ code: "drift-rule-never-matches", text: `drift_rules "${rule.name}" never matches: ${what}` }));
  });
}

function currentNames(types: readonly string[], name: string): readonly string[] {
  const [first] = parsePath(name) ?? [];
  const renamed = typeof first === "string" ? FORMER_NAMES.get(first) : undefined;
  if (!renamed) return [name];
  const current = renamed.map((each) => each + name.slice((first as string).length));
  return types.some((type) => hasAttribute(type, name)) ? [...current, name] : current;
}

/** Whether a type has this attribute, or any under it. Indexes and map keys make no difference. */
function hasAttribute(type: string, path: string): boolean {
  const wanted = plain(path);
  const table = aliasTables.get(type);
  return (table?.attributes ?? []).some((row) => {
    const known = plain(row.path);
    return known === wanted || known.startsWith(`${wanted}.`) || wanted.startsWith(`${known}.`);
  });
}

function plain(path: string): string {
  const steps = parsePath(path)?.filter((step) => typeof step === "string");
  return (steps ?? [path]).join(".");
}
