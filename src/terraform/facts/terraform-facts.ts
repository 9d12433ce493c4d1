import { createHash } from "node:crypto";
import type { ClusterRef } from "../../model/cluster.ts";
import type { Trust } from "../../model/facts.ts";
import type { ManagedResource, StateSummary, Tie, TerraformFacts } from "../../model/terraform.ts";
import { sameCluster } from "../../model/cluster.ts";
import { inClusterTypes } from "../../tables/kubernetes/types.ts";
import type { StateCode } from "../code/state-code.ts";
import type { StateContent, StateInstance } from "../state/instance.ts";
import { Clusters } from "./clusters.ts";
import { eachValue } from "./each-value.ts";
import { Lookup } from "./lookup.ts";
import { homeOf } from "./homes.ts";
import type { ClusterStates } from "./homes.ts";
import { kmsAlias, tieName } from "./names.ts";
import { Objects } from "./objects.ts";
import { canBe, standsAt } from "./released.ts";
import { StateResource } from "./resource.ts";
import type { Scope } from "./scope.ts";
import { sameScope, scopesOf } from "./scope.ts";
import { Ties } from "./ties.ts";
import { federatedIssuers, principals, trustStatements, Workloads } from "./workloads.ts";

/** One state with the source it was applied from, where that was found. */
export interface LoadedState {
  path: string;
  content: StateContent;
  code?: StateCode;
}

interface Issuer {
  issuer: string;
  cluster: string;
  scope: Scope;
}

/** Indexes states. Pure: the same states, source and trust give the same facts. */
export function terraformFacts(
  states: readonly LoadedState[],
  podIdentities: Trust["podIdentities"],
  clusterStates: readonly ClusterStates[] = [],
): TerraformFacts & { resources: readonly StateResource[]; hasHome(path: string): boolean } {
  let ties: Ties | undefined;
  let objects: Objects | undefined;
  const homes = new Map<string, ClusterRef | undefined>();
  const clustersOf = (resource: StateResource): readonly ClusterRef[] => {
    if (!inClusterTypes.has(resource.type)) return (ties ??= new Ties(context)).clustersOf(resource);
    const home = homes.get(resource.state);
    return home ? [clusters.at(home.name, home)] : [];
  };
  const resources: StateResource[] = [];
  const lookups: { instance: StateInstance; scope: Scope }[] = [];
  for (const { path, content, code } of states) {
    const scopes = scopesOf(content.instances, code);
    homes.set(path, homeOf(path, scopes, clusterStates));
    for (const [instance, scope] of scopes) {
      if (instance.mode === "data") lookups.push({ instance, scope });
      else
        resources.push(
          new StateResource(instance, { state: path, scope, code: code?.resource(instance.address), clustersOf }),
        );
    }
  }
  const clusters = new Clusters(resources);
  const aliases = kmsAliases([...resources, ...lookups.map(({ instance }) => instance)]);
  const lookup = new Lookup(resources, aliases);
  const ofType = (type: string) => lookup.ofType(type);
  const issuers = clusterIssuers(resources, lookups);
  const context = {
    ofType,
    cluster: (name: string, scope: Scope) => clusters.at(name, scope),
    trustedBy: (role: ManagedResource) => trustedBy(role, issuers, clusters, resources),
    keyOf: (reference: string) => aliases.get(kmsAlias(reference) ?? "") ?? reference,
  };
  const workloads = new Workloads(
    ofType,
    new Map(issuers.map(({ issuer, cluster }) => [issuer, cluster])),
    podIdentities,
  );
  const released = states.flatMap(({ path, code }) => (code?.released ?? []).map((address) => ({ path, address })));
  return {
    resources,
    hasHome: (path) => homes.get(path) !== undefined,
    version: versionOf(states, podIdentities, clusterStates),
    states: states.map(({ path, content: { serial, lineage, count } }): StateSummary => {
      return { path, serial, lineage, resources: count };
    }),
    clusters: clusters.held,
    holds: (cluster) => clusters.holds(cluster),
    find: ({ object, ...ref }) =>
      object ? (objects ??= new Objects(resources)).find({ ...ref, object }) : lookup.find(ref),
    holdsObjects: resources.some(({ type }) => inClusterTypes.has(type)),
    ties: (kind, name, scope): readonly Tie[] => (ties ??= new Ties(context)).find(kind, name, scope),
    workloadRole: (roleArn) => workloads.find(roleArn),
    ignoreTags: {
      keys: [...new Set(states.flatMap(({ code }) => code?.ignoreTags.keys ?? []))],
      prefixes: [...new Set(states.flatMap(({ code }) => code?.ignoreTags.prefixes ?? []))],
    },
    released(ref) {
      const found = lookup.find(ref);
      if (found.length > 0) {
        return found.some((each) =>
          released.some(({ path, address }) => path === each.state && standsAt(each, address)),
        );
      }
      return released.some(({ address }) => canBe(ref, address));
    },
  };
}

