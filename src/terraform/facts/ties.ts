import { parseArn } from "../../lib/arn.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { ManagedResource, Tie, TieKind } from "../../model/terraform.ts";
import { clustersInTags } from "./cluster-tags.ts";
import { eachValue } from "./each-value.ts";
import { tieName } from "./names.ts";
import { textOf } from "./resource.ts";
import type { Scope } from "./scope.ts";
import { sameScope } from "./scope.ts";
import { BELONGS, TIE_RULES } from "./tie-rules.ts";
import type { TieRule } from "./tie-rules.ts";

interface Placed {
  tie: Tie;
  /** Where the named object lies, as its ARN or else the resource that names it says. */
  scope: Scope;
}

/** What ties need to know of the rest. */
export interface TieContext {
  ofType(type: string): readonly ManagedResource[];
  /** The cluster of a name in a resource's account and region. */
  cluster(name: string, scope: Scope): ClusterRef;
  /** Clusters whose OIDC provider, or whose pods, a role's trust policy names. */
  trustedBy(role: ManagedResource): readonly ClusterRef[];
  /** The key id behind a KMS alias; any other reference is itself. */
  keyOf(reference: string): string;
}

/** The objects that clusters rest on, by kind and AWS name. */
export class Ties {
  readonly #placed = new Map<string, Placed[]>();
  readonly #context: TieContext;

  constructor(context: TieContext) {
    this.#context = context;
    for (const [type, rules] of TIE_RULES) {
      // All of a type first: a security group must not tie another through a tie just made.
      const served = context.ofType(type).filter((each) => each.current);
      const ties = served.flatMap((resource) => this.#tiesOf(resource, rules));
      for (const { kind, name, placed } of ties) this.#add(kind, name, placed);
    }
  }

  find(kind: TieKind, name: string, scope: Scope): readonly Tie[] {
    const arn = parseArn(name);
    const asked: Scope = {
      account: arn?.account || scope.account,
      region:
        kind === "role" || kind === "policy" || kind === "oidc_provider" ? undefined : arn?.region || scope.region,
    };
    if (asked.account === "aws") delete asked.account;
    const written = kind === "kms_key" ? this.#context.keyOf(name) : name;
    const placed = this.#placed.get(`${kind} ${tieName(kind, written)}`) ?? [];
    return placed.filter((each) => sameScope(each.scope, asked)).map(({ tie }) => tie);
  }

  /** The clusters a resource serves: its own, those of what it belongs to, those its tags name. */
  clustersOf(resource: ManagedResource): readonly ClusterRef[] {
    return this.#served(resource).map(({ cluster }) => cluster);
  }

  #served(resource: ManagedResource): { cluster: ClusterRef; through?: string }[] {
    const { attributes, type } = resource;
    const own = attributes[type === "aws_eks_cluster" ? "name" : "cluster_name"];
    if (type.startsWith("aws_eks_")) {
      return typeof own === "string" ? [{ cluster: this.#context.cluster(own, resource) }] : [];
    }
    const belongs = Object.hasOwn(BELONGS, type) ? BELONGS[type]! : [];
    const ties = belongs.flatMap(({ kind, path }) =>
      eachValue(attributes, path).flatMap(({ value }) => this.find(kind, value, resource)),
    );
    const tagged = clustersInTags(attributes).map(({ name, through }) => ({
      cluster: this.#context.cluster(name, resource),
      through,
    }));
    const trusting = type === "aws_iam_role" ? this.#context.trustedBy(resource) : [];
    const served = [
      ...tagged,
      ...trusting.map((cluster) => ({ cluster, through: "assume_role_policy" })),
      ...logGroupCluster(resource, this.#context),
      ...ties.map(({ cluster }) => ({ cluster })),
    ];
    return [...new Map(served.toReversed().map((each) => [JSON.stringify(each.cluster), each])).values()].toReversed();
  }

  #tiesOf(resource: ManagedResource, rules: readonly TieRule[]) {
    const found: { kind: TieKind; name: string; placed: Placed }[] = [];
    for (const { cluster, through } of this.#served(resource)) {
      for (const { kind, path, name } of rules) {
        for (const { path: attribute, value } of eachValue(resource.attributes, path)) {
          // What others tie already need not tie itself once more; a group tagged by a resource of its own must.
          const itself = name === undefined && ["id", "name"].includes(attribute);
          if (itself && through === undefined && kind !== "autoscaling_group") continue;
          const named = kind === "kms_key" ? this.#context.keyOf(value) : (name ?? "$").replace("$", () => value);
          const tie: Tie = { cluster, resource, through: itself && through !== undefined ? through : attribute };
          found.push({ kind, name: tieName(kind, named), placed: { tie, scope: placeOf(kind, value, resource) } });
        }
      }
    }
    return found;
  }

  #add(kind: TieKind, name: string, placed: Placed): void {
    const key = `${kind} ${name}`;
    const same = this.#placed.get(key);
    if (!same) this.#placed.set(key, [placed]);
    else if (!same.some(({ tie }) => isSame(tie, placed.tie))) same.push(placed);
  }
}

function isSame(a: Tie, b: Tie): boolean {
  return a.resource === b.resource && a.through === b.through && a.cluster === b.cluster;
}

function placeOf(kind: TieKind, value: string, resource: ManagedResource): Scope {
  const arn = parseArn(value);
  const account = arn?.account || resource.account;
  const global = kind === "role" || kind === "policy" || kind === "oidc_provider";
  return {
    account: account === "aws" ? undefined : account,
    region: global ? undefined : arn?.region || resource.region,
  };
}

/** EKS writes its logs to a group named after the cluster. */
function logGroupCluster(resource: ManagedResource, context: TieContext): { cluster: ClusterRef; through: string }[] {
  if (resource.type !== "aws_cloudwatch_log_group") return [];
  const name = /^\/aws\/eks\/([^/]+)\/cluster$/.exec(textOf(resource.attributes["name"]) ?? "")?.[1];
  return name === undefined ? [] : [{ cluster: context.cluster(name, resource), through: "name" }];
}
