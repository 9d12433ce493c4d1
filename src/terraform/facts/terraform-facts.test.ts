import { describe, expect, it } from "vitest";
import type { JsonObject } from "../../model/json.ts";
import type { StateCode } from "../code/state-code.ts";
import type { StateInstance } from "../state/instance.ts";
import { terraformFacts } from "./terraform-facts.ts";

const instance = (address: string, attributes: JsonObject, extra: Partial<StateInstance> = {}): StateInstance => {
  const [type] = address.replace(/^data\./, "").split(".");
  const mode = address.startsWith("data.") ? "data" : "managed";
  return { mode, type: type!, address, current: true, attributes, sensitive: [], ...extra };
};

const state = (instances: StateInstance[], path = "prod.tfstate", code?: StateCode) => ({
  path,
  content: {
    count: instances.length,
    instances,
    others: new Map<string, number>(),
    flat: [],
    damaged: [],
    digest: path,
  },
  code,
});

const facts = (...instances: StateInstance[]) => terraformFacts([state(instances)], []);

const cluster = (region: string, extra: JsonObject = {}) =>
  instance(`aws_eks_cluster.${region}`, {
    id: "prod",
    name: "prod",
    arn: `arn:aws:eks:${region}:111122223333:cluster/prod`,
    ...extra,
  });

const addresses = (found: readonly { address: string }[]) => found.map(({ address }) => address);
const ref = (
  type: string,
  match: { [attribute: string]: string },
  scope: { account?: string; region?: string } = {},
) => ({
  type,
  key: "",
  match,
  ...scope,
});