/** KMS alias → key id, of managed aliases and of data sources. */
function kmsAliases(
  holders: readonly { type: string; attributes: ManagedResource["attributes"] }[],
): Map<string, string> {
  const aliases = new Map<string, string>();
  for (const { type, attributes } of holders) {
    const { name, target_key_id: target, target_key_arn: arn } = attributes;
    const key = [target, arn].find((value) => typeof value === "string" && value !== "");
    if (type !== "aws_kms_alias" || typeof name !== "string" || typeof key !== "string") continue;
    aliases.set(name, tieName("kms_key", key));
  }
  return aliases;
}

function clusterIssuers(
  resources: readonly StateResource[],
  lookups: readonly { instance: StateInstance; scope: Scope }[],
): Issuer[] {
  const holders = [
    ...resources.map((each) => ({ type: each.type, attributes: each.attributes, scope: each as Scope })),
    ...lookups.map(({ instance, scope }) => ({ type: instance.type, attributes: instance.attributes, scope })),
  ];
  return holders.flatMap(({ type, attributes, scope }) => {
    const cluster = attributes["name"];
    if (type !== "aws_eks_cluster" || typeof cluster !== "string") return [];
    return eachValue(attributes, "identity[].oidc[].issuer").map(({ value }) => ({
      issuer: tieName("oidc_provider", value),
      cluster,
      scope,
    }));
  });
}

/**
 * Clusters that a role's trust policy lets in: by their OIDC provider; by EKS Pod Identity, which names no cluster,
 * every cluster of the same state and account.
 */
function trustedBy(
  role: ManagedResource,
  issuers: readonly Issuer[],
  clusters: Clusters,
  resources: readonly StateResource[],
): ClusterRef[] {
  const statements = trustStatements(role.attributes["assume_role_policy"]);
  const named = new Set(statements.flatMap(federatedIssuers));
  const found = issuers
    .filter(({ issuer }) => named.has(issuer))
    .map(({ cluster, scope }) => clusters.at(cluster, scope));
  if (statements.some((statement) => principals(statement, "Service").includes("pods.eks.amazonaws.com"))) {
    const beside = resources.filter(
      ({ type, state, current }) => type === "aws_eks_cluster" && current && state === role.state,
    );
    const near = beside.filter((cluster) => sameScope({ account: cluster.account }, { account: role.account }));
    found.push(...near.map((cluster) => clusters.at(cluster.key, cluster)));
  }
  return found.filter((cluster, at) => found.findIndex((other) => sameCluster(other, cluster)) === at);
}

function versionOf(
  states: readonly LoadedState[],
  podIdentities: Trust["podIdentities"],
  clusterStates: readonly ClusterStates[],
): string {
  const parts = states.map(({ path, content, code }) => [
    path,
    content.serial ?? null,
    content.lineage ?? null,
    content.digest,
    code?.digest ?? null,
  ]);
  return createHash("sha256")
    .update(JSON.stringify([parts, podIdentities, clusterStates]))
    .digest("hex")
    .slice(0, 32);
}
