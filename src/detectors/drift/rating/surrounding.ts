import { isWorld } from "../../../lib/cidr.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { parsePath, valueAt } from "../../../lib/path.ts";
import type { ManagedResource } from "../../../model/terraform.ts";
import type { Context } from "../context.ts";
import { addedStatements } from "../values/policy.ts";
import { fixed, whole } from "./rule.ts";
import type { Rated, Rating, RatingRule } from "./rule.ts";

const ROLE = /^aws_iam_(role|role_policy|policy)$/;
const ATTACHMENT = /^aws_iam_role_policy(_attachment)?$/;
const LOG_GROUP = /^aws_cloudwatch_log_group$/;
const KEY = /^aws_kms_key$/;
const TEMPLATE = /^aws_launch_template$/;
const GROUP = /^aws_security_group$/;
const RULE = /^aws_(vpc_security_group_(ingress|egress)_rule|security_group_rule)$/;

export const surroundingRules: readonly RatingRule[] = [
  { types: LOG_GROUP, path: /^$/, verdicts: ["deleted"], worst: "critical", rate: logGroupDeleted },
  { types: LOG_GROUP, path: /^retention_in_days$/, worst: "medium", rate: retention },
  whole(KEY, ["deleted"], {
    severity: "critical",
    control: "aws-k8s-03",
    phrase: "encryption key scheduled for deletion",
  }),
  { types: KEY, path: /^(is_enabled)?$/, worst: "critical", rate: keyDisabled },
  fixed(/^aws_kms_key(_policy)?$/, /^policy$/, {
    severity: "medium",
    control: "aws-k8s-03",
    phrase: "key policy changed",
  }),
  { types: ROLE, path: /^(assume_role_policy|policy)$/, worst: "high", rate: policyChanged },
  { types: ATTACHMENT, path: /^$/, verdicts: ["unmanaged", "replaced"], worst: "high", rate: attached },
  whole(/^aws_iam_openid_connect_provider$/, ["deleted"], {
    severity: "high",
    control: "aws-k8s-02",
    phrase: "OIDC provider deleted; every role that trusts it is cut off",
  }),
  { types: TEMPLATE, path: /^(latest|default)_version$/, worst: "high", rate: templateVersion },
  { types: TEMPLATE, path: /^metadata_options/, worst: "medium", rate: metadataOptions },
  fixed(TEMPLATE, /^image_id$/, { severity: "medium", control: "aws-k8s-07", phrase: "node image changed" }),
  { types: RULE, path: /^$/, verdicts: ["unmanaged", "replaced"], worst: "high", rate: ruleMade },
  {
    types: RULE,
    path: /^(cidr_|ipv6_cidr|referenced_|from_port|to_port|ip_protocol|prefix_list)/,
    worst: "high",
    rate: () => ({ severity: "high", control: "aws-k8s-06", phrase: "security group rule changed" }),
  },
  { types: GROUP, path: /^(ingress|egress)/, worst: "high", rate: groupRule },
];

function logGroupDeleted({ context }: Rated): Rating {
  const isControlPlane = /^\/aws\/eks\/[^/]+\/cluster$/.test(context.target.key);
  return { severity: isControlPlane ? "critical" : "medium", control: "aws-k8s-04", phrase: "log group deleted" };
}

/** 0 and absent mean for ever. */
function daysKept(value: Json | undefined): number {
  return Number(value ?? 0) === 0 ? Number.POSITIVE_INFINITY : Number(value);
}

function retention({ line }: Rated): Rating {
  const isShorter = daysKept(line.after) < daysKept(line.before);
  return {
    severity: "medium",
    control: isShorter ? "aws-k8s-04" : undefined,
    phrase: isShorter ? "log retention shortened" : "log retention changed",
  };
}

/** In a state or not: a key that a cluster uses must not go out of service. */
function keyDisabled({ line, registers }: Rated): Rating | undefined {
  const value = registers["is_enabled"]?.value;
  const isOff =
    line.path === "is_enabled" ? line.after === false : value !== undefined && "set" in value && value.set === false;
  return isOff ? { severity: "critical", control: "aws-k8s-03", phrase: "encryption key disabled" } : undefined;
}

