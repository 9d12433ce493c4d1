import { isObject } from "../../model/json.ts";
import type { JsonObject } from "../../model/json.ts";

/** A cluster named in a tag; `through` is the tag's path. */
export interface TaggedCluster {
  name: string;
  through: string;
}

const IN_KEY = /^(?:kubernetes\.io\/cluster|k8s\.io\/cluster-autoscaler)\/([^/]+)$/;
/** `k8s.io/cluster-autoscaler/enabled` is a switch, no cluster. */
const NO_CLUSTER: ReadonlySet<string> = new Set(["enabled", "disabled"]);
const IN_VALUE: ReadonlySet<string> = new Set(["eks:cluster-name", "aws:eks:cluster-name"]);

/** Clusters that a resource's tags name. Source: tags that EKS, its load balancers and the Cluster Autoscaler read. */
export function clustersInTags(attributes: JsonObject): TaggedCluster[] {
  const found = new Map<string, TaggedCluster>();
  for (const [key, value] of tagsOf(attributes)) {
    const name = IN_VALUE.has(key) ? value : IN_KEY.exec(key)?.[1];
    if (name === undefined || name === "" || NO_CLUSTER.has(name) || found.has(name)) continue;
    found.set(name, { name, through: `tags[${JSON.stringify(key)}]` });
  }
  return [...found.values()];
}

/** Tags as a map, as an Auto Scaling group's blocks, or as the one tag that a resource is. */
function tagsOf(attributes: JsonObject): [string, string][] {
  const maps = [attributes["tags"], attributes["tags_all"]].filter(isObject).flatMap(Object.entries);
  const blocks = [attributes["tag"], attributes["tags"]].flat().filter(isObject);
  const pairs = [...blocks, attributes].map(({ key, value }) => [key, value] as const);
  return [...maps, ...pairs].filter(
    (pair): pair is [string, string] => typeof pair[0] === "string" && typeof pair[1] === "string",
  );
}