describe("finding a resource", () => {
  const principal = "arn:aws:iam::111122223333:role/people/Admin";
  const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
  const other = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSAdminPolicy";
  const association = { cluster_name: "prod", principal_arn: principal };
  const rule = { security_group_id: "sg-1", type: "ingress", protocol: "6", from_port: 443, to_port: 443 };
  const held = facts(
    cluster("eu-west-1"),
    instance("aws_eks_node_group.a", { cluster_name: "prod", node_group_name: "a", id: "prod:a" }),
    instance("aws_eks_node_group.b", { cluster_name: "prod", node_group_name: "b", id: "prod:b" }),
    instance("aws_eks_node_group.b (deposed)", { cluster_name: "prod", node_group_name: "b2" }, { current: false }),
    instance("aws_eks_node_group.c", { cluster_name: "dev", node_group_name: "a", id: "dev:a" }),
    instance("aws_eks_access_entry.a", association),
    instance("aws_eks_access_policy_association.a", { ...association, policy_arn: policy }),
    instance("aws_eks_access_policy_association.b", { ...association, policy_arn: other }),
    instance("aws_eks_capability.a", { cluster_name: "prod", capability_name: "argo" }),
    instance("aws_eks_pod_identity_association.a", {
      id: "a-1",
      association_id: "a-1",
      cluster_name: "prod",
      namespace: "kube-system",
      service_account: "ca",
    }),
    instance("aws_eks_identity_provider_config.a", {
      cluster_name: "prod",
      oidc: [{ identity_provider_config_name: "corp" }],
    }),
    instance("aws_kms_key.a", { key_id: "k-1", arn: "arn:aws:kms:eu-west-1:111122223333:key/k-1" }),
    instance("aws_kms_alias.a", { name: "alias/eks", target_key_id: "k-1" }),
    instance("aws_iam_role.a", { name: "Node", arn: "arn:aws:iam::111122223333:role/eks/Node" }),
    instance("aws_iam_role_policy_attachment.a", { role: "Node", policy_arn: "arn:aws:iam::aws:policy/X" }),
    instance("aws_launch_template.a", { id: "lt-1", name: "nodes" }),
    instance("aws_cloudwatch_log_group.a", {
      name: "/aws/eks/prod/cluster",
      arn: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/prod/cluster",
    }),
    instance("aws_security_group_rule.a", { ...rule, cidr_blocks: ["10.0.0.0/8", "10.1.0.0/16"] }),
  );

  it.each([
    [
      "by cluster and name",
      ref("aws_eks_node_group", { cluster_name: "prod", node_group_name: "a" }),
      ["aws_eks_node_group.a"],
    ],
    ["by id", ref("aws_eks_node_group", { id: "prod:b" }), ["aws_eks_node_group.b"]],
    ["a deposed object", ref("aws_eks_node_group", { node_group_name: "b2" }), ["aws_eks_node_group.b (deposed)"]],
    [
      "by a part of the name",
      ref("aws_eks_node_group", { node_group_name: "a" }),
      ["aws_eks_node_group.a", "aws_eks_node_group.c"],
    ],
    [
      "by the ARN of an older object of its name",
      ref("aws_eks_node_group", { arn: "arn:aws:eks:eu-west-1:111122223333:nodegroup/prod/a/0f" }),
      ["aws_eks_node_group.a"],
    ],
    [
      "by an ARN alone",
      ref("*", { arn: "arn:aws:eks:eu-west-1:111122223333:capability/prod/ARGOCD/argo/0f" }),
      ["aws_eks_capability.a"],
    ],
    ["by an id alone", ref("*", { id: "lt-1" }), ["aws_launch_template.a"]],
    ["by an ARN of another type", ref("aws_eks_addon", { arn: "arn:aws:eks:eu-west-1:111122223333:cluster/prod" }), []],
    [
      "by the ARN of another region",
      ref("aws_eks_cluster", { arn: "arn:aws:eks:us-east-1:111122223333:cluster/prod" }),
      [],
    ],
    [
      "a principal without its path",
      ref("aws_eks_access_entry", { cluster_name: "prod", principal_arn: "arn:aws:iam::111122223333:role/Admin" }),
      ["aws_eks_access_entry.a"],
    ],
    [
      "a principal of another account",
      ref("aws_eks_access_entry", { principal_arn: "arn:aws:iam::444455556666:role/Admin" }),
      [],
    ],
    [
      "by the ARN of an access entry",
      ref("*", { arn: "arn:aws:eks:eu-west-1:111122223333:access-entry/prod/role/111122223333/Admin/0f" }),
      ["aws_eks_access_entry.a"],
    ],
    [
      "one policy of a principal",
      ref("aws_eks_access_policy_association", { ...association, policy_arn: other }),
      ["aws_eks_access_policy_association.b"],
    ],
    [
      "all policies of a principal",
      ref("aws_eks_access_policy_association", association),
      ["aws_eks_access_policy_association.a", "aws_eks_access_policy_association.b"],
    ],
    [
      "a pod identity by id",
      ref("aws_eks_pod_identity_association", { association_id: "a-1" }),
      ["aws_eks_pod_identity_association.a"],
    ],
    [
      "a pod identity by account",
      ref("aws_eks_pod_identity_association", {
        cluster_name: "prod",
        namespace: "kube-system",
        service_account: "ca",
      }),
      ["aws_eks_pod_identity_association.a"],
    ],
    [
      "by an attribute in a block",
      ref("aws_eks_identity_provider_config", { "oidc[0].identity_provider_config_name": "corp" }),
      ["aws_eks_identity_provider_config.a"],
    ],
    ["a key by alias", ref("aws_kms_key", { alias: "alias/eks" }), ["aws_kms_key.a"]],
    [
      "a key by its alias's ARN",
      ref("aws_kms_key", { key_id: "arn:aws:kms:eu-west-1:111122223333:alias/eks" }),
      ["aws_kms_key.a"],
    ],
    ["a key by an alias nobody knows", ref("aws_kms_key", { alias: "alias/other" }), []],
    ["a key by ARN", ref("aws_kms_key", { key_id: "arn:aws:kms:eu-west-1:111122223333:key/k-1" }), ["aws_kms_key.a"]],
    [
      "a role by ARN without path",
      ref("aws_iam_role", { arn: "arn:aws:iam::111122223333:role/Node" }),
      ["aws_iam_role.a"],
    ],
    [
      "a role, whatever region the call went to",
      ref("aws_iam_role", { name: "Node" }, { region: "us-east-1" }),
      ["aws_iam_role.a"],
    ],
    [
      "an attachment by the role's ARN",
      ref("aws_iam_role_policy_attachment", {
        role: "arn:aws:iam::111122223333:role/eks/Node",
        policy_arn: "arn:aws:iam::aws:policy/X",
      }),
      ["aws_iam_role_policy_attachment.a"],
    ],
    ["a template by name", ref("aws_launch_template", { name: "nodes" }), ["aws_launch_template.a"]],
    [
      "a log group by ARN",
      ref("aws_cloudwatch_log_group", { arn: "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/prod/cluster:*" }),
      ["aws_cloudwatch_log_group.a"],
    ],
    [
      "a rule by one of its sources",
      ref("aws_security_group_rule", {
        security_group_id: "sg-1",
        type: "ingress",
        protocol: "tcp",
        from_port: "443",
        to_port: "443",
        source: "10.1.0.0/16",
      }),
      ["aws_security_group_rule.a"],
    ],
    ["nothing by nothing", ref("aws_eks_cluster", {}), []],
    ["nothing by a member of every object", ref("aws_eks_cluster", { constructor: "x" }), []],
    [
      "in the right place",
      ref("aws_eks_cluster", { name: "prod" }, { account: "111122223333", region: "eu-west-1" }),
      ["aws_eks_cluster.eu-west-1"],
    ],
    ["in another account", ref("aws_eks_cluster", { name: "prod" }, { account: "444455556666" }), []],
  ])("%s", (_, asked, expected) => expect(addresses(held.find(asked))).toEqual(expected));

  it("builds keys as events do", () => {
    const keys = Object.fromEntries(held.resources.map(({ address, key }) => [address, key]));
    expect(keys).toMatchObject({
      "aws_eks_node_group.a": "prod:a",
      "aws_eks_access_entry.a": `prod:${principal}`,
      "aws_eks_access_policy_association.a": `prod#${principal}#${policy}`,
      "aws_eks_capability.a": "prod,argo",
      "aws_eks_pod_identity_association.a": "a-1",
      "aws_eks_identity_provider_config.a": "prod:corp",
      "aws_iam_role_policy_attachment.a": "Node/arn:aws:iam::aws:policy/X",
      "aws_kms_key.a": "k-1",
    });
  });
});

