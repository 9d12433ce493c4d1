import type { JsonObject } from "../../../model/json.ts";
import { isObject } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { bag, isEmpty, restore } from "./request.ts";
import { elementChanges } from "./elements.ts";

/** Restores `aws_eks_access_entry`; the call answers at once, there is nothing to wait for. */
export function undoAccessEntry(subject: Subject, script: Script): void {
  const ids = entry(subject);
  if (!ids) return;
  const { input, lines } = restore(subject, "eks", "UpdateAccessEntry", subject.lines);
  if (lines.length > 0) script.call("eks", "UpdateAccessEntry", { ...ids, ...input }, lines);
}

/** A deleted entry comes back as the state describes it. */
export function createAccessEntry(subject: Subject, script: Script): void {
  const ids = entry(subject);
  if (!ids || ["kubernetes_groups", "user_name", "tags_all", "type"].some((path) => subject.isWithheld(path))) return;
  const type = subject.text("type") ?? "STANDARD";
  const groups = subject.state("kubernetes_groups");
  const tags = subject.state("tags_all") ?? subject.state("tags");
  // Groups and user name belong to STANDARD entries; EKS sets those of nodes by itself and refuses them.
  const own = type === "STANDARD";
  const input = {
    ...ids,
    kubernetesGroups: own && !isEmpty(groups) ? groups : undefined,
    username: own ? subject.text("user_name") : undefined,
    type,
    tags: isObject(tags) && Object.keys(tags).length > 0 ? tags : undefined,
  };
  script.call("eks", "CreateAccessEntry", input, subject.under(""));
}

/** AssociateAccessPolicy sets the scope of an association whether it exists or not. */
export function associatePolicy(subject: Subject, script: Script): void {
  const ids = entry(subject);
  const policyArn = subject.name("policy_arn");
  const type = subject.text("access_scope[0].type");
  if (!ids || policyArn === undefined || type === undefined || subject.isWithheld("access_scope")) return;
  const namespaces = subject.state("access_scope[0].namespaces");
  const accessScope: JsonObject = { type, ...(isEmpty(namespaces) ? {} : { namespaces }) };
  const lines = subject.whole("deleted") ? subject.under("") : subject.under("access_scope");
  if (lines.length > 0) script.call("eks", "AssociateAccessPolicy", { ...ids, policyArn, accessScope }, lines);
}

export function undoPodIdentity(subject: Subject, script: Script): void {
  const clusterName = subject.name("cluster_name");
  const associationId = subject.name("association_id");
  if (clusterName === undefined || associationId === undefined) return;
  const { input, lines } = restore(subject, "eks", "UpdatePodIdentityAssociation", subject.lines);
  const target = subject.under("target_role_arn").filter((line) => isEmpty(line.before));
  if (target.length > 0) input["targetRoleArn"] = "";
  const all = [...lines, ...target];
  if (all.length > 0) script.call("eks", "UpdatePodIdentityAssociation", { clusterName, associationId, ...input }, all);
}

/** Restores `aws_eks_capability`. The AWS CLI has no waiter for capabilities. */
export function undoCapability(subject: Subject, script: Script): void {
  const clusterName = subject.name("cluster_name");
  const capabilityName = subject.name("capability_name");
  if (clusterName === undefined || capabilityName === undefined) return;
  const { input, lines } = restore(subject, "eks", "UpdateCapability", subject.lines);
  const row = subject.row("configuration[0].argo_cd[0].rbac_role_mapping");
  const changes = row ? elementChanges(subject.under(row.path), row) : [];
  if (changes.length > 0) {
    const mappings = bag();
    const set = changes.flatMap(({ before }) => (before === undefined ? [] : [before]));
    const remove = changes.flatMap(({ before, after }) => (before === undefined && after !== undefined ? [after] : []));
    if (set.length > 0) mappings["addOrUpdateRoleMappings"] = set;
    if (remove.length > 0) mappings["removeRoleMappings"] = remove;
    const configuration = isObject(input["configuration"]) ? input["configuration"] : bag();
    const argoCd = isObject(configuration["argoCd"]) ? configuration["argoCd"] : bag();
    argoCd["rbacRoleMappings"] = mappings;
    configuration["argoCd"] = argoCd;
    input["configuration"] = configuration;
  }
  const all = [...lines, ...changes.map(({ line }) => line)];
  if (all.length > 0) script.call("eks", "UpdateCapability", { clusterName, capabilityName, ...input }, all);
}

function entry(subject: Subject): { clusterName: string; principalArn: string } | undefined {
  const clusterName = subject.name("cluster_name");
  const principalArn = subject.name("principal_arn");
  return clusterName === undefined || principalArn === undefined ? undefined : { clusterName, principalArn };
}
