import type { JsonObject } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import type { AwsCall, AwsService } from "./command.ts";
import { hcl } from "./one-way.ts";
import { permission } from "./permission.ts";

/** The call that takes away an object of this type: `[service, operation, member ← attribute, waiter?]`. */
type Removal = readonly [AwsService, string, { [member: string]: string }, waiter?: string];

const CLUSTER = { clusterName: "cluster_name" };
const REMOVALS: { [type: string]: Removal } = {
  aws_autoscaling_group: ["autoscaling", "DeleteAutoScalingGroup", { AutoScalingGroupName: "name" }],
  aws_cloudwatch_log_group: ["logs", "DeleteLogGroup", { logGroupName: "name" }],
  aws_eks_access_entry: ["eks", "DeleteAccessEntry", { ...CLUSTER, principalArn: "principal_arn" }],
  aws_eks_access_policy_association: [
    "eks",
    "DisassociateAccessPolicy",
    { ...CLUSTER, principalArn: "principal_arn", policyArn: "policy_arn" },
  ],
  aws_eks_addon: ["eks", "DeleteAddon", { ...CLUSTER, addonName: "addon_name" }, "AddonDeleted"],
  aws_eks_capability: ["eks", "DeleteCapability", { ...CLUSTER, capabilityName: "capability_name" }],
  aws_eks_cluster: ["eks", "DeleteCluster", { name: "name" }, "ClusterDeleted"],
  aws_eks_fargate_profile: [
    "eks",
    "DeleteFargateProfile",
    { ...CLUSTER, fargateProfileName: "fargate_profile_name" },
    "FargateProfileDeleted",
  ],
  aws_eks_node_group: ["eks", "DeleteNodegroup", { ...CLUSTER, nodegroupName: "node_group_name" }, "NodegroupDeleted"],
  aws_eks_pod_identity_association: [
    "eks",
    "DeletePodIdentityAssociation",
    { ...CLUSTER, associationId: "association_id" },
  ],
  aws_iam_openid_connect_provider: ["iam", "DeleteOpenIDConnectProvider", { OpenIDConnectProviderArn: "arn" }],
  aws_iam_policy: ["iam", "DeletePolicy", { PolicyArn: "arn" }],
  aws_iam_role: ["iam", "DeleteRole", { RoleName: "name" }],
  aws_iam_role_policy: ["iam", "DeleteRolePolicy", { RoleName: "role", PolicyName: "name" }],
  aws_iam_role_policy_attachment: ["iam", "DetachRolePolicy", { RoleName: "role", PolicyArn: "policy_arn" }],
  aws_kms_alias: ["kms", "DeleteAlias", { AliasName: "name" }],
  aws_launch_template: ["ec2", "DeleteLaunchTemplate", { LaunchTemplateId: "id" }],
  aws_security_group: ["ec2", "DeleteSecurityGroup", { GroupId: "id" }],
};

/** Objects whose call needs more than names. */
const SPECIAL: { [type: string]: (subject: Subject) => AwsCall | undefined } = {
  aws_autoscaling_group_tag: groupTagCall,
  aws_ec2_tag: tagCall,
  aws_eks_identity_provider_config: providerCall,
  aws_vpc_security_group_egress_rule: (subject) => ruleCall(subject, "RevokeSecurityGroupEgress"),
  aws_vpc_security_group_ingress_rule: (subject) => ruleCall(subject, "RevokeSecurityGroupIngress"),
};

/** An object that no state holds goes by its delete call, or stays and is imported. */
export function remove(subject: Subject, script: Script): void {
  const lines = [...subject.lines, ...subject.hidden];
  const removal = REMOVALS[subject.type];
  const call = removal ? namedCall(subject, removal) : SPECIAL[subject.type]?.(subject);
  if (call && script.call(call.service, call.operation, call.input, lines) && removal?.[3] !== undefined)
    script.wait(removal[3], call.input);
  const block = importBlock(subject);
  if (block !== undefined) script.note(`To keep it, import it beside a resource block of that name:\n${block}`);
  else if (!call) script.note("no state holds it; what made it has to take it back.");
  script.settle(lines);
}