describe("account and region", () => {
  const provider = 'provider["registry.terraform.io/hashicorp/aws"].eu';
  const addon = (attributes: JsonObject, extra: Partial<StateInstance> = {}) =>
    instance("aws_eks_addon.a", { cluster_name: "prod", addon_name: "vpc-cni", ...attributes }, extra);
  const code = {
    provider: () => ({ account: "999900001111", region: "ap-south-1" }),
    resource: () => undefined,
  } as unknown as StateCode;
  const emptyCode = { ...code, ignoreTags: { keys: [], prefixes: [] }, released: [], digest: "" };

  it.each([
    [
      "the ARN",
      [
        addon({ arn: "arn:aws-cn:eks:cn-north-1:222233334444:addon/prod/vpc-cni/0f", region: "x" }),
        cluster("eu-west-1"),
      ],
      undefined,
      ["222233334444", "cn-north-1"],
    ],
    [
      "the attribute",
      [addon({ region: "us-west-2" }, { identity: { region: "x" } }), cluster("eu-west-1")],
      undefined,
      ["111122223333", "us-west-2"],
    ],
    [
      "the identity",
      [addon({}, { identity: { account_id: "222233334444", region: "us-west-1" } }), cluster("eu-west-1")],
      undefined,
      ["222233334444", "us-west-1"],
    ],
    [
      "the provider in the source",
      [addon({}, { provider }), cluster("eu-west-1")],
      emptyCode,
      ["999900001111", "ap-south-1"],
    ],
    [
      "its provider's data sources",
      [
        addon({}, { provider }),
        instance("data.aws_caller_identity.x", { account_id: "333344445555" }, { provider }),
        instance("data.aws_region.x", { id: "eu-north-1" }, { provider }),
      ],
      undefined,
      ["333344445555", "eu-north-1"],
    ],
    ["its cluster", [addon({}), cluster("eu-west-1")], undefined, ["111122223333", "eu-west-1"]],
    [
      "its cluster, a data source",
      [addon({}), { ...cluster("eu-west-1"), mode: "data" as const }],
      undefined,
      ["111122223333", "eu-west-1"],
    ],
    [
      "two clusters of its name",
      [addon({}), cluster("eu-west-1"), cluster("us-east-1")],
      undefined,
      ["111122223333", undefined],
    ],
    ["nothing", [addon({})], undefined, [undefined, undefined]],
  ])("come from %s", (_, instances, source, expected) => {
    const { resources } = terraformFacts([state(instances, "a", source)], []);
    const found = resources.find(({ address }) => address === "aws_eks_addon.a")!;
    expect([found.account, found.region]).toEqual(expected);
  });

  it("keep two clusters of one name apart, and match both where they are not known", () => {
    const two = facts(cluster("eu-west-1"), cluster("us-east-1"));
    expect(addresses(two.find(ref("aws_eks_cluster", { name: "prod" }, { region: "us-east-1" })))).toEqual([
      "aws_eks_cluster.us-east-1",
    ]);
    expect(two.find(ref("aws_eks_cluster", { name: "prod" }))).toHaveLength(2);
    expect(two.clusters.map(({ region }) => region)).toEqual(["eu-west-1", "us-east-1"]);
    expect(["us-east-1", "eu-central-1"].map((region) => two.holds({ name: "prod", region }))).toEqual([true, false]);
  });

  it("a child alone holds its cluster; a data source does not", () => {
    const child = facts(addon({}));
    expect([child.holds({ name: "prod", region: "eu-west-1" }), child.holds({ name: "dev" })]).toEqual([true, false]);
    expect(facts({ ...cluster("eu-west-1"), mode: "data" }).holds({ name: "prod" })).toBe(false);
  });
});

