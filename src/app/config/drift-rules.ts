import { nearest } from "../../lib/nearest.ts";
import { parsePath } from "../../lib/path.ts";
import type { Notice } from "../../model/source.ts";
import { aliasTables, presenceOnlyTypes } from "../../tables/attributes/index.ts";
import { formerNames } from "../../tables/former-names.ts";
import { inClusterTypes } from "../../tables/kubernetes/types.ts";
import { dottedPath } from "./positions.ts";
import type { ConfigPath, Positions } from "./positions.ts";
import type { Problem } from "./problems.ts";
import { driftRule } from "./schema.ts";
import type { Config } from "./schema.ts";

type Rule = Config["drift_rules"][number];

/** A name in a rule that nothing can ever match; `at` is its place in the rule. */
interface DeadName {
  at: ConfigPath;
  what: string;
}

/** What `drift_rules` name and nothing can ever match. */
export function deadRules(rules: Config["drift_rules"]): Notice[] {
  return rules.flatMap((rule) =>
    deadNames(rule).map(({ what }) => ({
      code: "drift-rule-never-matches",
      text: `drift_rules "${rule.name}" never matches: ${what}`,
    })),
  );
}

/** The same of a file that is wrong elsewhere, so that one look mends all of it; rules that are wrong themselves are left out. */
export function deadRuleProblems(rules: unknown, positions: Positions): Problem[] {
  return (Array.isArray(rules) ? rules : []).flatMap((written, n) => {
    const { data } = driftRule.safeParse(written);
    return (data ? deadNames(data) : []).map(({ at, what }) => {
      const path = ["drift_rules", n, ...at];
      return { at: positions.value(path), path: dottedPath(path), message: `never matches: ${what}` };
    });
  });
}

function deadNames(rule: Rule): DeadName[] {
  const known = rule.resource_types.filter(isWatched);
  const types = rule.resource_types.flatMap((type, n): DeadName[] => {
    if (isWatched(type)) return [];
    const meant = nearest(type, [...aliasTables.keys(), ...presenceOnlyTypes, ...inClusterTypes]);
    return [{ at: ["resource_types", n], what: `no Terraform type ${type} is watched${suggested(meant)}` }];
  });
  // What attributes types of the kubernetes provider have, only their provider knows.
  if (known.length === 0 || known.some((type) => inClusterTypes.has(type))) return types;
  const names = rule.watched_attributes.flatMap((name, n): DeadName[] => {
    if (known.some((type) => hasAttribute(type, name))) return [];
    const what = `${known.join(", ")} has no attribute ${name}${suggested(nearestAttribute(known, name))}`;
    return [{ at: ["watched_attributes", n], what }];
  });
  return [...types, ...names];
}

function isWatched(type: string): boolean {
  return aliasTables.has(type) || presenceOnlyTypes.includes(type) || inClusterTypes.has(type);
}

function suggested(meant: string | undefined): string {
  return meant === undefined ? "" : `, did you mean \`${meant}\`?`;
}

/** An attribute may be meant by its path, with or without indexes, or by its last name alone. */
function nearestAttribute(types: readonly string[], name: string): string | undefined {
  const paths = types.flatMap((type) => (aliasTables.get(type)?.attributes ?? []).map(({ path }) => path));
  const meant = new Map<string, string>();
  for (const path of paths) {
    for (const spelling of [path, plain(path).join("."), plain(path)[0] ?? path, plain(path).at(-1) ?? path])
      if (!meant.has(spelling)) meant.set(spelling, path.startsWith(`${spelling}[`) ? spelling : path);
  }
  return meant.get(nearest(name, meant.keys()) ?? "");
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
