import { sameCluster } from "../../model/cluster.ts";
import type { ClusterRef } from "../../model/cluster.ts";
import type { StateResource } from "./resource.ts";
import type { Scope } from "./scope.ts";

/** The clusters that states manage, themselves or by their children. */
export class Clusters {
  readonly held: readonly ClusterRef[];
  readonly #byName = new Map<string, ClusterRef[]>();
  /** Others that tags or children name: one object each, so that ties to them compare. */
  readonly #named = new Map<string, ClusterRef>();

  constructor(resources: readonly StateResource[]) {
    for (const resource of resources) {
      if (resource.type === "aws_eks_cluster" && resource.current) this.#add(ownRef(resource));
    }
    for (const resource of resources) {
      const name = resource.attributes["cluster_name"];
      if (!resource.type.startsWith("aws_eks_") || typeof name !== "string" || name === "") continue;
      this.#add({ name, partition: resource.partition, account: resource.account, region: resource.region });
    }
    this.held = [...this.#byName.values()].flat();
  }

  #add(ref: ClusterRef): void {
    const same = this.#byName.get(ref.name) ?? [];
    if (same.some((known) => sameCluster(known, ref))) return;
    this.#byName.set(ref.name, [...same, ref]);
  }

  holds(cluster: ClusterRef): boolean {
    return this.#byName.get(cluster.name)?.some((known) => sameCluster(known, cluster)) ?? false;
  }

  /** The held cluster of a name in a place; where none or several fit, a reference with what is known. */
  at(name: string, { partition, account, region }: Scope): ClusterRef {
    const fitting = this.#byName.get(name)?.filter((known) => sameCluster(known, { name, account, region })) ?? [];
    if (fitting.length === 1) return fitting[0]!;
    const key = JSON.stringify([name, partition, account, region]);
    const ref = this.#named.get(key) ?? { name, partition, account, region };
    this.#named.set(key, ref);
    return ref;
  }
}

function ownRef({ attributes, key, partition, account, region }: StateResource): ClusterRef {
  const { name, arn } = attributes;
  return {
    name: typeof name === "string" ? name : key,
    partition,
    account,
    region,
    ...(typeof arn === "string" && arn !== "" ? { arn } : {}),
  };
}
