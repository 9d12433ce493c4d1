import { describe, expect, it } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { ACCOUNT, CLUSTER, at, call, eventOf, factsOf, judge, open, resource, session } from "../../../test/world.ts";
import { drift } from "./index.ts";
import type { World } from "../../../test/world.ts";

const APPLY = `arn:aws:iam::${ACCOUNT}:role/TerraformDeploy`;

const cluster = resource("aws_eks_cluster", "production-cluster", {
  name: "production-cluster",
  version: "1.33",
  enabled_cluster_log_types: ["api", "audit", "authenticator"],
  vpc_config: [
    {
      endpoint_public_access: false,
      endpoint_private_access: true,
      public_access_cidrs: ["203.0.113.0/24"],
      subnet_ids: ["subnet-a", "subnet-b"],
      security_group_ids: [],
      cluster_security_group_id: "sg-own",
    },
  ],
  tags: { team: "platform" },
  tags_all: { team: "platform", owner: "defaults" },
  deletion_protection: true,
});
const nodes = resource("aws_eks_node_group", "production-cluster:general", {
  cluster_name: "production-cluster",
  node_group_name: "general",
  scaling_config: [{ min_size: 3, max_size: 10, desired_size: 5 }],
  labels: { tier: "web" },
  taint: [{ key: "dedicated", value: "web", effect: "NO_SCHEDULE" }],
});
const addon = resource("aws_eks_addon", "production-cluster:vpc-cni", {
  cluster_name: "production-cluster",
  addon_name: "vpc-cni",
  addon_version: "v1.15.1-eksbuild.1",
  service_account_role_arn: null,
  configuration_values: '{"env":{"WARM_ENI_TARGET":"1","ENABLE_POD_ENI":"true"}}',
  resolve_conflicts_on_update: "PRESERVE",
});
const world: World = { resources: [cluster, nodes, addon], trust: { applyRoles: [APPLY] } };

const scale = (sizes: JsonObject, more: JsonObject = {}) =>
  call("UpdateNodegroupConfig", { name: "production-cluster", nodegroupName: "general", scalingConfig: sizes }, more);
const vpc = (config: JsonObject, more: JsonObject = {}) =>
  call("UpdateClusterConfig", { name: "production-cluster", resourcesVpcConfig: config }, more);
const configure = (values: string, more: JsonObject = {}) =>
  call("UpdateAddon", { name: "production-cluster", addonName: "vpc-cni", configurationValues: values }, more);

const lines = (finding: Finding | undefined) =>
  finding?.changes.map(({ path, before, after, verdict }) => [path, before, after, verdict]);
const quiet = (findings: Finding[]) =>
  findings.filter(({ status }) => status === "quiet").map(({ resolution }) => resolution);

