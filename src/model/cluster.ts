/** A cluster is itself by account + region + name; what is not known is absent and matches any. */
export interface ClusterRef {
  name: string;
  partition?: string;
  account?: string;
  region?: string;
  arn?: string;
}

/** Whether two references can mean the same cluster: equal names, and no known part that differs. */
export function sameCluster(a: ClusterRef, b: ClusterRef): boolean {
  return a.name === b.name && agrees(a.account, b.account) && agrees(a.region, b.region);
}

function agrees(a: string | undefined, b: string | undefined): boolean {
  return a === undefined || b === undefined || a === b;
}
