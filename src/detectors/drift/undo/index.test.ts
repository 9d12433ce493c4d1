import { describe, expect, it } from "vitest";
import { drifted, undoOf } from "../../../../test/aws-shapes/undo-of.ts";
import { undo } from "./index.ts";

const cluster = {
  type: "aws_eks_cluster",
  target: { key: "production-cluster", match: { name: "production-cluster" }, cluster: "production-cluster" },
  attributes: {
    name: "production-cluster",
    enabled_cluster_log_types: [],
    vpc_config: [
      {
        endpoint_public_access: false,
        endpoint_private_access: true,
        public_access_cidrs: ["0.0.0.0/0"],
        subnet_ids: [],
      },
    ],
  },
};
const UPDATE = "aws eks update-cluster-config --region us-east-1 --name production-cluster";
const WAIT = "aws eks wait cluster-active --region us-east-1 --name production-cluster";

describe("the three scenarios", () => {
  const opened = drifted("vpc_config[0].endpoint_public_access", false, true);
  const unlinked = drifted("vpc_config[0].endpoint_private_access", true, false);
  const logging = drifted("enabled_cluster_log_types", [], ["api", "audit"]);

  it("puts the endpoints and the log types of a cluster back", () => {
    expect(undoOf(cluster, [opened, unlinked, logging])).toEqual({
      cli: [
        `${UPDATE} --resources-vpc-config endpointPublicAccess=false,endpointPrivateAccess=true`,
        WAIT,
        `${UPDATE} --logging '{"clusterLogging":[{"types":["api","audit"],"enabled":false}]}'`,
        WAIT,
      ],
      terraform: ["terraform apply -target=aws_eks_cluster.this"],
      notes: [],
    });
  });

  it("puts the list back before the flag", () => {
    const list = drifted("vpc_config[0].public_access_cidrs", ["203.0.113.0/24"], ["0.0.0.0/0"]);
    expect(undoOf(cluster, [opened, list]).cli).toEqual([
      `${UPDATE} --resources-vpc-config publicAccessCidrs=203.0.113.0/24`,
      WAIT,
      `${UPDATE} --resources-vpc-config endpointPublicAccess=false`,
      WAIT,
    ]);
  });

  it("puts the sizes of a node group back", () => {
    const nodeGroup = {
      type: "aws_eks_node_group",
      target: { key: "production-cluster:general-workers" },
      attributes: { scaling_config: [{ desired_size: 5, max_size: 10, min_size: 3 }] },
    };
    const sizes = [
      drifted("scaling_config[0].min_size", 3, 5),
      drifted("scaling_config[0].max_size", 10, 20),
      drifted("scaling_config[0].desired_size", 5, 10),
    ];
    const names = "--cluster-name production-cluster --nodegroup-name general-workers";
    expect(undoOf(nodeGroup, sizes)).toEqual({
      cli: [
        `aws eks update-nodegroup-config --region us-east-1 ${names} --scaling-config minSize=3,maxSize=10,desiredSize=5`,
        `aws eks wait nodegroup-active --region us-east-1 ${names}`,
      ],
      terraform: ["terraform apply -target=aws_eks_node_group.this"],
      notes: [],
    });
  });

  it("puts the version of an add-on back and sends its role again", () => {
    const addon = {
      type: "aws_eks_addon",
      target: { key: "production-cluster:vpc-cni" },
      attributes: {
        addon_version: "v1.15.1-eksbuild.1",
        service_account_role_arn: "arn:aws:iam::111122223333:role/vpc-cni-irsa",
        resolve_conflicts_on_update: "PRESERVE",
        configuration_values: "",
      },
    };
    const role = { path: "service_account_role_arn", before: "arn:aws:iam::111122223333:role/vpc-cni-irsa" };
    const names = "--cluster-name production-cluster --addon-name vpc-cni";
    expect(
      undoOf(addon, [
        drifted("addon_version", "v1.15.1-eksbuild.1", "v1.16.0-eksbuild.1"),
        { ...role, verdict: "unknown", reason: "omitted: cleared unless re-sent" },
      ]),
    ).toEqual({
      cli: [
        `aws eks update-addon --region us-east-1 ${names} --addon-version v1.15.1-eksbuild.1 --service-account-role-arn arn:aws:iam::111122223333:role/vpc-cni-irsa --resolve-conflicts PRESERVE`,
        `aws eks wait addon-active --region us-east-1 ${names}`,
      ],
      terraform: ["terraform apply -target=aws_eks_addon.this"],
      notes: [],
    });
  });
});