function namedCall(subject: Subject, [service, operation, members]: Removal): AwsCall | undefined {
  const input = Object.fromEntries(Object.entries(members).map(([member, path]) => [member, subject.name(path)]));
  return Object.values(input).includes(undefined) ? undefined : { service, operation, input };
}

function tagCall(subject: Subject): AwsCall | undefined {
  const [id, Key] = [subject.name("resource_id"), subject.name("key")];
  if (id === undefined || Key === undefined) return undefined;
  return { service: "ec2", operation: "DeleteTags", input: { Resources: [id], Tags: [{ Key }] } };
}

function groupTagCall(subject: Subject): AwsCall | undefined {
  const [ResourceId, Key] = [subject.name("autoscaling_group_name"), subject.name("key")];
  if (ResourceId === undefined || Key === undefined) return undefined;
  const tag = { ResourceId, ResourceType: "auto-scaling-group", Key };
  return { service: "autoscaling", operation: "DeleteTags", input: { Tags: [tag] } };
}

function providerCall(subject: Subject): AwsCall | undefined {
  const clusterName = subject.name("cluster_name");
  const name = subject.name("oidc[0].identity_provider_config_name");
  if (clusterName === undefined || name === undefined) return undefined;
  const identityProviderConfig = { type: "oidc", name };
  return {
    service: "eks",
    operation: "DisassociateIdentityProviderConfig",
    input: { clusterName, identityProviderConfig },
  };
}

/** A rule goes by its id; one without an id by what it allows, which its key spells out: `sg-1:tcp:443-443:10.0.0.0/8`. */
function ruleCall(subject: Subject, operation: string): AwsCall | undefined {
  const GroupId = subject.name("security_group_id");
  const id = subject.name("security_group_rule_id");
  if (GroupId === undefined) return undefined;
  if (id?.startsWith("sgr-")) return { service: "ec2", operation, input: { GroupId, SecurityGroupRuleIds: [id] } };
  const rule = /^[^:]+:([^:]+):(?:(-?\d+)-(-?\d+)|all|-):(.+)$/.exec(subject.target.key);
  if (!rule) return undefined;
  const [, protocol = "", from, to, source = ""] = rule;
  const ports: JsonObject = from === undefined ? {} : { from_port: Number(from), to_port: Number(to) };
  const allowed = permission({ protocol, ...ports, [sourceMember(source)]: source }, false);
  return allowed && { service: "ec2", operation, input: { GroupId, IpPermissions: [allowed] } };
}

function sourceMember(source: string): string {
  if (source.startsWith("pl-")) return "prefix_list_id";
  if (/(^|\/)sg-/.test(source)) return "referenced_security_group_id";
  return source.includes(":") ? "cidr_ipv6" : "cidr_ipv4";
}

/** `import { to, id }` of Terraform 1.5; undefined where the import id is not known. */
function importBlock(subject: Subject): string | undefined {
  if (!subject.table) return undefined;
  const names = [...subject.table.import.matchAll(/\{([^}]+)\}/g)].map(
    ([, name]) => [name!, subject.name(name!)] as const,
  );
  if (names.some(([, value]) => value === undefined)) return undefined;
  const values = new Map(names);
  const id = subject.table.import.replace(/\{([^}]+)\}/g, (_, name: string) => values.get(name) ?? "");
  const label = id
    .split(/[:,#/]/)
    .at(-1)!
    .replace(/[^A-Za-z0-9_-]/g, "_")
    .slice(0, 60);
  const name = /^[A-Za-z_]/.test(label) ? label : `imported_${label}`;
  return `import {\n  to = ${subject.type}.${name}\n  id = ${hcl(id)}\n}`;
}
