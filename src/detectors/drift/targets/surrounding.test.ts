import { describe, expect, it } from "vitest";
import type { Finding } from "../../../model/finding.ts";
import type { JsonObject } from "../../../model/json.ts";
import { CLUSTER, at, call, judge, open, resource, session } from "../../../../test/world.ts";
import type { World } from "../../../../test/world.ts";

// Resources around EKS: whose they are, and what of them differs.

const cluster = resource("aws_eks_cluster", CLUSTER.name, { name: CLUSTER.name });
const nodes = resource(
  "aws_eks_node_group",
  `${CLUSTER.name}:general`,
  {
    cluster_name: CLUSTER.name,
    node_group_name: "general",
    scaling_config: [{ min_size: 3 }],
    launch_template: [{ id: "lt-1", version: "6" }],
  },
  { address: "aws_eks_node_group.general" },
);
const group = resource("aws_security_group", "sg-nodes", {
  id: "sg-nodes",
  ingress: [
    {
      protocol: "tcp",
      from_port: 443,
      to_port: 443,
      cidr_blocks: ["10.0.0.0/8", "172.16.0.0/12"],
      ipv6_cidr_blocks: [],
      prefix_list_ids: [],
      security_groups: [],
      self: false,
      description: "",
    },
  ],
});
const rule = resource("aws_vpc_security_group_ingress_rule", "sgr-1", {
  id: "sgr-1",
  security_group_rule_id: "sgr-1",
  security_group_id: "sg-cluster",
  ip_protocol: "tcp",
  from_port: 443,
  to_port: 443,
  cidr_ipv4: "10.0.0.0/8",
});
const legacy = resource("aws_security_group_rule", "sgrule-9", {
  security_group_rule_id: "sgr-9",
  id: "sgrule-9",
  security_group_id: "sg-cluster",
  type: "ingress",
  protocol: "tcp",
  from_port: 22,
  to_port: 22,
  cidr_blocks: ["10.1.0.0/16", "10.2.0.0/16"],
});
const template = resource("aws_launch_template", "lt-1", {
  id: "lt-1",
  name: "nodes",
  image_id: "ami-1",
  latest_version: 6,
  default_version: 6,
});
const spot = resource(
  "aws_autoscaling_group",
  "spot",
  { name: "spot", min_size: 1, launch_template: [{ id: "lt-1", version: "$Latest" }] },
  { address: "aws_autoscaling_group.spot" },
);
const subnetTag = resource("aws_ec2_tag", "subnet-a,kubernetes.io/role/elb", {
  resource_id: "subnet-a",
  key: "kubernetes.io/role/elb",
  value: "1",
});

const world: World = {
  resources: [cluster, nodes, group, rule, legacy, template, spot, subnetTag],
  ties: {
    "sg-cluster": { kind: "security_group", through: "vpc_config[0].cluster_security_group_id", resource: cluster },
    "eks-general-1": { kind: "autoscaling_group", through: "resources[0].autoscaling_groups[0].name", resource: nodes },
    "lt-1": { kind: "launch_template", through: "launch_template[0].id", resource: nodes },
  },
};

const ec2 = (event: string, parameters: JsonObject, more: JsonObject = {}) =>
  call(event, parameters, { eventSource: "ec2.amazonaws.com", ...more });
const permission = (ports: number, cidrIp: string) => ({
  items: [{ ipProtocol: "tcp", fromPort: ports, toPort: ports, ipRanges: { items: [{ cidrIp }] } }],
});
const authorize = (groupId: string, port: number, cidr: string, more: JsonObject = {}) =>
  ec2("AuthorizeSecurityGroupIngress", { groupId, ipPermissions: permission(port, cidr) }, more);
const revoke = (groupId: string, port: number, cidr: string, more: JsonObject = {}) =>
  ec2("RevokeSecurityGroupIngress", { groupId, ipPermissions: permission(port, cidr) }, more);
const lines = (findings: Finding[]) =>
  findings.map(({ rule: name, changes }) => [
    name,
    ...changes.map(({ path, before, after, verdict }) => [path, before, after, verdict]),
  ]);