describe("a change by hand", () => {
  it("is one finding with the state's value before and the live one after", () => {
    const [finding, ...rest] = judge(world, [scale({ minSize: 5 })]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: "drift/aws_eks_node_group",
      status: "open",
      severity: "medium",
      flags: ["unconfirmed"],
      count: 1,
    });
    expect(lines(finding)).toEqual([["scaling_config[0].min_size", 3, 5, "drifted"]]);
  });

  it("collects what follows as its timeline until everything is back", () => {
    const findings = judge(world, [
      scale({ minSize: 5 }),
      scale({ minSize: 7 }, at(10)),
      scale({ minSize: 3 }, at(30)),
    ]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({
      status: "resolved",
      resolution: "reverted",
      count: 3,
      resolved_at: "2026-11-20T10:30:00.000Z",
    });
    expect(findings[0]!.timeline.map(({ what, changes }) => [what, changes])).toEqual([
      ["changed", [{ path: "scaling_config[0].min_size", from: 3, to: 5 }]],
      ["changed", [{ path: "scaling_config[0].min_size", from: 5, to: 7 }]],
      ["reverted", [{ path: "scaling_config[0].min_size", from: 7, to: 3 }]],
    ]);
    expect(lines(findings[0])).toEqual([["scaling_config[0].min_size", 3, 3, "reverted"]]);
  });

  it.each([
    ["within five minutes continues the episode", 34, 1],
    ["later begins a new one", 36, 2],
  ])("that comes back %s", (_, minute, episodes) => {
    const findings = judge(world, [
      scale({ minSize: 5 }),
      scale({ minSize: 3 }, at(30)),
      scale({ minSize: 9 }, at(minute)),
    ]);
    expect(findings).toHaveLength(episodes);
    expect(open(findings)).toHaveLength(1);
  });

  it("keeps lines that went back while others stay", () => {
    const [finding] = judge(world, [scale({ minSize: 5, maxSize: 20 }), scale({ minSize: 3 }, at(5))]);
    expect(lines(finding)).toEqual([
      ["scaling_config[0].max_size", 10, 20, "drifted"],
      ["scaling_config[0].min_size", 3, 3, "reverted"],
    ]);
  });

  it("names whoever made the line that matters most", () => {
    const [finding] = judge(world, [
      vpc({ endpointPublicAccess: true }, session("Opener")),
      call(
        "UpdateClusterVersion",
        { name: "production-cluster", version: "1.34" },
        { ...at(5), ...session("Upgrader") },
      ),
    ]);
    expect(finding).toMatchObject({ severity: "high", actor: { name: "Opener/session" } });
  });

  it("takes late events into their own place in time", () => {
    const records = [
      scale({ minSize: 5 }),
      scale({ minSize: 7 }, at(1)),
      scale({ minSize: 3 }, at(2)),
      vpc({ endpointPublicAccess: true }, at(3)),
      scale({ maxSize: 12 }, at(15)),
    ];
    const byId = (findings: Finding[]) => findings.toSorted((a, b) => (a.id < b.id ? -1 : 1));
    const inOrder = byId(judge(world, records));
    expect(byId(judge(world, records.toReversed()))).toEqual(inOrder);
    expect(
      byId(
        judge(
          world,
          [2, 4, 0, 3, 1].map((n) => records[n]!),
        ),
      ),
    ).toEqual(inOrder);
  });
});

describe("nothing to say", () => {
  it.each([
    ["failed", scale({ minSize: 5 }, { errorCode: "AccessDeniedException", errorMessage: "not you" })],
    ["no-op", scale({ minSize: 3, desiredSize: 5 })],
    ["no-op", vpc({ subnetIds: ["subnet-b", "subnet-a"] })],
    ["no-op", configure('env:\n  ENABLE_POD_ENI: "true"\n  WARM_ENI_TARGET: "1"\n')],
    ["converged", scale({ minSize: 3 }, session("TerraformDeploy"))],
  ])("%s", (resolution, record) => {
    const findings = judge(world, [record]);
    expect(open(findings)).toEqual([]);
    expect(quiet(findings)).toEqual([resolution]);
  });

  it("says why a call was refused", () => {
    const [finding] = judge(world, [
      scale({ minSize: 5 }, { errorCode: "AccessDeniedException", errorMessage: "not you" }),
    ]);
    expect(finding!.timeline).toMatchObject([{ what: "attempted", note: "AccessDeniedException: not you" }]);
  });

  it("shows the present value of an ignored line as well", () => {
    const code = {
      at: { file: "main.tf", line: 3, column: 1 },
      ignoreChanges: ["scaling_config[0].desired_size"],
      preventDestroy: false,
      argumentNames: new Set<string>(),
    };
    const [finding] = open(
      judge({ resources: [cluster, { ...nodes, code }] }, [
        scale({ minSize: 4, desiredSize: 8 }),
        scale({ desiredSize: 9 }, at(4)),
      ]),
    );
    expect(lines(finding)).toContainEqual(["scaling_config[0].desired_size", 5, 9, "ignored"]);
  });

  it("notes quiet events in an open finding as well", () => {
    const findings = judge(world, [
      scale({ minSize: 5 }),
      scale({ minSize: 9 }, { ...at(2), errorCode: "InvalidParameterException" }),
    ]);
    expect(open(findings)[0]!.timeline.map(({ what }) => what)).toEqual(["changed", "attempted"]);
  });

  it.each(["ecs.amazonaws.com", "redshift.amazonaws.com", "kafka.amazonaws.com"])(
    "CreateCluster of %s",
    (eventSource) => {
      expect(judge(world, [call("CreateCluster", { name: "production-cluster" }, { eventSource })])).toEqual([]);
    },
  );

  it.each([
    ["the attribute", ["scaling_config[0].desired_size"]],
    ["the block", ["scaling_config"]],
    ["legacy index", ["scaling_config.0.desired_size"]],
    ["all", "all" as const],
  ])("ignore_changes names %s", (_, ignoreChanges) => {
    const code = {
      at: { file: "main.tf", line: 3, column: 1 },
      ignoreChanges,
      preventDestroy: false,
      argumentNames: new Set<string>(),
    };
    const findings = judge({ resources: [cluster, { ...nodes, code }] }, [scale({ desiredSize: 9 })]);
    expect(open(findings)).toEqual([]);
    expect(findings[0]).toMatchObject({
      status: "quiet",
      resolution: "ignored",
      changes: [{ path: "scaling_config[0].desired_size", verdict: "ignored", reason: "ignore_changes" }],
    });
  });
});

