import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../../model/json.ts";
import { ACCOUNT, CLUSTER, at, call, judge, open, resource } from "../../../../test/world.ts";
import type { World } from "../../../../test/world.ts";

// The severity table, row by row: what a change is worth and which control it breaks.

const role = (name: string) => `arn:aws:iam::${ACCOUNT}:role/${name}`;
const code = {
  at: { file: "main.tf", line: 1, column: 1 },
  ignoreChanges: [],
  preventDestroy: true,
  argumentNames: new Set<string>(),
};

const cluster = resource("aws_eks_cluster", CLUSTER.name, {
  name: CLUSTER.name,
  version: "1.33",
  enabled_cluster_log_types: ["api", "audit"],
  deletion_protection: true,
  access_config: [{ authentication_mode: "API_AND_CONFIG_MAP" }],
  vpc_config: [
    {
      endpoint_public_access: true,
      endpoint_private_access: true,
      public_access_cidrs: ["203.0.113.0/24"],
      cluster_security_group_id: "sg-own",
      security_group_ids: ["sg-nodes"],
    },
  ],
  tags: {},
});
const nodes = resource("aws_eks_node_group", `${CLUSTER.name}:general`, {
  cluster_name: CLUSTER.name,
  node_group_name: "general",
  labels: {},
  scaling_config: [{ min_size: 1 }],
});
const coredns = resource("aws_eks_addon", `${CLUSTER.name}:coredns`, {
  cluster_name: CLUSTER.name,
  addon_name: "coredns",
  configuration_values: '{"enableNetworkPolicy":"true"}',
});
const grafana = resource("aws_eks_addon", `${CLUSTER.name}:grafana`, {
  cluster_name: CLUSTER.name,
  addon_name: "grafana",
});
const entry = resource("aws_eks_access_entry", `${CLUSTER.name}:${role("dev")}`, {
  cluster_name: CLUSTER.name,
  principal_arn: role("dev"),
  kubernetes_groups: ["viewers"],
});
const pods = resource("aws_eks_pod_identity_association", "a-1", {
  cluster_name: CLUSTER.name,
  association_id: "a-1",
  role_arn: role("shop"),
});
const logs = resource("aws_cloudwatch_log_group", `/aws/eks/${CLUSTER.name}/cluster`, {
  name: `/aws/eks/${CLUSTER.name}/cluster`,
  retention_in_days: 90,
});
const key = resource("aws_kms_key", "k-1", { key_id: "k-1", is_enabled: true });
const trust = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }],
};
const nodeRole = resource("aws_iam_role", "nodes", {
  name: "nodes",
  arn: role("nodes"),
  assume_role_policy: JSON.stringify(trust),
});
const template = resource("aws_launch_template", "lt-1", {
  id: "lt-1",
  name: "nodes",
  image_id: "ami-1",
  metadata_options: [{ http_tokens: "required", http_put_response_hop_limit: 1 }],
});
const group = resource("aws_security_group", "sg-nodes", { id: "sg-nodes", ingress: [], egress: [] });
const asg = resource("aws_autoscaling_group", "self-managed", {
  name: "self-managed",
  min_size: 1,
  max_size: 3,
  desired_capacity: 2,
});

const world: World = {
  resources: [cluster, nodes, coredns, grafana, entry, pods, logs, key, nodeRole, template, group, asg],
  ties: { "sg-own": { kind: "security_group", through: "vpc_config[0].cluster_security_group_id", resource: cluster } },
};

const eks = (event: string, parameters: JsonObject, more: JsonObject = {}) =>
  call(event, { name: CLUSTER.name, ...parameters }, more);
const aws = (service: string, event: string, parameters: JsonObject, more: JsonObject = {}) =>
  call(event, parameters, { eventSource: `${service}.amazonaws.com`, ...more });
const vpc = (resourcesVpcConfig: JsonObject) => eks("UpdateClusterConfig", { resourcesVpcConfig });
const policy = (name: string) => `arn:aws:eks::aws:cluster-access-policy/${name}`;
const template2 = (LaunchTemplateData: JsonObject) =>
  aws(
    "ec2",
    "CreateLaunchTemplateVersion",
    { CreateLaunchTemplateVersionRequest: { LaunchTemplateId: "lt-1", SourceVersion: "1", LaunchTemplateData } },
    {
      responseElements: {
        CreateLaunchTemplateVersionResponse: { launchTemplateVersion: { launchTemplateId: "lt-1", versionNumber: 7 } },
      },
    },
  );
