import { parseArn } from "../../lib/arn.ts";
import type { JsonObject } from "../../model/json.ts";
import type { StateCode } from "../code/state-code.ts";
import type { StateInstance } from "../state/instance.ts";

/** Where an object lives; what is not known is absent. */
export interface Scope {
  partition?: string;
  account?: string;
  region?: string;
}

const PARTS = ["partition", "account", "region"] as const;

/** Attributes that hold the object's own ARN. */
const OWN_ARNS = ["arn", "access_entry_arn", "association_arn", "id"] as const;

/** The ARNs an object is known by. */
export function ownArns(attributes: JsonObject): string[] {
  return OWN_ARNS.flatMap((name) => {
    const value = attributes[name];
    return typeof value === "string" && value.startsWith("arn:") ? [value] : [];
  });
}

/** IAM has no regions: what a provider or a record says of one means nothing for its objects. */
export function isGlobal(type: string): boolean {
  return type.startsWith("aws_iam_");
}

/**
 * Account and region of every instance of one state, in the order its ARN, its attribute `region`, its identity,
 * its provider configuration (from the source, else as its siblings show), the cluster it names.
 */
export function scopesOf(instances: readonly StateInstance[], code: StateCode | undefined): Map<StateInstance, Scope> {
  const scopes = new Map<StateInstance, Scope>();
  for (const instance of instances) scopes.set(instance, ownScope(instance));
  // One provider configuration has one account and, unless resources name their own, one region.
  const providers = agreed(scopes, ({ provider }) => provider);
  for (const [instance, scope] of scopes) {
    const provider = instance.provider;
    if (provider === undefined) continue;
    fill(scope, code?.provider(provider));
    fill(scope, providers.get(provider));
  }
  const clusters = agreed(scopes, ({ type, attributes }) =>
    type === "aws_eks_cluster" ? word(attributes["name"]) : undefined,
  );
  for (const [instance, scope] of scopes) {
    const name = word(instance.attributes["cluster_name"]);
    if (name !== undefined && instance.type.startsWith("aws_eks_")) fill(scope, clusters.get(name));
    if (isGlobal(instance.type)) delete scope.region;
  }
  return scopes;
}

function ownScope({ type, attributes, identity }: StateInstance): Scope {
  const scope: Scope = {};
  for (const text of ownArns(attributes)) {
    const arn = parseArn(text);
    if (!arn) continue;
    // What AWS itself owns has "aws" where others have an account.
    const account = /^\d{12}$/.test(arn.account) ? arn.account : undefined;
    fill(scope, { partition: arn.partition, account, region: arn.region });
  }
  fill(scope, { region: word(attributes["region"]), account: word(attributes["owner_id"]) });
  fill(scope, { region: word(identity?.["region"]), account: word(identity?.["account_id"]) });
  if (type === "aws_caller_identity") fill(scope, { account: word(attributes["account_id"]) });
  if (type === "aws_region") fill(scope, { region: word(attributes["id"]) ?? word(attributes["name"]) });
  if (type === "aws_partition") fill(scope, { partition: word(attributes["partition"]) });
  if (isGlobal(type)) delete scope.region;
  return scope;
}

function word(value: unknown): string | undefined {
  return typeof value === "string" && value !== "" ? value : undefined;
}

function fill(scope: Scope, from: Scope | undefined): void {
  for (const part of PARTS) {
    if (!scope[part] && from?.[part]) scope[part] = from[part];
  }
}

/** What all instances of one key agree on; a part they differ in is not known. */
function agreed(
  scopes: ReadonlyMap<StateInstance, Scope>,
  key: (instance: StateInstance) => string | undefined,
): Map<string, Scope> {
  const seen = new Map<string, { [part in keyof Scope]-?: Set<string> }>();
  for (const [instance, scope] of scopes) {
    const name = key(instance);
    if (name === undefined) continue;
    const parts = seen.get(name) ?? { partition: new Set(), account: new Set(), region: new Set() };
    seen.set(name, parts);
    for (const part of PARTS) if (scope[part]) parts[part].add(scope[part]);
  }
  return new Map(
    [...seen].map(([name, { partition, account, region }]): [string, Scope] => [
      name,
      { partition: only(partition), account: only(account), region: only(region) },
    ]),
  );
}

function only(values: ReadonlySet<string>): string | undefined {
  return values.size === 1 ? [...values][0] : undefined;
}

/** Whether two scopes can be the same place: no known part differs. */
export function sameScope(a: Scope, b: Scope): boolean {
  return PARTS.every((part) => !a[part] || !b[part] || a[part] === b[part]);
}
