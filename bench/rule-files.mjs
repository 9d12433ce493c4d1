/**
 * Writes Falco rule files of any length, for audit events and CloudTrail records in turn; the same on every machine.
 * They look at the events of the corpora and hardly ever fire, as rules do: findings have a cost of their own.
 */
import { writeFileSync } from "node:fs";

const RESOURCES = [
  "secrets",
  "pods",
  "configmaps",
  "serviceaccounts",
  "roles",
  "clusterroles",
  "rolebindings",
  "clusterrolebindings",
  "deployments",
  "daemonsets",
  "cronjobs",
  "networkpolicies",
  "nodes",
  "namespaces",
  "ingresses",
  "services",
];
/** @type {[service: string, names: string[]][]} */
const CALLS = [
  [
    "eks",
    [
      "UpdateClusterConfig",
      "UpdateClusterVersion",
      "DeleteCluster",
      "CreateNodegroup",
      "UpdateNodegroupConfig",
      "UpdateAddon",
      "CreateAccessEntry",
      "AssociateAccessPolicy",
    ],
  ],
  [
    "ec2",
    ["AuthorizeSecurityGroupIngress", "ModifyInstanceMetadataOptions", "RunInstances", "CreateLaunchTemplateVersion"],
  ],
  ["iam", ["AttachRolePolicy", "UpdateAssumeRolePolicy", "PutRolePolicy", "CreatePolicyVersion"]],
  ["kms", ["DisableKey", "ScheduleKeyDeletion", "PutKeyPolicy"]],
  ["logs", ["DeleteLogGroup", "PutRetentionPolicy"]],
];

/** @param {number} n  which of many: the shapes repeat, the values do not */
function auditRule(n) {
  const resource = RESOURCES[n % RESOURCES.length];
  const shapes = [
    `ka.verb in (get, list) and ka.target.resource = ${resource} and ka.target.namespace = team-${n} and not system_user`,
    `ka.verb = create and ka.target.resource = ${resource} and ka.response.code startswith 2 and not ka.user.name in (deployer-${n}, "ci bot") and not system_user`,
    `ka.verb in (create, update, patch) and ka.target.resource = pods and ka.req.pod.containers.image.repository intersects (registry.example.com/app-${n}, evil/${n})`,
    `ka.verb = create and ka.target.subresource in (exec, attach) and ka.uri.param[command] contains "tool-${n}"`,
    `ka.verb in (create, patch) and ka.target.resource = ${resource} and ka.req.role.rules.verbs intersects ("*", verb-${n})`,
    `ka.user.groups intersects (group-${n}) and ka.verb in (delete, deletecollection)`,
    `ka.verb != get and ka.target.name = name-${n} and ka.user.name exists`,
  ];
  return [shapes[n % shapes.length], "k8s_audit", "%ka.user.name used %ka.verb on %ka.target.resource/%ka.target.name"];
}

/** @param {number} n */
function cloudtrailRule(n) {
  const [service, names] = CALLS[n % CALLS.length];
  const name = names[n % names.length];
  const shapes = [
    `ct.name = ${name} and ct.src = ${service}.amazonaws.com and ct.user = role-${n}`,
    `ct.name in (${names.join(", ")}) and ct.request.name = cluster-${n} and not ct.error exists`,
    `ct.src = ${service}.amazonaws.com and ct.name = ${name} and ct.srcip startswith 198.51.${n % 200}.`,
    `ct.name = ${name} and ct.user.arn contains "role/team-${n}" and ct.readonly = false`,
  ];
  return [shapes[n % shapes.length], "aws_cloudtrail", "%ct.user called %ct.name in %ct.region"];
}

/** @param {{ file: string, rules: number }} options */
export function ruleFile({ file, rules }) {
  const items = Array.from({ length: rules }, (_, n) => {
    const [condition, source, output] = n % 2 === 0 ? auditRule(n / 2) : cloudtrailRule((n - 1) / 2);
    return `- rule: bench ${n}\n  desc: one of many\n  condition: ${JSON.stringify(condition)}\n  output: ${JSON.stringify(output)}\n  priority: NOTICE\n  source: ${source}\n`;
  });
  const macro = `- macro: system_user\n  condition: (ka.user.name startswith "system:")\n`;
  writeFileSync(file, `${macro}${items.join("")}`);
}