function workloadControl({ target, facts }: Context): string | undefined {
  const { account, partition } = target.ref;
  const name = target.ref.match["role"] ?? target.ref.match["name"] ?? target.key.split(/[/:]/, 1)[0]!;
  const arn = `arn:${partition ?? "aws"}:iam::${account ?? target.cluster.account ?? ""}:role/${name}`;
  return facts.terraform.workloadRole(arn) ? "aws-k8s-02" : undefined;
}

/** A trust or permission policy that allows what it did not; a narrower one is a change like others. */
function policyChanged({ line, context }: Rated): Rating {
  const isWider = line.verdict !== "drifted" || addedStatements(line.before, line.after).length > 0;
  const what = line.path === "assume_role_policy" ? "trust policy" : "role policy";
  if (!isWider) return { severity: "medium", phrase: `${what} narrowed` };
  return { severity: "high", control: workloadControl(context), phrase: `${what} widened` };
}

function attached({ context }: Rated): Rating {
  return { severity: "high", control: workloadControl(context), phrase: "role policy widened" };
}

/** Who uses a template feels a new version at once, or not before it is told to. */
function templateVersion({ line, context }: Rated): Rating {
  const { target, facts } = context;
  const names = [target.ref.match["id"], target.ref.match["name"], target.key].filter((name) => name !== undefined);
  const ties = names.flatMap((name) => facts.terraform.ties("launch_template", name, target.ref));
  const users = [...new Map(ties.map(({ resource }) => [resource.address, resource])).values()];
  const follows = line.path === "latest_version" ? "$Latest" : "$Default";
  const effects = users.map((user) => templateUse(user, follows));
  const isAtOnce = effects.some(({ atOnce }) => atOnce);
  const said = effects.map(({ text }) => text).join(", ");
  const reason =
    said === ""
      ? undefined
      : `version ${scalarText(line.after)} ${line.path === "latest_version" ? "exists" : "is the default"}, ${said}`;
  return { severity: isAtOnce ? "high" : "medium", phrase: "launch template changed", reason };
}

function templateUse(user: ManagedResource, follows: string): { text: string; atOnce: boolean } {
  const paths = [
    "launch_template[0].version",
    "mixed_instances_policy[0].launch_template[0].launch_template_specification[0].version",
  ];
  const version =
    paths.map((path) => scalarText(valueAt(user.attributes, parsePath(path)!))).find((text) => text !== "") ??
    "$Default";
  if (version === follows) return { text: `${user.address} launches its next node from it`, atOnce: true };
  return { text: `${user.address} still on ${version}`, atOnce: false };
}

function metadataOptions({ line }: Rated): Rating {
  const isLoose = line.path.endsWith("http_tokens")
    ? line.after !== "required"
    : line.path.endsWith("hop_limit")
      ? Number(line.after) > Number(line.before ?? 1)
      : false;
  return {
    severity: "medium",
    control: isLoose ? "aws-k8s-05" : undefined,
    phrase: isLoose ? "instance metadata protection loosened" : "instance metadata options changed",
  };
}

function ruleMade({ context }: Rated): Rating {
  const { target, facts } = context;
  const groupId = target.ref.match["security_group_id"] ?? "";
  const own = facts.terraform
    .ties("security_group", groupId, target.ref)
    .some(({ through }) => through.includes("cluster_security_group_id"));
  return {
    severity: "high",
    control: "aws-k8s-06",
    phrase: "security group opened",
    reason: own ? "rule on the cluster's own security group" : undefined,
  };
}

function groupRule({ line }: Rated): Rating {
  if (line.after === undefined || line.after === null)
    return { severity: "medium", phrase: "security group rule removed" };
  const rule = isObject(line.after) ? line.after : {};
  if (isObject(line.before)) return { severity: "low", phrase: "security group rule described anew" };
  const source = scalarText(rule["cidr_ipv4"] ?? rule["cidr_ipv6"]);
  return {
    severity: "high",
    control: "aws-k8s-06",
    phrase: isWorld(source) ? "security group opened to the world" : "security group opened",
  };
}