describe("own applies and those who say they are", () => {
  const agent = {
    userAgent:
      "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/6.2 aws-sdk-go-v2/1.36",
  };

  it("believes no user agent", () => {
    const [finding] = open(judge(world, [scale({ minSize: 5 }, agent)]));
    expect(finding!.changes[0]).toMatchObject({ verdict: "drifted", reason: "drift by an unknown Terraform run" });
  });

  it("waits for the state while the input goes on, then judges", () => {
    const apply = scale({ minSize: 5 }, { ...session("TerraformDeploy"), ...agent });
    expect(judge(world, [apply], { end: false })).toMatchObject([{ status: "quiet", resolution: "own-apply" }]);
    const after = judge(world, [apply]);
    expect(after).toHaveLength(1);
    expect(after[0]).toMatchObject({
      status: "open",
      changes: [{ verdict: "drifted", reason: "by TerraformDeploy/session, yet no state holds it" }],
    });
  });

  it("asks no state of today to hold what the applies of yesterday set", () => {
    const own = (minSize: number, minute: number) =>
      scale({ minSize }, { ...at(minute), ...session("TerraformDeploy") });
    const found = judge(world, [own(1, 0), own(2, 60), own(3, 120)]);
    expect(found).toMatchObject([{ status: "quiet", resolution: "converged", count: 3 }]);
  });

  it("still tells of an apply that no later one set again", () => {
    const own = (sizes: JsonObject, minute: number) => scale(sizes, { ...at(minute), ...session("TerraformDeploy") });
    const found = judge(world, [own({ maxSize: 50 }, 0), own({ minSize: 3 }, 60)]);
    expect(lines(open(found)[0])).toEqual([["scaling_config[0].max_size", 10, 50, "drifted"]]);
  });

  it("resolves what an apply puts back", () => {
    const findings = judge(world, [
      scale({ minSize: 5 }),
      scale({ minSize: 3 }, { ...at(20), ...session("TerraformDeploy") }),
    ]);
    expect(findings).toMatchObject([
      {
        status: "resolved",
        resolution: "reverted",
        timeline: [{ by: "ops-admin" }, { by: "TerraformDeploy/session" }],
      },
    ]);
  });
});

