/**
 * Attribute names of an older tool's configuration → the provider's paths they stand for.
 * `resolve_conflicts` was one argument until provider 5.
 */
export const formerNames: ReadonlyMap<string, readonly string[]> = new Map([
  ["resources_vpc_config", ["vpc_config"]],
  ["logging", ["enabled_cluster_log_types"]],
  ["nodegroup_name", ["node_group_name"]],
  ["subnets", ["subnet_ids"]],
  ["taints", ["taint"]],
  ["selectors", ["selector"]],
  ["resolve_conflicts", ["resolve_conflicts", "resolve_conflicts_on_create", "resolve_conflicts_on_update"]],
]);