describe("what is left alone", () => {
  it.each(["ignored", "reverted", "converged", "codified"] as const)("a line that is %s", (verdict) => {
    expect(undoOf(cluster, [{ path: "deletion_protection", before: true, after: false, verdict }])).toEqual({
      cli: [],
      terraform: [],
      notes: [],
    });
  });

  it("an object that no state holds and nobody made", () => {
    expect(undoOf({ ...cluster, managed: false }, [drifted("deletion_protection", true, false)]).cli).toEqual([]);
  });

  it("a member that no Terraform attribute holds", () => {
    const path = "kubeControllerManagerConfig.podGcControllerConfig.terminatedPodGcThreshold";
    expect(undoOf(cluster, [{ path, after: 5, verdict: "unmapped" }])).toEqual({
      cli: [],
      terraform: [],
      notes: [`${path}: no Terraform attribute holds it, so no state says what to put back.`],
    });
  });

  it("a type without a table: only Terraform helps", () => {
    const type = "aws_route_table";
    expect(undoOf({ type, target: { key: "rtb-1" } }, [{ path: "", verdict: "deleted" }])).toEqual({
      cli: [],
      terraform: ["terraform apply -target=aws_route_table.this # creates it"],
      notes: ["it is gone, and no AWS call brings it back as it was: an apply creates it again."],
    });
  });
});

describe("the terraform step", () => {
  const change = [drifted("deletion_protection", true, false)];
  it.each([
    ["aws_eks_cluster.this", "terraform apply -target=aws_eks_cluster.this"],
    ["module.eks.aws_eks_cluster.this[0]", "terraform apply -target='module.eks.aws_eks_cluster.this[0]'"],
    ['aws_eks_cluster.by["a\'; rm -rf /"]', `terraform apply -target='aws_eks_cluster.by["a'\\''; rm -rf /"]'`],
  ])("targets %s", (address, text) => {
    expect(undoOf({ ...cluster, resource: { address } }, change).terraform).toEqual([text]);
  });

  it("is left out where the address holds a line break", () => {
    expect(undoOf({ ...cluster, resource: { address: "aws_eks_cluster.x\nid" } }, change).terraform).toEqual([]);
  });

  it("is left out where the configuration leaves the value to the service", () => {
    const code = {
      at: { file: "main.tf", line: 1, column: 1 },
      ignoreChanges: [],
      preventDestroy: false,
      argumentNames: new Set(["name"]),
    };
    const found = undoOf({ ...cluster, resource: { code } }, change);
    expect(found).toEqual({
      cli: [`${UPDATE} --deletion-protection`, WAIT],
      terraform: [],
      notes: ["deletion_protection: not in the configuration, so an apply does not restore it."],
    });
  });

  it("stands alone where the region is unknown", () => {
    const { cli, terraform, notes } = undoOf({ ...cluster, target: { ...cluster.target, region: undefined } }, change);
    expect({ cli, terraform, notes }).toEqual({
      cli: [],
      terraform: ["terraform apply -target=aws_eks_cluster.this"],
      notes: ["deletion_protection: the region of this object is not known, so no command is given."],
    });
  });
});

describe("what nothing decides", () => {
  const reason = "two states claim it: a.tfstate: aws_eks_cluster.a, b.tfstate: aws_eks_cluster.b";
  const list = { path: "vpc_config[0].public_access_cidrs", verdict: "unknown" as const, reason };
  const note = "vpc_config[0].public_access_cidrs: what it should be is not decided, so nothing is given that sets it.";

  it("gets no command and no apply", () => {
    expect(undoOf(cluster, [list])).toEqual({ cli: [], terraform: [], notes: [note] });
  });

  it("is left out of the undo of the rest", () => {
    const found = undoOf(cluster, [list, drifted("deletion_protection", true, false)]);
    expect(found).toEqual({ cli: [`${UPDATE} --deletion-protection`, WAIT], terraform: [], notes: [note] });
  });

  it("does not go along as the state's value either", () => {
    const addon = {
      type: "aws_eks_addon",
      target: { key: "prod:vpc-cni" },
      attributes: { service_account_role_arn: "arn:aws:iam::111122223333:role/one-of-two" },
    };
    const role = { path: "service_account_role_arn", verdict: "unknown" as const, reason };
    expect(undoOf(addon, [role, drifted("addon_version", "v1", "v2")]).cli).toEqual([]);
  });
});

describe("sensitive values", () => {
  it("are never printed; the others still go back", () => {
    const resource = { sensitive: ["vpc_config[0].public_access_cidrs"] };
    const found = undoOf({ ...cluster, resource }, [
      drifted("vpc_config[0].public_access_cidrs", ["198.51.100.0/24"], ["0.0.0.0/0"]),
      drifted("deletion_protection", true, false),
    ]);
    expect(found.cli).toEqual([`${UPDATE} --deletion-protection`, WAIT]);
    expect(found.notes).toEqual([
      "vpc_config[0].public_access_cidrs: the state calls this value sensitive, so it is not printed: only an apply puts it back.",
    ]);
    expect(JSON.stringify(found)).not.toContain("198.51.100");
  });
});

it("puts commands first, Terraform second, notes last", () => {
  const resource = { ...cluster, address: "aws_eks_cluster.this", state: "s", current: true, key: "", clusters: [] };
  const steps = undo({
    target: { type: "aws_eks_cluster", region: "us-east-1", key: "", match: {} },
    resource: { ...resource, sensitive: [] },
    changes: [drifted("version", "1.33", "1.34"), drifted("deletion_protection", true, false)],
  });
  expect(steps.map(({ kind }) => kind)).toEqual(["cli", "terraform", "note"]);
});
