import { describe, expect, it } from "vitest";
import type { FindingChange } from "../../../model/finding.ts";
import type { Json } from "../../../model/json.ts";
import { drifted, undoOf } from "../../../../test/aws-shapes/undo-of.ts";
import type { Given } from "../../../../test/aws-shapes/undo-of.ts";

const deleted: FindingChange = { path: "", verdict: "deleted" };
const unmanaged: FindingChange = { path: "", verdict: "unmanaged" };
const POLICY = '{"Version":"2012-10-17","Statement":[]}';
const rule = (cidr_ipv4: string, description?: string): Json => ({
  protocol: "tcp",
  from_port: 443,
  to_port: "443",
  cidr_ipv4,
  ...(description === undefined ? {} : { description }),
});

const CASES: [what: string, given: Given, lines: FindingChange[], cli: string[]][] = [
  [
    "rules inside a group: added ones go, removed ones come, descriptions change",
    { type: "aws_security_group", target: { key: "sg-1" } },
    [
      drifted('ingress["tcp:443-443:0.0.0.0/0"]', undefined, rule("0.0.0.0/0", "hi")),
      drifted('ingress["tcp:443-443:10.0.0.0/8"]', rule("10.0.0.0/8", "office")),
      drifted('ingress["tcp:443-443:10.1.0.0/16"]', rule("10.1.0.0/16", "a"), rule("10.1.0.0/16", "b")),
      drifted('egress["-1:all:sg-2"]', undefined, {
        protocol: "-1",
        referenced_security_group_id: "444455556666/sg-2",
      }),
    ],
    [
      `aws ec2 revoke-security-group-ingress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'`,
      `aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"10.0.0.0/8","Description":"office"}]}]'`,
      `aws ec2 update-security-group-rule-descriptions-ingress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"10.1.0.0/16","Description":"a"}]}]'`,
      `aws ec2 revoke-security-group-egress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","UserIdGroupPairs":[{"UserId":"444455556666","GroupId":"sg-2"}]}]'`,
    ],
  ],
  [
    "a rule resource, all members at once",
    {
      type: "aws_vpc_security_group_ingress_rule",
      attributes: {
        security_group_id: "sg-1",
        security_group_rule_id: "sgr-1",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        cidr_ipv4: "10.0.0.0/8",
        cidr_ipv6: null,
        description: "office",
      },
    },
    [drifted("cidr_ipv4", "10.0.0.0/8", "0.0.0.0/0")],
    [
      `aws ec2 modify-security-group-rules --region us-east-1 --group-id sg-1 --security-group-rules '[{"SecurityGroupRuleId":"sgr-1","SecurityGroupRule":{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"CidrIpv4":"10.0.0.0/8","Description":"office"}}]'`,
    ],
  ],
  [
    "a deleted rule resource",
    {
      type: "aws_vpc_security_group_egress_rule",
      attributes: {
        security_group_id: "sg-1",
        security_group_rule_id: "sgr-1",
        ip_protocol: "tcp",
        from_port: 443,
        to_port: 443,
        referenced_security_group_id: "sg-2",
        description: "office",
      },
    },
    [deleted],
    [
      `aws ec2 authorize-security-group-egress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"tcp","FromPort":443,"ToPort":443,"UserIdGroupPairs":[{"GroupId":"sg-2","Description":"office"}]}]'`,
    ],
  ],
  [
    "a foreign rule by its id",
    {
      type: "aws_vpc_security_group_ingress_rule",
      managed: false,
      target: {
        key: "sg-1:tcp:443-443:0.0.0.0/0",
        match: { security_group_id: "sg-1", security_group_rule_id: "sgr-9" },
      },
    },
    [unmanaged],
    ["aws ec2 revoke-security-group-ingress --region us-east-1 --group-id sg-1 --security-group-rule-ids sgr-9"],
  ],
  [
    "a foreign rule by what it allows",
    {
      type: "aws_vpc_security_group_egress_rule",
      managed: false,
      target: { key: "sg-1:-1:all:2001:db8::/32", match: { security_group_id: "sg-1" } },
    },
    [unmanaged],
    [
      `aws ec2 revoke-security-group-egress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","Ipv6Ranges":[{"CidrIpv6":"2001:db8::/32"}]}]'`,
    ],
  ],
  [
    "a rule of several sources that lost one",
    {
      type: "aws_security_group_rule",
      attributes: {
        security_group_id: "sg-1",
        type: "egress",
        protocol: "udp",
        from_port: 53,
        to_port: 53,
        description: "dns",
      },
    },
    [drifted("cidr_blocks", ["10.0.0.0/8", "10.1.0.0/16"], ["10.0.0.0/8", "0.0.0.0/0"])],
    [
      `aws ec2 revoke-security-group-egress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"udp","FromPort":53,"ToPort":53,"IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]'`,
      `aws ec2 authorize-security-group-egress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"udp","FromPort":53,"ToPort":53,"IpRanges":[{"CidrIp":"10.1.0.0/16","Description":"dns"}]}]'`,
    ],
  ],
  [
    "a deleted rule of several sources",
    {
      type: "aws_security_group_rule",
      attributes: {
        security_group_id: "sg-1",
        type: "ingress",
        protocol: "-1",
        from_port: 0,
        to_port: 0,
        self: true,
        source_security_group_id: null,
      },
    },
    [deleted],
    [
      `aws ec2 authorize-security-group-ingress --region us-east-1 --group-id sg-1 --ip-permissions '[{"IpProtocol":"-1","UserIdGroupPairs":[{"GroupId":"sg-1"}]}]'`,
    ],
  ],
  [
    "the default version of a template",
    { type: "aws_launch_template", target: { key: "lt-1" } },
    [drifted("default_version", 6, 7)],
    ["aws ec2 modify-launch-template --region us-east-1 --launch-template-id lt-1 --default-version 6"],
  ],
  [
    "a subnet and its tags",
    { type: "aws_subnet", target: { key: "subnet-1" } },
    [
      drifted("map_public_ip_on_launch", false, true),
      drifted("assign_ipv6_address_on_creation", null, true),
      drifted('tags["kubernetes.io/role/elb"]', "1"),
      drifted('tags["x"]', undefined, "1"),
    ],
    [
      "aws ec2 modify-subnet-attribute --region us-east-1 --subnet-id subnet-1 --map-public-ip-on-launch Value=false",
      "aws ec2 modify-subnet-attribute --region us-east-1 --subnet-id subnet-1 --assign-ipv6-address-on-creation Value=false",
      `aws ec2 create-tags --region us-east-1 --resources subnet-1 --tags '[{"Key":"kubernetes.io/role/elb","Value":"1"}]'`,
      `aws ec2 delete-tags --region us-east-1 --resources subnet-1 --tags '[{"Key":"x"}]'`,
    ],
  ],
  [
    "a tag resource",
    { type: "aws_ec2_tag", target: { key: "subnet-1,karpenter.sh/discovery" }, attributes: { value: "prod" } },
    [deleted],
    [
      `aws ec2 create-tags --region us-east-1 --resources subnet-1 --tags '[{"Key":"karpenter.sh/discovery","Value":"prod"}]'`,
    ],
  ],
  [
    "a foreign tag",
    { type: "aws_ec2_tag", managed: false, target: { key: "subnet-1,a" } },
    [unmanaged],
    [`aws ec2 delete-tags --region us-east-1 --resources subnet-1 --tags '[{"Key":"a"}]'`],
  ],
  [
    "an Auto Scaling group",
    {
      type: "aws_autoscaling_group",
      target: { key: "workers" },
      attributes: { launch_template: [{ id: "lt-1", version: "6" }] },
    },
    [
      drifted("min_size", 1, 5),
      drifted("vpc_zone_identifier", "subnet-1,subnet-2", "subnet-1"),
      drifted("launch_template[0].version", "6", "7"),
      drifted("termination_policies", ["OldestInstance", "Default"], []),
      drifted("protect_from_scale_in", false, true),
      drifted("mixed_instances_policy[0].instances_distribution[0].on_demand_base_capacity", 0, 3),
      drifted("suspended_processes", ["AZRebalance"], ["Launch"]),
      drifted(
        'tag["team"]',
        { key: "team", value: "a", propagate_at_launch: true },
        { key: "team", value: "b", propagate_at_launch: true },
      ),
      drifted('tag["x"]', undefined, { key: "x", value: "1", propagate_at_launch: false }),
    ],
    [
      `aws autoscaling update-auto-scaling-group --region us-east-1 --auto-scaling-group-name workers --min-size 1 --vpc-zone-identifier subnet-1,subnet-2 --launch-template LaunchTemplateId=lt-1,Version=6 --termination-policies OldestInstance Default --no-new-instances-protected-from-scale-in --mixed-instances-policy '{"InstancesDistribution":{"OnDemandBaseCapacity":0}}'`,
      "aws autoscaling resume-processes --region us-east-1 --auto-scaling-group-name workers --scaling-processes Launch",
      "aws autoscaling suspend-processes --region us-east-1 --auto-scaling-group-name workers --scaling-processes AZRebalance",
      `aws autoscaling create-or-update-tags --region us-east-1 --tags '[{"ResourceId":"workers","ResourceType":"auto-scaling-group","Key":"team","Value":"a","PropagateAtLaunch":true}]'`,
      `aws autoscaling delete-tags --region us-east-1 --tags '[{"ResourceId":"workers","ResourceType":"auto-scaling-group","Key":"x","Value":"1","PropagateAtLaunch":false}]'`,
    ],
  ],
  [
    "a role: IAM has no region",
    { type: "aws_iam_role", target: { key: "node" } },
    [
      drifted("assume_role_policy", POLICY, "{}"),
      drifted("description", "", "x"),
      drifted("max_session_duration", null, 7200),
      drifted("permissions_boundary", null, "arn:aws:iam::1:policy/b"),
      drifted('tags["team"]', "a", "b"),
    ],
    [
      `aws iam update-assume-role-policy --role-name node --policy-document '${POLICY}'`,
      "aws iam update-role --role-name node --max-session-duration 3600",
      "aws iam delete-role-permissions-boundary --role-name node",
      `aws iam tag-role --role-name node --tags '[{"Key":"team","Value":"a"}]'`,
    ],
  ],
  [
    "a policy inside a role",
    { type: "aws_iam_role_policy", target: { key: "node:logs" } },
    [drifted("policy", POLICY, "{}")],
    [`aws iam put-role-policy --role-name node --policy-name logs --policy-document '${POLICY}'`],
  ],
  [
    "a deleted policy inside a role",
    { type: "aws_iam_role_policy", target: { key: "node:logs" }, attributes: { policy: POLICY } },
    [deleted],
    [`aws iam put-role-policy --role-name node --policy-name logs --policy-document '${POLICY}'`],
  ],
  [
    "a managed policy",
    { type: "aws_iam_policy", target: { key: "arn:aws:iam::1:policy/p" } },
    [drifted("policy", POLICY, "{}")],
    [
      `aws iam create-policy-version --policy-arn arn:aws:iam::1:policy/p --policy-document '${POLICY}' --set-as-default`,
    ],
  ],
  [
    "a detached policy",
    { type: "aws_iam_role_policy_attachment", attributes: { role: "node", policy_arn: "arn:aws:iam::aws:policy/P" } },
    [deleted],
    ["aws iam attach-role-policy --role-name node --policy-arn arn:aws:iam::aws:policy/P"],
  ],
  [
    "a foreign attachment",
    {
      type: "aws_iam_role_policy_attachment",
      managed: false,
      target: {
        key: "node/arn:aws:iam::aws:policy/P",
        match: { role: "node", policy_arn: "arn:aws:iam::aws:policy/P" },
      },
    },
    [unmanaged],
    ["aws iam detach-role-policy --role-name node --policy-arn arn:aws:iam::aws:policy/P"],
  ],
  [
    "an OIDC provider",
    { type: "aws_iam_openid_connect_provider", target: { key: "arn:aws:iam::1:oidc-provider/o" } },
    [drifted("client_id_list", ["sts.amazonaws.com"], ["evil"]), drifted("thumbprint_list", ["aa", "bb"], ["cc"])],
    [
      "aws iam update-open-id-connect-provider-thumbprint --open-id-connect-provider-arn arn:aws:iam::1:oidc-provider/o --thumbprint-list aa bb",
      "aws iam add-client-id-to-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::1:oidc-provider/o --client-id sts.amazonaws.com",
      "aws iam remove-client-id-from-open-id-connect-provider --open-id-connect-provider-arn arn:aws:iam::1:oidc-provider/o --client-id evil",
    ],
  ],
  [
    "a key",
    { type: "aws_kms_key", target: { key: "k-1" } },
    [drifted("is_enabled", true, false), drifted("enable_key_rotation", false, true), drifted("policy", POLICY, "{}")],
    [
      "aws kms enable-key --region us-east-1 --key-id k-1",
      "aws kms disable-key-rotation --region us-east-1 --key-id k-1",
      `aws kms put-key-policy --region us-east-1 --key-id k-1 --policy-name default --policy '${POLICY}'`,
    ],
  ],
  [
    "a key that waits for its deletion",
    { type: "aws_kms_key", target: { key: "k-1" }, attributes: { is_enabled: true } },
    [deleted],
    [
      "aws kms cancel-key-deletion --region us-east-1 --key-id k-1",
      "aws kms enable-key --region us-east-1 --key-id k-1",
    ],
  ],
  [
    "an alias",
    { type: "aws_kms_alias", target: { key: "alias/eks" } },
    [drifted("target_key_id", "k-1", "k-2")],
    ["aws kms update-alias --region us-east-1 --alias-name alias/eks --target-key-id k-1"],
  ],
  [
    "a log group kept too short",
    { type: "aws_cloudwatch_log_group", target: { key: "/aws/eks/prod/cluster" } },
    [drifted("retention_in_days", 365, 1), drifted("kms_key_id", "", "arn:aws:kms:us-east-1:1:key/k")],
    [
      "aws logs put-retention-policy --region us-east-1 --log-group-name /aws/eks/prod/cluster --retention-in-days 365",
      "aws logs disassociate-kms-key --region us-east-1 --log-group-name /aws/eks/prod/cluster",
    ],
  ],
  [
    "a log group kept for ever",
    { type: "aws_cloudwatch_log_group", target: { key: "/aws/eks/prod/cluster" } },
    [drifted("retention_in_days", 0, 1)],
    ["aws logs delete-retention-policy --region us-east-1 --log-group-name /aws/eks/prod/cluster"],
  ],
  [
    "a deleted log group",
    {
      type: "aws_cloudwatch_log_group",
      target: { key: "/aws/eks/prod/cluster" },
      attributes: { retention_in_days: 90, kms_key_id: "" },
    },
    [deleted],
    [
      "aws logs create-log-group --region us-east-1 --log-group-name /aws/eks/prod/cluster",
      "aws logs put-retention-policy --region us-east-1 --log-group-name /aws/eks/prod/cluster --retention-in-days 90",
    ],
  ],
  [
    "a group of mixed instances",
    {
      type: "aws_autoscaling_group",
      target: { key: "workers" },
      attributes: {
        mixed_instances_policy: [
          { launch_template: [{ launch_template_specification: [{ launch_template_id: "lt-1", version: "6" }] }] },
        ],
      },
    },
    [
      drifted("mixed_instances_policy[0].launch_template[0].launch_template_specification[0].version", "6", "7"),
      drifted(
        "mixed_instances_policy[0].launch_template[0].override",
        [{ instance_type: "m5.large", weighted_capacity: "1" }],
        [],
      ),
    ],
    [
      `aws autoscaling update-auto-scaling-group --region us-east-1 --auto-scaling-group-name workers --mixed-instances-policy '{"LaunchTemplate":{"LaunchTemplateSpecification":{"LaunchTemplateId":"lt-1","Version":"6"},"Overrides":[{"InstanceType":"m5.large","WeightedCapacity":"1"}]}}'`,
    ],
  ],
  [
    "the rotation period of a key",
    { type: "aws_kms_key", target: { key: "k-1" }, attributes: { enable_key_rotation: true } },
    [drifted("rotation_period_in_days", 90, 365)],
    ["aws kms enable-key-rotation --region us-east-1 --key-id k-1 --rotation-period-in-days 90"],
  ],
  [
    "a VPC endpoint",
    { type: "aws_vpc_endpoint", target: { key: "vpce-1" } },
    [drifted("policy", POLICY, "{}"), drifted("private_dns_enabled", true, false)],
    [
      `aws ec2 modify-vpc-endpoint --region us-east-1 --vpc-endpoint-id vpce-1 --policy-document '${POLICY}' --private-dns-enabled`,
    ],
  ],
];