describe("automation", () => {
  const role = `arn:aws:iam::${ACCOUNT}:role/cluster-autoscaler`;
  const group = "eks-general-1";
  const withGroup: World = {
    ...world,
    workloads: {
      [role]: { cluster: "production-cluster", namespace: "kube-system", serviceAccount: "cluster-autoscaler" },
    },
    ties: {
      [group]: { kind: "autoscaling_group", through: "resources[0].autoscaling_groups[0].name", resource: nodes },
    },
  };
  const resize = (more: JsonObject) =>
    call(
      "SetDesiredCapacity",
      { autoScalingGroupName: group, desiredCapacity: 8 },
      { eventSource: "autoscaling.amazonaws.com", ...more },
    );

  it("may move the size it is there to move", () => {
    const findings = judge(withGroup, [resize(session("cluster-autoscaler"))]);
    expect(open(findings)).toEqual([]);
    expect(findings).toMatchObject([
      {
        rule: "drift/aws_eks_node_group",
        resolution: "ignored",
        changes: [
          {
            path: "scaling_config[0].desired_size",
            reason: expect.stringMatching(/^automation: cluster-autoscaler/) as string,
          },
        ],
      },
    ]);
  });

  it("is a principal, never a user agent", () => {
    const findings = judge(withGroup, [
      resize({ ...session("AdminRole"), userAgent: "cluster-autoscaler/1.30 aws-sdk-go/1.55" }),
    ]);
    expect(lines(open(findings)[0])).toEqual([["scaling_config[0].desired_size", 5, 8, "drifted"]]);
  });

  it("ends nothing that a person began", () => {
    const found = judge(withGroup, [
      scale({ desiredSize: 8 }),
      resize({ ...session("cluster-autoscaler"), ...at(20) }),
    ]);
    expect(lines(found[0])).toEqual([["scaling_config[0].desired_size", 5, 8, "drifted"]]);
    expect(found[0]).toMatchObject({ status: "open", count: 2, actor: { name: "ops-admin" } });
    const further = judge(withGroup, [
      scale({ desiredSize: 7 }),
      resize({ ...session("cluster-autoscaler"), ...at(20) }),
    ]);
    expect(lines(further[0])).toEqual([["scaling_config[0].desired_size", 5, 8, "drifted"]]);
  });

  it("of GitOps owns what it makes, not what Terraform holds", () => {
    const gitops: World = {
      ...world,
      workloads: { [role]: { cluster: "production-cluster", namespace: "argocd", serviceAccount: "ack-eks" } },
      trust: { gitopsIdentities: ["system:serviceaccount:argocd:*"] },
    };
    const made = call(
      "CreateAddon",
      { name: "production-cluster", addonName: "grafana" },
      session("cluster-autoscaler"),
    );
    expect(judge(gitops, [made])).toMatchObject([{ status: "quiet", resolution: "ignored" }]);
    expect(open(judge(gitops, [scale({ minSize: 5 }, session("cluster-autoscaler"))]))).toHaveLength(1);
    expect(open(judge({ ...gitops, trust: {} }, [made]))).toHaveLength(1);
  });

  it("leaves its value behind for whoever comes next", () => {
    const findings = judge(withGroup, [resize(session("cluster-autoscaler")), scale({ desiredSize: 9 }, at(10))]);
    expect(open(findings)[0]!.timeline.at(-1)!.changes).toEqual([
      { path: "scaling_config[0].desired_size", from: 8, to: 9 },
    ]);
  });
});

describe("objects that come and go", () => {
  const profile = resource("aws_eks_fargate_profile", "production-cluster:app", {
    cluster_name: "production-cluster",
    fargate_profile_name: "app",
    pod_execution_role_arn: "arn:aws:iam::111122223333:role/fargate",
    subnet_ids: ["subnet-a"],
    selector: [{ namespace: "production", labels: { workload: "serverless" } }],
  });
  const withProfile: World = { resources: [...world.resources, profile] };
  const gone = call("DeleteFargateProfile", { name: "production-cluster", fargateProfileName: "app" });
  const made = (namespace: string) =>
    call(
      "CreateFargateProfile",
      {
        name: "production-cluster",
        fargateProfileName: "app",
        podExecutionRoleArn: "arn:aws:iam::111122223333:role/fargate",
        subnets: ["subnet-a"],
        selectors: [{ namespace, labels: { workload: "serverless" } }],
      },
      at(4),
    );

  it("deleted", () => {
    expect(judge(withProfile, [gone])).toMatchObject([
      { status: "open", severity: "medium", changes: [{ path: "", verdict: "deleted" }] },
    ]);
  });

  it("replaced with another selector", () => {
    const [finding] = judge(withProfile, [gone, made("staging")]);
    expect(finding!.changes.map(({ path, verdict }) => [path, verdict])).toEqual([
      ["", "replaced"],
      ["selector", "drifted"],
    ]);
  });

  it("made again as it was", () => {
    expect(judge(withProfile, [gone, made("production")])).toMatchObject([
      { status: "resolved", resolution: "reverted" },
    ]);
  });

  it("deleted, though no state knows it", () => {
    expect(judge(world, [gone])).toMatchObject([
      { status: "quiet", resolution: "no-op", timeline: [{ note: "in no state" }] },
    ]);
  });

  const entry = { name: "production-cluster", principalArn: "arn:aws:iam::111122223333:role/contractor" };
  const grant = call(
    "AssociateAccessPolicy",
    {
      ...entry,
      principalArn: encodeURIComponent(entry.principalArn),
      policyArn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy",
      accessScope: { type: "cluster" },
    },
    at(1),
  );

  it("made by hand waits for the end of the input", () => {
    expect(judge(world, [call("CreateAccessEntry", entry), grant], { end: false })).toEqual([]);
    const found = judge(world, [call("CreateAccessEntry", entry), grant]);
    expect(found.map(({ rule, severity, changes }) => [rule, severity, changes[0]!.verdict])).toEqual([
      ["drift/aws_eks_access_entry", "medium", "unmanaged"],
      ["drift/aws_eks_access_policy_association", "critical", "unmanaged"],
    ]);
  });

  it("given to a known admin is one step less", () => {
    const found = judge({ ...world, trust: { adminPrincipals: [entry.principalArn] } }, [grant]);
    expect(found).toMatchObject([{ severity: "high", controls: ["aws-k8s-06"] }]);
  });

  it("deleting the entry takes its policies with it", () => {
    const removed = call(
      "DeleteAccessEntry",
      { ...entry, principalArn: encodeURIComponent(entry.principalArn) },
      at(30),
    );
    const found = judge(world, [call("CreateAccessEntry", entry), grant, removed]);
    expect(found.map(({ status, resolution }) => [status, resolution])).toEqual([
      ["resolved", "subject-deleted"],
      ["resolved", "subject-deleted"],
    ]);
  });

  it("a deleted cluster takes its children's findings along", () => {
    const found = judge(world, [scale({ minSize: 5 }), call("DeleteCluster", { name: "production-cluster" }, at(9))]);
    expect(found.map(({ rule, status, resolution, severity }) => [rule, status, resolution, severity])).toEqual([
      ["drift/aws_eks_node_group", "resolved", "subject-deleted", "medium"],
      ["drift/aws_eks_cluster", "open", null, "critical"],
    ]);
  });

  it("a cancelled update was never applied", () => {
    const upgrade = call(
      "UpdateClusterVersion",
      { name: "production-cluster", version: "1.34" },
      { responseElements: { update: { id: "u-2", status: "InProgress" } } },
    );
    const found = judge(world, [upgrade, call("CancelUpdate", { name: "production-cluster", updateId: "u-2" }, at(2))]);
    expect(found).toMatchObject([{ status: "resolved", resolution: "not-applied" }]);
  });
});