describe("what a cluster rests on", () => {
  const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";
  const trust = (statement: JsonObject) => JSON.stringify({ Statement: [{ Effect: "Allow", ...statement }] });
  const federated = { Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${issuer}` } };
  const held = facts(
    cluster("eu-west-1", {
      role_arn: "arn:aws:iam::111122223333:role/eks/Cluster",
      vpc_config: [{ cluster_security_group_id: "sg-own", security_group_ids: ["sg-extra"], subnet_ids: ["subnet-1"] }],
      encryption_config: [{ provider: [{ key_arn: "arn:aws:kms:eu-west-1:111122223333:key/k-1" }] }],
      identity: [{ oidc: [{ issuer: `https://${issuer}` }] }],
    }),
    instance("aws_eks_node_group.a", {
      cluster_name: "prod",
      node_group_name: "a",
      node_role_arn: "arn:aws:iam::111122223333:role/Node",
      remote_access: [{ source_security_group_ids: ["sg-ssh"] }],
      launch_template: [{ id: "lt-1", name: "nodes" }],
      resources: [{ autoscaling_groups: [{ name: "eks-a" }] }],
    }),
    instance("aws_launch_template.a", {
      id: "lt-1",
      vpc_security_group_ids: ["sg-node"],
      network_interfaces: [{ security_groups: ["sg-eni"] }],
      block_device_mappings: [{ ebs: [{ kms_key_id: "alias/disks" }] }],
    }),
    instance("aws_kms_alias.disks", { name: "alias/disks", target_key_id: "k-2" }),
    instance("aws_autoscaling_group.own", {
      name: "self-managed",
      tag: [{ key: "kubernetes.io/cluster/prod", value: "owned" }],
      launch_template: [{ id: "lt-2" }],
    }),
    instance("aws_launch_template.own", { id: "lt-2" }),
    instance("aws_security_group.tagged", {
      id: "sg-tagged",
      tags: { "kubernetes.io/cluster/prod": "shared", "k8s.io/cluster-autoscaler/enabled": "true" },
    }),
    instance("aws_security_group_rule.tagged", { security_group_id: "sg-tagged" }),
    instance("aws_security_group.other", { id: "sg-other", tags: null }),
    instance("aws_iam_role_policy_attachment.node", { role: "Node", policy_arn: "arn:aws:iam::111122223333:policy/P" }),
    instance("aws_iam_policy.p", { arn: "arn:aws:iam::111122223333:policy/P" }),
    instance("aws_iam_role.irsa", {
      name: "Irsa",
      arn: "arn:aws:iam::111122223333:role/Irsa",
      assume_role_policy: trust(federated),
    }),
    instance("aws_iam_role.pods", {
      name: "Pods",
      assume_role_policy: trust({ Principal: { Service: ["pods.eks.amazonaws.com"] } }),
    }),
    instance("aws_iam_openid_connect_provider.a", {
      arn: `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
      url: issuer,
    }),
    instance("aws_route_table_association.a", { subnet_id: "subnet-1", route_table_id: "rtb-1" }),
    instance("aws_route.a", { route_table_id: "rtb-1" }),
    instance("aws_cloudwatch_log_group.a", {
      name: "/aws/eks/prod/cluster",
      kms_key_id: "arn:aws:kms:eu-west-1:111122223333:key/k-3",
    }),
    instance("aws_kms_key.logs", { key_id: "k-3" }),
    instance("aws_eks_addon.cni", {
      cluster_name: "prod",
      addon_name: "vpc-cni",
      service_account_role_arn: "arn:aws:iam::111122223333:role/Cni",
    }),
    instance("aws_eks_fargate_profile.f", {
      cluster_name: "prod",
      pod_execution_role_arn: "arn:aws:iam::111122223333:role/Fargate",
    }),
    instance("aws_eks_access_entry.e", {
      cluster_name: "prod",
      principal_arn: "arn:aws:iam::111122223333:role/people/Admin",
    }),
  );

  it.each([
    ["security_group", "sg-own", ["aws_eks_cluster.eu-west-1 vpc_config[0].cluster_security_group_id"]],
    ["security_group", "sg-extra", ["aws_eks_cluster.eu-west-1 vpc_config[0].security_group_ids"]],
    [
      "security_group",
      "arn:aws:ec2:eu-west-1:111122223333:security-group/sg-ssh",
      ["aws_eks_node_group.a remote_access[0].source_security_group_ids"],
    ],
    ["security_group", "sg-node", ["aws_launch_template.a vpc_security_group_ids"]],
    ["security_group", "sg-eni", ["aws_launch_template.a network_interfaces[0].security_groups"]],
    ["security_group", "sg-tagged", ['aws_security_group.tagged tags["kubernetes.io/cluster/prod"]']],
    ["security_group", "sg-other", []],
    ["role", "Cluster", ["aws_eks_cluster.eu-west-1 role_arn"]],
    ["role", "arn:aws:iam::111122223333:role/Cluster", ["aws_eks_cluster.eu-west-1 role_arn"]],
    ["role", "arn:aws:iam::444455556666:role/Cluster", []],
    ["role", "Cni", ["aws_eks_addon.cni service_account_role_arn"]],
    ["role", "Fargate", ["aws_eks_fargate_profile.f pod_execution_role_arn"]],
    ["role", "Admin", ["aws_eks_access_entry.e principal_arn"]],
    ["role", "Irsa", ["aws_iam_role.irsa assume_role_policy"]],
    ["role", "Pods", ["aws_iam_role.pods assume_role_policy"]],
    ["launch_template", "lt-1", ["aws_eks_node_group.a launch_template[0].id"]],
    ["launch_template", "nodes", ["aws_eks_node_group.a launch_template[0].name"]],
    ["launch_template", "lt-2", ["aws_autoscaling_group.own launch_template[0].id"]],
    ["autoscaling_group", "eks-a", ["aws_eks_node_group.a resources[0].autoscaling_groups[0].name"]],
    ["autoscaling_group", "self-managed", ['aws_autoscaling_group.own tags["kubernetes.io/cluster/prod"]']],
    ["kms_key", "k-1", ["aws_eks_cluster.eu-west-1 encryption_config[0].provider[0].key_arn"]],
    ["kms_key", "alias/disks", ["aws_launch_template.a block_device_mappings[0].ebs[0].kms_key_id"]],
    ["kms_key", "k-2", ["aws_launch_template.a block_device_mappings[0].ebs[0].kms_key_id"]],
    ["kms_key", "arn:aws:kms:eu-west-1:111122223333:key/k-3", ["aws_cloudwatch_log_group.a kms_key_id"]],
    ["log_group", "/aws/eks/prod/cluster", ["aws_eks_cluster.eu-west-1 name", "aws_cloudwatch_log_group.a name"]],
    [
      "log_group",
      "arn:aws:logs:eu-west-1:111122223333:log-group:/aws/eks/prod/cluster:*",
      ["aws_eks_cluster.eu-west-1 name", "aws_cloudwatch_log_group.a name"],
    ],
    ["subnet", "subnet-1", ["aws_eks_cluster.eu-west-1 vpc_config[0].subnet_ids"]],
    [
      "oidc_provider",
      `arn:aws:iam::111122223333:oidc-provider/${issuer}`,
      ["aws_eks_cluster.eu-west-1 identity[0].oidc[0].issuer"],
    ],
    ["policy", "arn:aws:iam::111122223333:policy/P", ["aws_iam_role_policy_attachment.node policy_arn"]],
    ["route_table", "rtb-1", ["aws_route_table_association.a route_table_id"]],
  ] as const)("%s %s", (kind, name, expected) => {
    const ties = held.ties(kind, name, { account: "111122223333", region: "eu-west-1" });
    expect(ties.map(({ resource, through }) => `${resource.address} ${through}`)).toEqual(expected);
    expect(ties.every((tie) => tie.cluster.arn === "arn:aws:eks:eu-west-1:111122223333:cluster/prod")).toBe(true);
  });

  it("in another region or account is another object", () => {
    expect(held.ties("security_group", "sg-own", { region: "us-east-1" })).toEqual([]);
    expect(held.ties("security_group", "sg-own", { account: "444455556666" })).toEqual([]);
    expect(held.ties("role", "Cluster", { region: "us-east-1" })).toHaveLength(1);
  });

  it("names its clusters on every resource around", () => {
    const alone = held.resources.filter(({ clusters }) => clusters.map(({ name }) => name).join() !== "prod");
    expect(addresses(alone)).toEqual(["aws_security_group.other"]);
  });
});

describe("roles of workloads", () => {
  const issuer = "oidc.eks.eu-west-1.amazonaws.com/id/ABC";
  const role = (name: string, condition: JsonObject | undefined, provider = issuer) =>
    instance(`aws_iam_role.${name}`, {
      arn: `arn:aws:iam::111122223333:role/irsa/${name}`,
      assume_role_policy: JSON.stringify({
        Statement: {
          Effect: "Allow",
          Principal: { Federated: [`arn:aws:iam::111122223333:oidc-provider/${provider}`] },
          Condition: condition,
        },
      }),
    });
  const sub = (subject: string | string[], test = "StringEquals") => ({ [test]: { [`${issuer}:sub`]: subject } });
  const held = terraformFacts(
    [
      state([
        { ...cluster("eu-west-1", { identity: [{ oidc: [{ issuer: `https://${issuer}` }] }] }), mode: "data" },
        instance("aws_eks_pod_identity_association.a", {
          cluster_name: "prod",
          namespace: "kube-system",
          service_account: "cluster-autoscaler",
          role_arn: "arn:aws:iam::111122223333:role/Autoscaler",
        }),
        instance("aws_eks_addon.ebs", {
          cluster_name: "prod",
          addon_name: "aws-ebs-csi-driver",
          pod_identity_association: [
            { role_arn: "arn:aws:iam::111122223333:role/Ebs", service_account: "ebs-csi-controller-sa" },
          ],
        }),
        role("Lb", sub("system:serviceaccount:kube-system:lb")),
        role("Many", sub(["system:serviceaccount:a:*"], "StringLike")),
        role("NoSubject", undefined),
        role("Elsewhere", sub("system:serviceaccount:x:y"), "oidc.eks.eu-west-1.amazonaws.com/id/OTHER"),
        instance("aws_iam_role.broken", { arn: "arn:aws:iam::111122223333:role/Broken", assume_role_policy: "{" }),
      ]),
    ],
    [{ namespace: "karpenter", serviceAccount: "karpenter", role: "arn:aws:iam::111122223333:role/Karpenter" }],
  );

  it.each([
    ["Autoscaler", { cluster: "prod", namespace: "kube-system", serviceAccount: "cluster-autoscaler" }],
    ["Ebs", { cluster: "prod", namespace: "kube-system", serviceAccount: "ebs-csi-controller-sa" }],
    ["Lb", { cluster: "prod", namespace: "kube-system", serviceAccount: "lb" }],
    ["Many", { cluster: "prod", namespace: "a", serviceAccount: "*" }],
    ["Karpenter", { cluster: "", namespace: "karpenter", serviceAccount: "karpenter" }],
    ["NoSubject", undefined],
    ["Elsewhere", undefined],
    ["Broken", undefined],
  ])("%s", (name, expected) => {
    expect(held.workloadRole(`arn:aws:iam::111122223333:role/${name}`)).toEqual(expected);
    expect(held.workloadRole(`arn:aws:iam::444455556666:role/${name}`)).toBeUndefined();
  });
});

describe("objects given up on purpose", () => {
  const released = (name: string) => [{ modules: [], resource: { type: "aws_eks_addon", name } }];
  const code = (name: string): StateCode => ({
    resource: () => undefined,
    provider: () => undefined,
    ignoreTags: { keys: [], prefixes: [] },
    released: released(name),
    digest: "",
  });
  const addon = instance('aws_eks_addon.core_dns["x"]', {
    cluster_name: "prod",
    addon_name: "coredns",
    id: "prod:coredns",
  });
  const asked = (key: string) => ({ type: "aws_eks_addon", key, match: { id: key } });

  it.each([
    ["still in the state, at that address", [addon], "core_dns", "prod:coredns", true],
    ["in the state at another", [addon], "this", "prod:coredns", false],
    ["gone from the state, named alike", [], "core_dns", "prod:coredns", true],
    ["gone from the state, named otherwise", [], "core_dns", "prod:evil", false],
    ["gone, under a name that says nothing", [], "this", "prod:evil", true],
  ])("%s", (_, instances, name, key, expected) => {
    expect(terraformFacts([state(instances, "a", code(name))], []).released(asked(key))).toBe(expected);
  });
});
