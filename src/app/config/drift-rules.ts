import { parsePath } from "../../lib/path.ts";
import type { Notice } from "../../model/source.ts";
import { aliasTables, presenceOnlyTypes } from "../../tables/attributes/index.ts";
import { formerNames } from "../../tables/former-names.ts";
import type { Config } from "./schema.ts";

/** What `drift_rules` name and nothing can ever match. */
export function deadRules(rules: Config["drift_rules"]): Notice[] {
  return rules.flatMap((rule) => {
    const known = rule.resource_types.filter((type) => aliasTables.has(type) || presenceOnlyTypes.includes(type));
    const types = rule.resource_types.filter((type) => !known.includes(type));
    const names = rule.watched_attributes.filter((name) => !known.some((type) => hasAttribute(type, name)));
    return [
      ...types.map((type) => `no Terraform type ${type} is watched`),
      ...(known.length > 0 ? names.map((name) => `${known.join(", ")} has no attribute ${name}`) : []),
    ].map((what) => ({ code: "drift-rule-never-matches", text: `drift_rules "${rule.name}" never matches: ${what}` }));
  });
}

/** Whether a type has this attribute, one of its former name, or any under it. Indexes and map keys make no difference. */
function hasAttribute(type: string, name: string): boolean {
  const [first, ...rest] = plain(name);
  const wanted = (formerNames.get(first ?? "") ?? [first ?? ""]).map((current) => [current, ...rest].join("."));
  return (aliasTables.get(type)?.attributes ?? []).some((row) => {
    const known = plain(row.path).join(".");
    return wanted.some((each) => known === each || known.startsWith(`${each}.`) || each.startsWith(`${known}.`));
  });
}

function plain(path: string): string[] {
  return parsePath(path)?.filter((step) => typeof step === "string") ?? [path];
}
