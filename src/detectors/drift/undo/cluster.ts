import type { FindingChange } from "../../../model/finding.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { bag, isEmpty, restore, texts } from "./request.ts";

const PUBLIC = "vpc_config[0].endpoint_public_access";
const PRIVATE = "vpc_config[0].endpoint_private_access";
const CIDRS = "vpc_config[0].public_access_cidrs";
const LOGS = "enabled_cluster_log_types";
const LOG_TYPES = ["api", "audit", "authenticator", "controllerManager", "scheduler"];
const AUTO_MODE = ["compute_config", "storage_config", "kubernetes_network_config[0].elastic_load_balancing"];

/** What one UpdateClusterConfig may change; the service takes one kind of update a call. The most urgent first. */
const GROUPS: readonly (readonly string[])[] = [
  [PUBLIC, PRIVATE, CIDRS],
  [LOGS],
  ["deletion_protection"],
  ["vpc_config[0].security_group_ids"],
  ["vpc_config[0].subnet_ids"],
  ["vpc_config[0].control_plane_egress_mode"],
  AUTO_MODE,
  ["upgrade_policy"],
  ["zonal_shift_config"],
  ["remote_network_config"],
  ["control_plane_scaling_config"],
  ["kube_api_server_config", "kube_scheduler_config", "kube_controller_manager_config"],
];

/** Restores `aws_eks_cluster`: a call and a wait for each kind of update. */
export function undoCluster(subject: Subject, script: Script): void {
  const name = subject.name("name");
  if (name === undefined) return;
  const update = (operation: string, input: JsonObject, lines: readonly FindingChange[]) => {
    if (script.call("eks", operation, { name, ...input }, lines)) script.wait("ClusterActive", { name });
  };
  for (const group of GROUPS) {
    const lines = subject.under(...group).filter((line) => !script.isSettled(line));
    if (lines.length === 0) continue;
    if (group.includes(LOGS)) update("UpdateClusterConfig", { logging: logging(lines[0]!) }, lines);
    else if (group === AUTO_MODE) undoAutoMode(subject, script, lines, update);
    else {
      for (const part of inOrder(lines)) {
        const { input, lines: restored } = restore(subject, "eks", "UpdateClusterConfig", part);
        if (restored.length > 0) update("UpdateClusterConfig", input, restored);
      }
    }
  }
  const version = restore(
    subject,
    "eks",
    "UpdateClusterVersion",
    subject.under("version").filter((line) => !script.isSettled(line)),
  );
  if (version.lines.length > 0) update("UpdateClusterVersion", version.input, version.lines);
}

/** The list goes back before the flag: a flag switched on ahead of it would stand open to the present list. */
function inOrder(lines: FindingChange[]): FindingChange[][] {
  const list = lines.filter((line) => line.path === CIDRS);
  const rest = lines.filter((line) => line.path !== CIDRS);
  const both = list.length > 0 && rest.some((line) => line.path === PUBLIC);
  return both ? [list, rest] : [lines];
}

/** The inverse of a change of log types; types that did not change are not named. */
function logging({ before, after }: FindingChange): JsonObject {
  const wanted = texts(before);
  const present = after === undefined ? LOG_TYPES.filter((type) => !wanted.includes(type)) : texts(after);
  const added = present.filter((type) => !wanted.includes(type));
  const removed = after === undefined ? wanted : wanted.filter((type) => !present.includes(type));
  const entries = [
    { types: added, enabled: false },
    { types: removed, enabled: true },
  ];
  return { clusterLogging: entries.filter((entry) => entry.types.length > 0) };
}

/** EKS takes the three switches of Auto Mode only together, so the state fills in what did not change. */
function undoAutoMode(
  subject: Subject,
  script: Script,
  lines: FindingChange[],
  update: (operation: string, input: JsonObject, lines: readonly FindingChange[]) => void,
): void {
  if (AUTO_MODE.some((path) => subject.isWithheld(path))) return;
  const wanted = (path: string) => {
    const line = lines.find((candidate) => candidate.path === path);
    return line ? line.before : subject.state(path);
  };
  const on = wanted("compute_config[0].enabled") === true;
  const computeConfig = bag();
  computeConfig["enabled"] = on;
  const pools = wanted("compute_config[0].node_pools");
  const role = wanted("compute_config[0].node_role_arn");
  if (on && !isEmpty(pools)) computeConfig["nodePools"] = pools!;
  if (on && !isEmpty(role)) computeConfig["nodeRoleArn"] = role!;
  const input = {
    computeConfig,
    kubernetesNetworkConfig: { elasticLoadBalancing: { enabled: on } },
    storageConfig: { blockStorage: { enabled: on } },
  };
  const mine = lines.filter((line) => subject.row(line.path)?.request?.["UpdateClusterConfig"] !== undefined);
  if (mine.length > 0) update("UpdateClusterConfig", input, mine);
  if (on && isEmpty(pools)) script.note("the state names no node pools, so the call turns Auto Mode on without any.");
}