describe("lines", () => {
  it.each<[string, JsonObject, unknown]>([
    [
      "a label",
      call("UpdateNodegroupConfig", {
        name: CLUSTER.name,
        nodegroupName: "general",
        labels: { addOrUpdateLabels: { tier: "api" }, removeLabels: [] },
      }),
      [['labels["tier"]', "web", "api", "drifted"]],
    ],
    [
      "a taint",
      call("UpdateNodegroupConfig", {
        name: CLUSTER.name,
        nodegroupName: "general",
        taints: { removeTaints: [{ key: "dedicated", value: "web", effect: "NO_SCHEDULE" }] },
      }),
      [['taint["dedicated:NO_SCHEDULE"]', { key: "dedicated", value: "web", effect: "NO_SCHEDULE" }, null, "drifted"]],
    ],
    [
      "add-on configuration by pointer",
      configure('{"env":{"WARM_ENI_TARGET":"3","ENABLE_POD_ENI":"true"}}'),
      [["configuration_values#/env/WARM_ENI_TARGET", "1", "3", "drifted"]],
    ],
    [
      "a tag of default_tags",
      call("TagResource", {
        resourceArn: "arn:aws:eks:us-east-1:111122223333:cluster/production-cluster",
        tags: { owner: "me" },
      }),
      [['tags_all["owner"]', "defaults", "me", "drifted"]],
    ],
    [
      "log types that are not named keep their value",
      call("UpdateClusterConfig", {
        name: CLUSTER.name,
        logging: {
          clusterLogging: [
            { types: ["audit"], enabled: false },
            { types: ["scheduler"], enabled: true },
          ],
        },
      }),
      [
        [
          "enabled_cluster_log_types",
          ["api", "audit", "authenticator"],
          ["api", "authenticator", "scheduler"],
          "drifted",
        ],
      ],
    ],
  ])("%s", (_, record, expected) => {
    expect(lines(judge(world, [record])[0])).toEqual(expected);
  });

  it("never shows what the state calls sensitive", () => {
    const secret = { ...nodes, sensitive: ["labels"] };
    const found = judge({ resources: [cluster, secret] }, [
      call("UpdateNodegroupConfig", {
        name: CLUSTER.name,
        nodegroupName: "general",
        labels: { addOrUpdateLabels: { tier: "hunter2" } },
      }),
    ]);
    expect(found).toHaveLength(1);
    expect(JSON.stringify(found)).not.toMatch(/hunter2|"web"/);
    expect(found[0]!.changes[0]).toMatchObject({
      before: "(sensitive)",
      after: "(sensitive)",
    });
  });

  it("never remembers what the state calls sensitive", () => {
    const detector = drift.create({}, undefined);
    const facts = factsOf({ resources: [cluster, { ...nodes, sensitive: ["labels"] }] });
    const event = eventOf(
      call("UpdateNodegroupConfig", {
        name: CLUSTER.name,
        nodegroupName: "general",
        labels: { addOrUpdateLabels: { tier: "hunter2" } },
      }),
    );
    const [key] = detector.keys(event, facts);
    const { memory } = detector.fold(undefined, event, key!, facts);
    expect(JSON.stringify(memory)).toContain("labels");
    expect(JSON.stringify(memory)).not.toContain("hunter2");
  });

  it("two states that disagree are unknown", () => {
    const other = resource(
      "aws_eks_node_group",
      nodes.key,
      { ...nodes.attributes, scaling_config: [{ min_size: 4 }] },
      { state: "other.tfstate", address: "aws_eks_node_group.twin" },
    );
    const [finding] = judge({ resources: [...world.resources, other] }, [scale({ minSize: 5 })]);
    expect(finding!.changes[0]).toMatchObject({
      verdict: "unknown",
      reason:
        "two states claim it: terraform.tfstate: aws_eks_node_group.node_group, other.tfstate: aws_eks_node_group.twin",
    });
  });
});

