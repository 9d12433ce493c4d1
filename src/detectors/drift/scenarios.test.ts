import { describe, expect, it } from "vitest";
import type { DriftRule } from "../../model/facts.ts";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { ACCOUNT, at, call, judge, resource, session } from "../../../test/world.ts";

// Three scenarios on whole records, without and with drift_rules as TFDrift-Falco has them.

const falcoRules: DriftRule[] = [
  {
    name: "EKS Cluster Configuration",
    resourceTypes: ["aws_eks_cluster"],
    watchedAttributes: ["version", "resources_vpc_config", "logging"],
    severity: "high",
  },
  {
    name: "EKS Node Group Settings",
    resourceTypes: ["aws_eks_node_group"],
    watchedAttributes: ["scaling_config", "instance_types", "version", "labels", "taints"],
    severity: "high",
  },
  {
    name: "EKS Addon Management",
    resourceTypes: ["aws_eks_addon"],
    watchedAttributes: ["addon_version", "service_account_role_arn", "resolve_conflicts"],
    severity: "medium",
  },
];

const clusterWith = (cidrs: string[], logs: string[] = []) =>
  resource(
    "aws_eks_cluster",
    "production-cluster",
    {
      name: "production-cluster",
      enabled_cluster_log_types: logs,
      deletion_protection: true,
      vpc_config: [
        {
          endpoint_public_access: false,
          endpoint_private_access: true,
          public_access_cidrs: cidrs,
          subnet_ids: ["subnet-0aa", "subnet-0bb"],
          security_group_ids: [],
        },
      ],
    },
    { address: "aws_eks_cluster.production" },
  );
const workers = resource(
  "aws_eks_node_group",
  "production-cluster:general-workers",
  {
    cluster_name: "production-cluster",
    node_group_name: "general-workers",
    scaling_config: [{ desired_size: 5, max_size: 10, min_size: 3 }],
  },
  { address: "aws_eks_node_group.general_workers" },
);
const vpcCni = resource(
  "aws_eks_addon",
  "production-cluster:vpc-cni",
  {
    cluster_name: "production-cluster",
    addon_name: "vpc-cni",
    addon_version: "v1.15.1-eksbuild.1",
    service_account_role_arn: "arn:aws:iam::111122223333:role/vpc-cni-irsa",
    resolve_conflicts_on_update: "PRESERVE",
    configuration_values: "",
  },
  { address: "aws_eks_addon.vpc_cni" },
);

const endpoints = { endpointPublicAccess: true, endpointPrivateAccess: false };
const logging = { clusterLogging: [{ types: ["api", "audit"], enabled: true }] };
const update = (config: JsonObject, more: JsonObject = {}) =>
  call("UpdateClusterConfig", { name: "production-cluster", ...config }, more);
const only = (findings: Finding[]) => {
  expect(findings).toHaveLength(1);
  return findings[0]!;
};
const lines = ({ changes }: Finding) =>
  changes.map(({ path, before, after, verdict, reason }) => ({ path, before, after, verdict, reason }));
const cli = ({ undo }: Finding) => undo.find(({ kind }) => kind === "cli")?.text.split("\n");

