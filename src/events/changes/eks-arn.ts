import { parseArn } from "../../lib/arn.ts";
import type { ResourceRef } from "../../model/change.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import type { AliasTable } from "../../tables/types.ts";

interface Holes {
  [hole: string]: string;
}

/** The EKS object that an ARN names; undefined for ARNs of other services and of kinds that Terraform does not hold. */
export function eksReference(text: string): ResourceRef | undefined {
  const arn = parseArn(text);
  if (!arn || arn.service !== "eks") return undefined;
  const segments = arn.resource.split("/");
  for (const table of aliasTables.values()) {
    const found = table.arn === undefined ? undefined : filled(table.arn, segments);
    if (!found) continue;
    const holes = { ...found, ...principal(arn.partition, found) };
    const scope = { partition: arn.partition, account: arn.account, region: arn.region };
    return {
      type: table.type,
      ...scope,
      cluster: holes["cluster_name"] ?? holes["name"],
      ...identity(table, holes),
    };
  }
  return undefined;
}

/** The EKS cluster that an ARN belongs to. */
export function clusterOfArn(text: string): string | undefined {
  return eksReference(text)?.cluster;
}

/** The values of a template's holes; undefined where the resource part is none of this template. */
function filled(template: string, segments: readonly string[]): Holes | undefined {
  const pattern = template.slice(template.lastIndexOf(":") + 1).split("/");
  if (pattern[0] !== segments[0] || pattern.length !== segments.length) return undefined;
  const holes: Holes = {};
  for (const [at, part] of pattern.entries()) {
    if (part.startsWith("{")) holes[part.slice(1, -1)] = segments[at]!;
    else if (part !== segments[at]) return undefined;
  }
  return holes;
}

function identity(table: AliasTable, holes: Holes): Pick<ResourceRef, "key" | "match"> {
  const match: ResourceRef["match"] = {};
  const key = (table.id ?? table.import).replace(/\{([^}]+)\}/g, (_, name: string) => {
    match[name] = holes[name] ?? "";
    return match[name];
  });
  return { key, match };
}

/** The ARN of an access entry holds the parts of its principal, without the path: principals compare without it. */
function principal(partition: string, { principalType, account, principalName }: Holes): Holes {
  if (principalType === undefined) return {};
  return { principal_arn: `arn:${partition}:iam::${account}:${principalType}/${principalName}` };
}
