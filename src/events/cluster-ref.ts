import type { ClusterRef } from "../model/cluster.ts";
import type { Context } from "./envelopes/context.ts";

const GROUP = /^\/aws\/eks\/([^/]+)\/cluster$/;

/** The cluster of a control-plane record, and whether envelope and option contradict each other. */
export interface ClusterFound {
  cluster: ClusterRef | undefined;
  conflict: boolean;
}

/** The log group names the cluster; what it leaves open comes from the option, unless that means another one. */
export function clusterFound(
  context: Pick<Context, "logGroup" | "account" | "region">,
  option: ClusterRef | undefined,
): ClusterFound {
  const name = GROUP.exec(context.logGroup ?? "")?.[1];
  const { account, region } = context;
  if (name === undefined) return { cluster: option, conflict: false };
  const said: ClusterRef = { name, ...(account ? { account } : {}), ...(region ? { region } : {}) };
  if (!option) return { cluster: said, conflict: false };
  const conflict =
    name !== option.name ||
    (account !== undefined && option.account !== undefined && account !== option.account) ||
    (region !== undefined && option.region !== undefined && region !== option.region);
  return { cluster: conflict ? said : { ...option, ...said }, conflict };
}