describe("cluster configuration", () => {
  const judged = (
    cidrs: string[],
    driftRules: DriftRule[] = [],
    record = update({ resourcesVpcConfig: endpoints, logging }),
  ) => only(judge({ resources: [clusterWith(cidrs)], driftRules }, [record]));

  it("is open, unconfirmed, critical, with three lines", () => {
    const finding = judged(["0.0.0.0/0"]);
    expect(finding).toMatchObject({
      status: "open",
      flags: ["unconfirmed"],
      severity: "critical",
      controls: ["aws-k8s-01"],
      title: "aws_eks_cluster.production: public endpoint opened to the internet",
    });
    expect(lines(finding)).toEqual([
      {
        path: "vpc_config[0].endpoint_public_access",
        before: false,
        after: true,
        verdict: "drifted",
        reason: "open to the world: effective list 0.0.0.0/0 (from the state)",
      },
      { path: "vpc_config[0].endpoint_private_access", before: true, after: false, verdict: "drifted" },
      {
        path: "enabled_cluster_log_types",
        before: [],
        after: ["api", "audit"],
        verdict: "drifted",
        reason: "+api +audit",
      },
    ]);
    expect(cli(finding)).toEqual([
      "aws eks update-cluster-config --region us-east-1 --name production-cluster --resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true",
      "aws eks wait cluster-active --region us-east-1 --name production-cluster",
      `aws eks update-cluster-config --region us-east-1 --name production-cluster --logging '{"clusterLogging":[{"types":["api","audit"],"enabled":false}]}'`,
      "aws eks wait cluster-active --region us-east-1 --name production-cluster",
    ]);
  });

  it.each<[string, string[], DriftRule[], JsonObject | undefined, string]>([
    ["an empty list in the state means the world", [], [], undefined, "critical"],
    ["the world is critical whatever a rule says", ["0.0.0.0/0"], falcoRules, undefined, "critical"],
    ["a restricted list is high", ["203.0.113.0/24"], [], undefined, "high"],
    ["a restricted list takes the rule's severity", ["203.0.113.0/24"], falcoRules, undefined, "high"],
    ["log types alone are low", ["0.0.0.0/0"], [], update({ logging }), "low"],
    ["log types take the rule's severity", ["0.0.0.0/0"], falcoRules, update({ logging }), "high"],
  ])("%s", (_, cidrs, rules, record, severity) => expect(judged(cidrs, rules, record).severity).toBe(severity));

  it("does not watch what the rules do not list", () => {
    const finding = judged([], falcoRules, update({ deletionProtection: false }));
    expect(finding).toMatchObject({
      status: "quiet",
      resolution: "ignored",
      changes: [{ path: "deletion_protection", verdict: "ignored", reason: "not watched" }],
    });
  });

  it("does not let rules that leave the endpoint out hide it from the world", () => {
    const blind = [{ ...falcoRules[0]!, watchedAttributes: ["version"] }];
    const finding = judged(["0.0.0.0/0"], blind);
    expect(finding).toMatchObject({ status: "open", severity: "critical" });
    expect(lines(finding).map(({ path, verdict }) => [path, verdict])).toEqual([
      ["vpc_config[0].endpoint_public_access", "drifted"],
      ["vpc_config[0].endpoint_private_access", "ignored"],
      ["enabled_cluster_log_types", "ignored"],
    ]);
  });

  it("leaves log types that are not named alone", () => {
    const held = clusterWith(["203.0.113.0/24"], ["api", "audit", "authenticator"]);
    const on = only(judge({ resources: [held] }, [update({ resourcesVpcConfig: endpoints, logging })]));
    expect(lines(on).map(({ path }) => path)).not.toContain("enabled_cluster_log_types");
    const off = only(
      judge({ resources: [held] }, [update({ logging: { clusterLogging: [{ types: ["audit"], enabled: false }] } })]),
    );
    expect(off).toMatchObject({ severity: "critical", controls: ["aws-k8s-04"], changes: [{ reason: "-audit" }] });
  });

  it("is the same finding from two calls of one kind each", () => {
    const finding = only(
      judge({ resources: [clusterWith(["0.0.0.0/0"])] }, [
        update({ resourcesVpcConfig: endpoints }),
        update({ logging }, at(90)),
      ]),
    );
    expect(finding).toMatchObject({ severity: "critical", count: 2 });
    expect(finding.timeline).toHaveLength(2);
    expect(lines(finding)).toHaveLength(3);
  });

  it("puts the list back first", () => {
    const opened = update({ resourcesVpcConfig: { ...endpoints, publicAccessCidrs: ["0.0.0.0/0"] } });
    expect(cli(judged(["203.0.113.0/24"], [], opened))!.slice(0, 2)).toEqual([
      "aws eks update-cluster-config --region us-east-1 --name production-cluster --resources-vpc-config publicAccessCidrs=203.0.113.0/24",
      "aws eks wait cluster-active --region us-east-1 --name production-cluster",
    ]);
  });
});

