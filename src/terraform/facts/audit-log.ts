import { sameCluster } from "../../model/cluster.ts";
import type { Notice } from "../../model/source.ts";
import type { ManagedResource } from "../../model/terraform.ts";

/** One line for each cluster whose audit log is off by its state, though states hold resources inside it. */
export function unheard(resources: readonly ManagedResource[]): Notice[] {
  const inside = resources.filter(({ object }) => object !== undefined);
  return resources.flatMap(({ type, current, address, attributes, state, clusters: [cluster] }) => {
    const logs = attributes["enabled_cluster_log_types"];
    if (type !== "aws_eks_cluster" || !current || !cluster || (Array.isArray(logs) && logs.includes("audit")))
      return [];
    const count = inside.filter(({ clusters: [own] }) => own !== undefined && sameCluster(own, cluster)).length;
    if (count === 0) return [];
    const what = count === 1 ? "1 resource" : `${count} resources`;
    const text = `${state}: ${address} does not switch on the log type audit: changes of ${what} inside the cluster are not seen`;
    return [{ code: "terraform-audit-log-off", text, unit: state }];
  });
}
