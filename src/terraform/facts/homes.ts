import { globMatches } from "../../lib/glob.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { Notice } from "../../model/source.ts";
import { inClusterTypes } from "../../tables/kubernetes/types.ts";
import type { StateInstance } from "../state/instance.ts";
import type { Scope } from "./scope.ts";

/** A cluster and the states whose resources live inside it, as the configuration says. */
export interface ClusterStates {
  cluster: ClusterRef;
  /** Glob over the state's path. */
  state: string;
}

/**
 * The cluster that a state's resources inside a cluster live in. No state says which one a provider points to: it is
 * the only one that the state names, managed or looked up, else the one that the configuration gives the state to.
 */
export function homeOf(
  path: string,
  scopes: ReadonlyMap<StateInstance, Scope>,
  configured: readonly ClusterStates[],
): ClusterRef | undefined {
  const named = new Map<string, ClusterRef>();
  for (const [{ type, attributes, current }, { partition, account, region }] of scopes) {
    const { name } = attributes;
    if (type !== "aws_eks_cluster" || !current || typeof name !== "string") continue;
    named.set(JSON.stringify([name, account, region]), { name, partition, account, region });
  }
  if (named.size === 1) return [...named.values()][0];
  return configured.find(({ state }) => globMatches(state, path))?.cluster;
}

/** One line for each state with resources inside a cluster of which nobody says which. */
export function homeless(
  states: readonly { path: string; content: { instances: readonly StateInstance[] } }[],
  hasHome: (path: string) => boolean,
): Notice[] {
  return states.flatMap(({ path, content: { instances } }) => {
    const count = instances.filter(({ type, mode }) => mode === "managed" && inClusterTypes.has(type)).length;
    if (count === 0 || hasHome(path)) return [];
    const text = `${path}: ${count === 1 ? "1 resource" : `${count} resources`} inside a cluster (kubernetes_*, kubectl_manifest, helm_release) ${count === 1 ? "is" : "are"} not compared, because the state does not name exactly one aws_eks_cluster; add \`state: ${path}\` to the cluster's entry of \`clusters\` in binnacle.yaml`;
    return [{ code: "terraform-cluster-unknown", text, unit: path }];
  });
}