describe("node group scaling", () => {
  const sizes = { minSize: 5, maxSize: 20, desiredSize: 10 };
  const scaled = (cluster: "name" | "clusterName") =>
    call(
      "UpdateNodegroupConfig",
      { [cluster]: "production-cluster", nodegroupName: "general-workers", scalingConfig: sizes },
      session("AdminRole", "admin-session"),
    );
  const judged = (driftRules: DriftRule[] = [], cluster: "name" | "clusterName" = "name") =>
    only(judge({ resources: [clusterWith([]), workers], driftRules }, [scaled(cluster)]));

  it("is medium with three lines and one command to undo them", () => {
    const finding = judged();
    expect(finding).toMatchObject({
      status: "open",
      severity: "medium",
      controls: [],
      actor: {
        name: "AdminRole/admin-session",
        arn: `arn:aws:iam::${ACCOUNT}:role/AdminRole`,
        session: "admin-session",
      },
    });
    expect(lines(finding)).toEqual([
      { path: "scaling_config[0].min_size", before: 3, after: 5, verdict: "drifted" },
      { path: "scaling_config[0].max_size", before: 10, after: 20, verdict: "drifted" },
      { path: "scaling_config[0].desired_size", before: 5, after: 10, verdict: "drifted" },
    ]);
    expect(cli(finding)).toEqual([
      "aws eks update-nodegroup-config --region us-east-1 --cluster-name production-cluster --nodegroup-name general-workers --scaling-config minSize=3,maxSize=10,desiredSize=5",
      "aws eks wait nodegroup-active --region us-east-1 --cluster-name production-cluster --nodegroup-name general-workers",
    ]);
  });

  it("takes the severity that the configuration gives it", () => expect(judged(falcoRules).severity).toBe("high"));
  it("reads clusterName as well, where a record spells it so", () =>
    expect(lines(judged([], "clusterName"))).toEqual(lines(judged())));
});

describe("add-on version", () => {
  const updated = (more: JsonObject = {}) =>
    call(
      "UpdateAddon",
      {
        name: "production-cluster",
        addonName: "vpc-cni",
        addonVersion: "v1.16.0-eksbuild.1",
        resolveConflicts: "OVERWRITE",
        ...more,
      },
      {
        ...session("AWSReservedSSO_Developer_0123456789abcdef", "developer@example.com"),
        sessionCredentialFromConsole: "true",
      },
    );
  const judged = (driftRules: DriftRule[] = [], record = updated()) =>
    only(judge({ resources: [clusterWith([]), vpcCni], driftRules }, [record]));
  const role = {
    path: "service_account_role_arn",
    before: "arn:aws:iam::111122223333:role/vpc-cni-irsa",
    after: undefined,
    verdict: "unknown",
    reason: "omitted: cleared unless re-sent",
  };

  it("is medium, with the role that may be gone and the argument beside it", () => {
    const finding = judged();
    expect(finding).toMatchObject({
      severity: "medium",
      actor: { name: "developer@example.com", via: "console", permission_set: "Developer" },
    });
    expect(lines(finding)).toEqual([
      { path: "addon_version", before: "v1.15.1-eksbuild.1", after: "v1.16.0-eksbuild.1", verdict: "drifted" },
      role,
    ]);
    expect(finding.arguments).toEqual([
      { path: "resolve_conflicts_on_update", before: "PRESERVE", after: "OVERWRITE" },
    ]);
    expect(cli(finding)).toEqual([
      "aws eks update-addon --region us-east-1 --cluster-name production-cluster --addon-name vpc-cni --addon-version v1.15.1-eksbuild.1 --service-account-role-arn arn:aws:iam::111122223333:role/vpc-cni-irsa --resolve-conflicts PRESERVE",
      "aws eks wait addon-active --region us-east-1 --cluster-name production-cluster --addon-name vpc-cni",
    ]);
  });

  it("has the argument as a line where the rules watch it", () => {
    const finding = judged(falcoRules);
    expect(finding.severity).toBe("medium");
    expect(lines(finding)).toEqual([
      { path: "addon_version", before: "v1.15.1-eksbuild.1", after: "v1.16.0-eksbuild.1", verdict: "drifted" },
      role,
      {
        path: "resolve_conflicts_on_update",
        before: "PRESERVE",
        after: "OVERWRITE",
        verdict: "drifted",
        reason: "call argument",
      },
    ]);
  });

  it("has no second line when the role is sent again", () => {
    expect(
      lines(judged([], updated({ serviceAccountRoleArn: "arn:aws:iam::111122223333:role/vpc-cni-irsa" }))).map(
        ({ path }) => path,
      ),
    ).toEqual(["addon_version"]);
  });
});
