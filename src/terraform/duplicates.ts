import { sameCluster } from "../model/cluster.ts";
import type { Notice } from "../model/source.ts";
import type { ManagedResource } from "../model/terraform.ts";
import { partialTypes } from "../tables/kubernetes/types.ts";
import { sameScope } from "./facts/scope.ts";

const MAX_NOTICES = 20;

/** Objects that two states claim: a mistake, because whichever is applied last wins. Both are named. */
export function claimedTwice(resources: readonly ManagedResource[]): Notice[] {
  const byKey = new Map<string, ManagedResource[]>();
  const notices: Notice[] = [];
  let more = 0;
  for (const resource of resources) {
    if (!resource.current || resource.key === resource.address || partialTypes.has(resource.type)) continue;
    const key = `${resource.type} ${resource.key}`;
    const known = byKey.get(key) ?? [];
    const other = known.find((each) => each.state !== resource.state && isSameObject(each, resource));
    byKey.set(key, [...known, resource]);
    if (!other) continue;
    if (notices.length === MAX_NOTICES) more++;
    else notices.push(notice(other, resource));
  }
  if (more > 0)
    notices.push({
      code: "terraform-two-states",
      text: `${more === 1 ? "1 more resource is" : `${more} more resources are`} in two states`,
    });
  return notices;
}

/** Names repeat from cluster to cluster: of objects inside one the cluster decides. */
function isSameObject(a: ManagedResource, b: ManagedResource): boolean {
  if (!a.object) return sameScope(a, b);
  const [left, right] = [a.clusters[0], b.clusters[0]];
  return left !== undefined && right !== undefined && sameCluster(left, right);
}

function notice(first: ManagedResource, second: ManagedResource): Notice {
  const places = [first, second].map(({ address, state }) => `${address} in ${state}`).join(", ");
  const text = `${first.type} ${first.key}: two states claim it: ${places}; changes are compared with both`;
  return { code: "terraform-two-states", text, unit: second.state };
}
