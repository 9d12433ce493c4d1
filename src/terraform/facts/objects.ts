import { sameCluster } from "../../model/cluster.ts";
import type { ObjectRef, ResourceRef } from "../../model/change.ts";
import { ownedBy } from "../objects/owned.ts";
import type { StateResource } from "./resource.ts";

const ANY = "*";

/** Finds the resources of states that stand for an object inside a cluster. Those of no known cluster are none. */
export class Objects {
  readonly #byName = new Map<string, StateResource[]>();

  constructor(resources: readonly StateResource[]) {
    for (const resource of resources) {
      const { object } = resource;
      if (!object || resource.clusters.length === 0) continue;
      for (const key of [keyOf(object), keyOf({ ...object, name: ANY })]) {
        const same = this.#byName.get(key);
        if (same) same.push(resource);
        else this.#byName.set(key, [resource]);
      }
    }
  }

  /** An event that does not know its cluster fits if all that it can mean are of one. */
  find({
    type,
    cluster,
    account,
    region,
    object,
    match,
  }: ResourceRef & { object: ObjectRef }): readonly StateResource[] {
    const named = this.#byName.get(keyOf(object)) ?? [];
    const fitting = named.filter(
      (resource) =>
        (type === ANY || resource.type === type) &&
        (match["owns"] === undefined || ownedBy(resource) === match["owns"]) &&
        (cluster === undefined || sameCluster(resource.clusters[0]!, { name: cluster, account, region })),
    );
    const [first] = fitting;
    const isSure =
      cluster !== undefined || fitting.every(({ clusters }) => sameCluster(clusters[0]!, first!.clusters[0]!));
    return isSure ? fitting : [];
  }
}

/** The namespace that nobody names is `default`; a resource either has namespaces or has none. */
function keyOf({ group, resource, namespace, name }: ObjectRef): string {
  return [group, resource, namespace === "default" ? "" : namespace, name].join("/");
}