describe("security group rules", () => {
  it("added to a group with inline rules", () => {
    expect(lines(open(judge(world, [authorize("sg-nodes", 22, "0.0.0.0/0")])))).toEqual([
      [
        "drift/aws_security_group",
        [
          'ingress["tcp:22-22:0.0.0.0/0"]',
          null,
          { protocol: "tcp", from_port: 22, to_port: 22, cidr_ipv4: "0.0.0.0/0" },
          "drifted",
        ],
      ],
    ]);
  });

  it("taken from a block of several sources", () => {
    expect(lines(open(judge(world, [revoke("sg-nodes", 443, "10.0.0.0/8")])))).toEqual([
      [
        "drift/aws_security_group",
        [
          'ingress["tcp:443-443:10.0.0.0/8"]',
          { protocol: "tcp", from_port: 443, to_port: 443, cidr_ipv4: "10.0.0.0/8" },
          null,
          "drifted",
        ],
      ],
    ]);
  });

  it("taken away and given back", () => {
    expect(
      judge(world, [revoke("sg-nodes", 443, "10.0.0.0/8"), authorize("sg-nodes", 443, "10.0.0.0/8", at(3))]),
    ).toMatchObject([{ status: "resolved", resolution: "reverted" }]);
  });

  it("that have a resource of their own", () => {
    expect(lines(open(judge(world, [revoke("sg-cluster", 443, "10.0.0.0/8")])))).toEqual([
      ["drift/aws_vpc_security_group_ingress_rule", ["", undefined, undefined, "deleted"]],
    ]);
  });

  it("named by id alone", () => {
    const modified = ec2("ModifySecurityGroupRules", {
      ModifySecurityGroupRulesRequest: {
        GroupId: "sg-cluster",
        SecurityGroupRule: {
          SecurityGroupRuleId: "sgr-1",
          SecurityGroupRule: { IpProtocol: "tcp", FromPort: 443, ToPort: 443, CidrIpv4: "0.0.0.0/0" },
        },
      },
    });
    expect(lines(open(judge(world, [modified])))).toEqual([
      ["drift/aws_vpc_security_group_ingress_rule", ["cidr_ipv4", "10.0.0.0/8", "0.0.0.0/0", "drifted"]],
    ]);
  });

  it("revoked by id, the answer bare", () => {
    const byId = (groupId: string, id: string) =>
      ec2(
        "RevokeSecurityGroupIngress",
        { groupId, ipPermissions: {}, securityGroupRuleIds: { items: [{ securityGroupRuleId: id }] } },
        { responseElements: { _return: true } },
      );
    expect(lines(open(judge(world, [byId("sg-cluster", "sgr-9")])))).toEqual([
      ["drift/aws_security_group_rule", ["", undefined, undefined, "deleted"]],
    ]);
    expect(lines(open(judge(world, [byId("sg-nodes", "sgr-?")])))[0]![1]!.slice(0, 1)).toEqual(["ingress"]);
    expect(open(judge(world, [byId("sg-nodes", "sgr-?")]))).toMatchObject([
      { changes: [{ verdict: "unknown", reason: "rule sgr-? named by its id alone" }] },
    ]);
  });

  it("of which one resource holds several", () => {
    expect(lines(open(judge(world, [revoke("sg-cluster", 22, "10.2.0.0/16")])))).toEqual([
      ["drift/aws_security_group_rule", ["cidr_blocks", ["10.1.0.0/16", "10.2.0.0/16"], ["10.1.0.0/16"], "drifted"]],
    ]);
  });

  it("of groups that no cluster uses are nobody's business", () => {
    expect(judge(world, [authorize("sg-elsewhere", 22, "0.0.0.0/0")])).toEqual([]);
  });
});