describe("what a cluster rests on", () => {
  it.each(CASES)("%s", (_, given, lines, cli) => expect(undoOf(given, lines).cli).toEqual(cli));

  it("rules of a group whose configuration names none: no apply", () => {
    const code = {
      at: { file: "main.tf", line: 1, column: 1 },
      ignoreChanges: [],
      preventDestroy: false,
      argumentNames: new Set(["name", "vpc_id"]),
    };
    const path = 'ingress["tcp:443-443:0.0.0.0/0"]';
    const found = undoOf({ type: "aws_security_group", target: { key: "sg-1" }, resource: { code } }, [
      drifted(path, undefined, rule("0.0.0.0/0")),
    ]);
    expect(found.cli).toHaveLength(1);
    expect(found.terraform).toEqual([]);
    expect(found.notes).toEqual([`${path}: not in the configuration, so an apply does not restore it.`]);
  });

  it("a deleted rule resource: the command and the apply exclude each other", () => {
    const attributes = { security_group_id: "sg-1", ip_protocol: "-1", cidr_ipv4: "10.0.0.0/8" };
    const found = undoOf({ type: "aws_vpc_security_group_ingress_rule", attributes }, [deleted]);
    expect(found.terraform).toEqual(["terraform apply -target=aws_vpc_security_group_ingress_rule.this # creates it"]);
    expect(found.notes).toEqual([expect.stringContaining("a duplicate unless that rule is imported")]);
  });

  it("a key that waits for its deletion: an apply would make another one", () => {
    expect(undoOf({ type: "aws_kms_key", target: { key: "k-1" } }, [deleted])).toMatchObject({
      terraform: [],
      notes: [expect.stringContaining("an apply would create another key")],
    });
  });

  it("the content of a template: only an apply, which makes a new version", () => {
    const lines = [drifted("image_id", "ami-1", "ami-2"), drifted("latest_version", 6, 7)];
    expect(undoOf({ type: "aws_launch_template", target: { key: "lt-1" } }, lines)).toEqual({
      cli: [],
      terraform: ["terraform apply -target=aws_launch_template.this"],
      notes: [
        "image_id, latest_version: a template version never changes: an apply makes a new one with the configuration's values.",
      ],
    });
  });
});