describe("a state that moves", () => {
  const newer: World = {
    ...world,
    version: "2",
    resources: [
      cluster,
      {
        ...nodes,
        attributes: { ...nodes.attributes, scaling_config: [{ min_size: 5, max_size: 10, desired_size: 5 }] },
      },
    ],
  };

  it("codifies what it now holds", () => {
    const [finding] = judge([world, newer], [scale({ minSize: 5 }), scale({ minSize: 5 }, at(40))]);
    expect(finding).toMatchObject({
      status: "resolved",
      resolution: "codified",
      changes: [{ path: "scaling_config[0].min_size", verdict: "codified" }],
    });
  });

  it("leaves open what it does not hold", () => {
    const [finding] = open(judge([world, newer], [scale({ minSize: 5, maxSize: 20 }), scale({ minSize: 5 }, at(40))]));
    expect(lines(finding)).toEqual([
      ["scaling_config[0].max_size", 10, 20, "drifted"],
      ["scaling_config[0].min_size", 5, 5, "codified"],
    ]);
  });

  it("confirms an apply that waited for it", () => {
    const apply = scale({ minSize: 5 }, session("TerraformDeploy"));
    const found = judge([world, newer], [apply, scale({ maxSize: 10 }, at(5))]);
    expect(open(found)).toEqual([]);
    expect(quiet(found)).toEqual(["converged", "no-op"]);
  });
});

it("a key that is brought back from deletion closes its finding", () => {
  const key = resource("aws_kms_key", "k-1", { key_id: "k-1", is_enabled: true });
  const kms = (event: string, minute: number) =>
    call(event, { keyId: "k-1" }, { eventSource: "kms.amazonaws.com", ...at(minute) });
  const found = judge({ resources: [cluster, key] }, [
    kms("ScheduleKeyDeletion", 0),
    kms("CancelKeyDeletion", 5),
    kms("EnableKey", 6),
  ]);
  expect(found).toMatchObject([
    { rule: "drift/aws_kms_key", severity: "critical", status: "resolved", resolution: "reverted" },
  ]);
});

it("takes a change of any number of members", () => {
  const tags = Object.fromEntries(Array.from({ length: 40_000 }, (_, n) => [`t${n}`, "x"]));
  const resourceArn = "arn:aws:eks:us-east-1:111122223333:cluster/production-cluster";
  const event = eventOf(call("TagResource", { resourceArn, tags }));
  const facts = factsOf({ resources: [cluster] });
  const detector = drift.create({}, { rules: { rules: [], interest: [], matches: () => [] } });
  const [key] = detector.keys(event, facts);
  const { findings } = detector.fold(undefined, event, key!, facts);
  expect(findings[0]?.changes).toHaveLength(40_000);
});