describe("launch templates", () => {
  const version = ec2(
    "CreateLaunchTemplateVersion",
    {
      CreateLaunchTemplateVersionRequest: {
        LaunchTemplateId: "lt-1",
        SourceVersion: "6",
        LaunchTemplateData: { ImageId: "ami-2", UserData: "<sensitiveDataRemoved>" },
      },
    },
    {
      responseElements: {
        CreateLaunchTemplateVersionResponse: { launchTemplateVersion: { launchTemplateId: "lt-1", versionNumber: 7 } },
      },
    },
  );

  it("say what a new version means to those who use it", () => {
    const [finding] = open(judge(world, [version]));
    expect(finding!.changes.find(({ path }) => path === "latest_version")).toMatchObject({
      before: 6,
      after: 7,
      reason: "version 7 exists, aws_eks_node_group.general still on 6",
    });
    expect(finding!.changes.find(({ path }) => path === "user_data")).toMatchObject({ verdict: "unknown" });
  });

  it("reach groups that follow the latest version at once", () => {
    const followed = {
      ...world,
      ties: {
        ...world.ties,
        "lt-1": { kind: "launch_template" as const, through: "launch_template[0].id", resource: spot },
      },
    };
    const [finding] = open(judge(followed, [version]));
    expect(finding).toMatchObject({ severity: "high" });
    expect(finding!.changes.find(({ path }) => path === "latest_version")!.reason).toBe(
      "version 7 exists, aws_autoscaling_group.spot launches its next node from it",
    );
  });

  it("reach a managed node group when it is told to", () => {
    const told = call(
      "UpdateNodegroupVersion",
      { name: CLUSTER.name, nodegroupName: "general", launchTemplate: { id: "lt-1", version: "7" } },
      at(9),
    );
    const found = open(judge(world, [told]));
    expect(found[0]!.changes.find(({ path }) => path === "launch_template[0].version")).toMatchObject({
      before: "6",
      after: "7",
      verdict: "drifted",
    });
  });
});

describe("Auto Scaling groups", () => {
  const resize = (name: string, more: JsonObject = {}) =>
    call(
      "UpdateAutoScalingGroup",
      { autoScalingGroupName: name, minSize: 5 },
      { eventSource: "autoscaling.amazonaws.com", ...more },
    );

  it("of self-managed nodes are their own resource", () => {
    expect(lines(open(judge(world, [resize("spot")])))).toEqual([
      ["drift/aws_autoscaling_group", ["min_size", 1, 5, "drifted"]],
    ]);
  });

  it("behind a managed node group are the node group's", () => {
    expect(lines(open(judge(world, [resize("eks-general-1")])))).toEqual([
      ["drift/aws_eks_node_group", ["scaling_config[0].min_size", 3, 5, "drifted"]],
    ]);
  });

  it("behind a managed node group: what no attribute holds is unmapped", () => {
    const more = call(
      "UpdateAutoScalingGroup",
      { autoScalingGroupName: "eks-general-1", healthCheckType: "ELB" },
      { eventSource: "autoscaling.amazonaws.com" },
    );
    const [finding] = open(judge(world, [more]));
    expect(finding).toMatchObject({
      severity: "low",
      changes: [{ verdict: "unmapped", after: "ELB", reason: "made on the group EKS manages; EKS overwrites it" }],
    });
  });

  it("moved by EKS itself are its job", () => {
    const service = session("AWSServiceRoleForAmazonEKSNodegroup");
    const issuer = (service.userIdentity["sessionContext"] as JsonObject)["sessionIssuer"] as JsonObject;
    issuer["arn"] =
      "arn:aws:iam::111122223333:role/aws-service-role/eks-nodegroup.amazonaws.com/AWSServiceRoleForAmazonEKSNodegroup";
    expect(judge(world, [resize("eks-general-1", service)])).toMatchObject([
      { status: "quiet", resolution: "ignored" },
    ]);
  });
});

describe("tags", () => {
  it("that are resources of their own", () => {
    const tagged = ec2("CreateTags", {
      resourcesSet: { items: [{ resourceId: "subnet-a" }] },
      tagSet: { items: [{ key: "kubernetes.io/role/elb", value: "0" }] },
    });
    expect(lines(open(judge(world, [tagged])))).toEqual([["drift/aws_ec2_tag", ["value", "1", "0", "drifted"]]]);
  });
});
