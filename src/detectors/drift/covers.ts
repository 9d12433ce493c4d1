import type { Facts } from "../../model/facts.ts";
import type { ManagedResource } from "../../model/terraform.ts";
import type { Severity } from "../../model/severity.ts";
import { formerNames } from "../../tables/former-names.ts";
import { isCovered } from "./paths.ts";

/** What `drift_rules` say of a path: their severity, "unwatched" where the type is listed and the path is not, else nothing. */
export function ruled(
  type: string,
  path: string,
  { driftRules }: Pick<Facts, "driftRules">,
): Severity | "unwatched" | undefined {
  const rules = driftRules.filter((rule) => rule.resourceTypes.includes(type));
  if (rules.length === 0) return undefined;
  return rules.find((rule) => rule.watchedAttributes.some((name) => watches(name, path)))?.severity ?? "unwatched";
}

function watches(name: string, path: string): boolean {
  const [first, ...rest] = name.split(".");
  const current = formerNames.get(first!) ?? [first!];
  return current.some((outer) => isCovered(path, [outer, ...rest].join(".")));
}

/** Why a change is none of anybody's business, in this order: ignore_changes, ignore_tags, drift_rules. */
export function coverOf(
  type: string,
  path: string,
  resource: ManagedResource | undefined,
  facts: Facts,
): string | undefined {
  if (path === "") return undefined;
  const ignored = resource?.code?.ignoreChanges;
  if (ignored === "all" || ignored?.some((outer) => isCovered(tagless(path), tagless(outer)))) return "ignore_changes";
  const tag = /^tags(?:_all)?\["(.*)"\]$/.exec(path)?.[1];
  const { keys, prefixes } = facts.terraform.ignoreTags;
  if (tag !== undefined && (keys.includes(tag) || prefixes.some((prefix) => tag.startsWith(prefix))))
    return "ignore_tags";
  return ruled(type, path, facts) === "unwatched" ? "not watched" : undefined;
}

/** `ignore_changes = [tags]` covers the same keys of `tags_all`. */
function tagless(path: string): string {
  return path.replace(/^tags_all\b/, "tags");
}