const ingress = (groupId: string, cidrIp: string) =>
  aws("ec2", "AuthorizeSecurityGroupIngress", {
    groupId,
    ipPermissions: { items: [{ ipProtocol: "tcp", fromPort: 22, toPort: 22, ipRanges: { items: [{ cidrIp }] } }] },
  });

describe("severity and control", () => {
  it.each<[string, string, string[], JsonObject]>([
    [
      "list widened to the world",
      "critical",
      ["aws-k8s-01"],
      vpc({ publicAccessCidrs: ["203.0.113.0/24", "0.0.0.0/0"] }),
    ],
    [
      "list widened to two halves of the world",
      "critical",
      ["aws-k8s-01"],
      vpc({ publicAccessCidrs: ["0.0.0.0/1", "128.0.0.0/1"] }),
    ],
    [
      "encryption added",
      "medium",
      [],
      eks("AssociateEncryptionConfig", {
        encryptionConfig: [
          { resources: ["secrets"], provider: { keyArn: "arn:aws:kms:us-east-1:111122223333:key/k-1" } },
        ],
      }),
    ],
    ["list widened", "high", ["aws-k8s-01"], vpc({ publicAccessCidrs: ["203.0.113.0/24", "198.51.100.0/24"] })],
    ["list narrowed", "medium", [], vpc({ publicAccessCidrs: ["203.0.113.7/32"] })],
    ["public access closed", "medium", [], vpc({ endpointPublicAccess: false })],
    ["private access closed", "high", ["aws-k8s-01"], vpc({ endpointPrivateAccess: false })],
    [
      "audit log off",
      "critical",
      ["aws-k8s-04"],
      eks("UpdateClusterConfig", { logging: { clusterLogging: [{ types: ["audit"], enabled: false }] } }),
    ],
    [
      "another log off",
      "high",
      ["aws-k8s-04"],
      eks("UpdateClusterConfig", { logging: { clusterLogging: [{ types: ["api"], enabled: false }] } }),
    ],
    [
      "a log added",
      "low",
      [],
      eks("UpdateClusterConfig", { logging: { clusterLogging: [{ types: ["scheduler"], enabled: true }] } }),
    ],
    ["cluster deleted", "critical", [], eks("DeleteCluster", {})],
    ["node group deleted", "critical", [], eks("DeleteNodegroup", { nodegroupName: "general" })],
    ["core add-on deleted", "high", ["aws-k8s-10"], eks("DeleteAddon", { addonName: "coredns" })],
    ["another add-on deleted", "medium", ["aws-k8s-10"], eks("DeleteAddon", { addonName: "grafana" })],
    [
      "network policy switched off",
      "medium",
      ["aws-k8s-09"],
      eks("UpdateAddon", { addonName: "coredns", configurationValues: '{"enableNetworkPolicy":"false"}' }),
    ],
    ["deletion protection off", "high", [], eks("UpdateClusterConfig", { deletionProtection: false })],
    [
      "authentication mode",
      "high",
      ["aws-k8s-06"],
      eks("UpdateClusterConfig", { accessConfig: { authenticationMode: "API" } }),
    ],
    ["Kubernetes version", "medium", [], eks("UpdateClusterVersion", { version: "1.34" })],
    [
      "labels",
      "medium",
      [],
      eks("UpdateNodegroupConfig", { nodegroupName: "general", labels: { addOrUpdateLabels: { a: "b" } } }),
    ],
    [
      "tags",
      "low",
      [],
      eks("TagResource", {
        name: null,
        resourceArn: `arn:aws:eks:us-east-1:${ACCOUNT}:cluster/${CLUSTER.name}`,
        tags: { a: "b" },
      }),
    ],
    [
      "cluster admin granted",
      "critical",
      ["aws-k8s-06"],
      eks("AssociateAccessPolicy", {
        principalArn: role("x"),
        policyArn: policy("AmazonEKSClusterAdminPolicy"),
        accessScope: { type: "cluster" },
      }),
    ],
    [
      "view granted",
      "medium",
      ["aws-k8s-06"],
      eks("AssociateAccessPolicy", {
        principalArn: role("x"),
        policyArn: policy("AmazonEKSViewPolicy"),
        accessScope: { type: "cluster" },
      }),
    ],
    [
      "system:masters granted",
      "critical",
      ["aws-k8s-06"],
      eks("UpdateAccessEntry", { principalArn: role("dev"), kubernetesGroups: ["viewers", "system:masters"] }),
    ],
    ["a group taken away", "medium", [], eks("UpdateAccessEntry", { principalArn: role("dev"), kubernetesGroups: [] })],
    [
      "pod role changed",
      "high",
      ["aws-k8s-02"],
      eks("UpdatePodIdentityAssociation", { associationId: "a-1", roleArn: role("admin") }),
    ],
    [
      "control-plane log group deleted",
      "critical",
      ["aws-k8s-04"],
      aws("logs", "DeleteLogGroup", { logGroupName: logs.key }),
    ],
    [
      "log retention shortened",
      "medium",
      ["aws-k8s-04"],
      aws("logs", "PutRetentionPolicy", { logGroupName: logs.key, retentionInDays: 1 }),
    ],
    ["key disabled", "critical", ["aws-k8s-03"], aws("kms", "DisableKey", { keyId: "k-1" })],
    [
      "key scheduled for deletion",
      "critical",
      ["aws-k8s-03"],
      aws("kms", "ScheduleKeyDeletion", { keyId: "k-1", pendingWindowInDays: 7 }),
    ],
    [
      "trust policy widened",
      "high",
      [],
      aws("iam", "UpdateAssumeRolePolicy", {
        roleName: "nodes",
        policyDocument: JSON.stringify({
          ...trust,
          Statement: [...trust.Statement, { Effect: "Allow", Principal: "*", Action: "sts:AssumeRole" }],
        }),
      }),
    ],
    [
      "metadata protection loosened",
      "medium",
      ["aws-k8s-05"],
      template2({ MetadataOptions: { HttpTokens: "optional" } }),
    ],
    ["node image changed", "medium", ["aws-k8s-07"], template2({ ImageId: "ami-2" })],
    ["group opened", "high", ["aws-k8s-06"], ingress("sg-nodes", "0.0.0.0/0")],
    ["the cluster's own group opened", "high", ["aws-k8s-06"], ingress("sg-own", "198.51.100.0/24")],
    [
      "self-managed group resized",
      "medium",
      [],
      aws("autoscaling", "UpdateAutoScalingGroup", { autoScalingGroupName: "self-managed", minSize: 3 }),
    ],
    ["a future member", "low", [], eks("UpdateClusterConfig", { quantumConfig: { enabled: true } })],
  ])("%s: %s", (_, severity, controls, record) => {
    const [finding, ...rest] = open(judge(world, [record]));
    expect(rest).toEqual([]);
    expect({ severity: finding?.severity, controls: finding?.controls }).toEqual({ severity, controls });
  });

  it("steps up for the root user and for a protected object's deletion", () => {
    const root = {
      userIdentity: { type: "Root", arn: `arn:aws:iam::${ACCOUNT}:root`, accountId: ACCOUNT, principalId: ACCOUNT },
    };
    expect(open(judge(world, [eks("UpdateClusterVersion", { version: "1.34" }, root)]))[0]!.severity).toBe("high");
    const guarded = { ...world, resources: [cluster, { ...grafana, code }] };
    expect(open(judge(guarded, [eks("DeleteAddon", { addonName: "grafana" })]))[0]!.severity).toBe("high");
  });

  it("says what a foreign rule is", () => {
    const [finding] = open(judge(world, [ingress("sg-own", "198.51.100.0/24")]));
    expect(finding).toMatchObject({
      rule: "drift/aws_vpc_security_group_ingress_rule",
      changes: [{ path: "", verdict: "unmanaged", reason: "rule on the cluster's own security group" }],
    });
  });

  it("follows a launch template to who uses it", () => {
    const found = open(
      judge(world, [
        template2({ ImageId: "ami-2" }),
        eks(
          "UpdateNodegroupVersion",
          { nodegroupName: "general", launchTemplate: { id: "lt-1", version: "7" } },
          at(9),
        ),
      ]),
    );
    expect(found.map(({ rule }) => rule)).toEqual(["drift/aws_launch_template", "drift/aws_eks_node_group"]);
  });
});
