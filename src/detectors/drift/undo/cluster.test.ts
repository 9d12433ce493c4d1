import { describe, expect, it } from "vitest";
import { drifted, undoOf } from "../../../../test/aws-shapes/undo-of.ts";

const given = (attributes = {}) => ({ type: "aws_eks_cluster", target: { key: "prod" }, attributes });
const UPDATE = "aws eks update-cluster-config --region us-east-1 --name prod";
const WAIT = "aws eks wait cluster-active --region us-east-1 --name prod";

describe("one call and one wait for each kind of update", () => {
  it.each([
    [
      "list alone",
      drifted("vpc_config[0].public_access_cidrs", ["10.0.0.0/8", "::/0"], ["0.0.0.0/0"]),
      "--resources-vpc-config publicAccessCidrs=10.0.0.0/8,::/0",
    ],
    [
      "no list in the state is the service's default",
      drifted("vpc_config[0].public_access_cidrs", [], ["10.0.0.0/8"]),
      "--resources-vpc-config publicAccessCidrs=0.0.0.0/0",
    ],
    [
      "private access",
      drifted("vpc_config[0].endpoint_private_access", null, true),
      "--resources-vpc-config endpointPrivateAccess=false",
    ],
    [
      "subnets",
      drifted("vpc_config[0].subnet_ids", ["subnet-1", "subnet-2"], ["subnet-1"]),
      "--resources-vpc-config subnetIds=subnet-1,subnet-2",
    ],
    [
      "security groups",
      drifted("vpc_config[0].security_group_ids", [], ["sg-1"]),
      `--resources-vpc-config '{"securityGroupIds":[]}'`,
    ],
    [
      "egress given to AWS",
      drifted("vpc_config[0].control_plane_egress_mode", "CUSTOMER_ROUTED", "AWS_MANAGED"),
      "--resources-vpc-config controlPlaneEgressMode=CUSTOMER_ROUTED",
    ],
    [
      "log types, some added and some removed",
      drifted("enabled_cluster_log_types", ["api", "audit", "scheduler"], ["api", "authenticator"]),
      `--logging '{"clusterLogging":[{"types":["authenticator"],"enabled":false},{"types":["audit","scheduler"],"enabled":true}]}'`,
    ],
    [
      "log types, the present ones unknown",
      { path: "enabled_cluster_log_types", before: ["audit"], verdict: "unknown" as const },
      `--logging '{"clusterLogging":[{"types":["api","authenticator","controllerManager","scheduler"],"enabled":false},{"types":["audit"],"enabled":true}]}'`,
    ],
    [
      "upgrade policy",
      drifted("upgrade_policy[0].support_type", "STANDARD", "EXTENDED"),
      "--upgrade-policy supportType=STANDARD",
    ],
    ["zonal shift", drifted("zonal_shift_config[0].enabled", true, false), "--zonal-shift-config enabled=true"],
    ["deletion protection", drifted("deletion_protection", true, false), "--deletion-protection"],
    ["deletion protection on", drifted("deletion_protection", null, true), "--no-deletion-protection"],
    [
      "remote networks",
      drifted("remote_network_config[0].remote_node_networks[0].cidrs", ["172.16.0.0/16"], []),
      `--remote-network-config '{"remoteNodeNetworks":[{"cidrs":["172.16.0.0/16"]}]}'`,
    ],
    [
      "no remote networks",
      drifted("remote_network_config[0].remote_pod_networks[0].cidrs", [], ["172.16.0.0/16"]),
      `--remote-network-config '{"remotePodNetworks":[]}'`,
    ],
    [
      "control plane scaling",
      drifted("control_plane_scaling_config[0].tier", "standard", "tier-xl"),
      "--control-plane-scaling-config tier=standard",
    ],
  ])("%s", (_, line, option) => {
    expect(undoOf(given(), [line])).toEqual({
      cli: [`${UPDATE} ${option}`, WAIT],
      terraform: ["terraform apply -target=aws_eks_cluster.this"],
      notes: [],
    });
  });

  it("settings of the components go together", () => {
    const lines = [
      drifted(
        "kube_scheduler_config[0].node_resources_fit[0].scoring_strategy[0].resource",
        [{ name: "cpu", weight: 1 }],
        [],
      ),
      drifted("kube_api_server_config[0].service_node_port_range[0].max_port", "32767", 40000),
      drifted("kube_api_server_config[0].event_ttl", "60m", "24h"),
    ];
    expect(undoOf(given(), lines).cli).toEqual([
      `${UPDATE} --kube-api-server-config '{"eventTtl":"60m","serviceNodePortRange":{"maxPort":32767}}' --kube-scheduler-config '{"nodeResourcesFit":{"scoringStrategy":{"resources":[{"name":"cpu","weight":1}]}}}'`,
      WAIT,
    ]);
  });
});

describe("Auto Mode", () => {
  const attributes = {
    compute_config: [
      {
        enabled: true,
        node_pools: ["general-purpose", "system"],
        node_role_arn: "arn:aws:iam::111122223333:role/auto",
      },
    ],
    storage_config: [{ block_storage: [{ enabled: true }] }],
  };

  it("turned off: all three switches go on in one call, the state names pools and role", () => {
    const lines = [
      drifted("compute_config[0].enabled", true, false),
      drifted("storage_config[0].block_storage[0].enabled", true, false),
      drifted("kubernetes_network_config[0].elastic_load_balancing[0].enabled", true, false),
    ];
    expect(undoOf(given(attributes), lines).cli).toEqual([
      `${UPDATE} --compute-config enabled=true,nodePools=general-purpose,system,nodeRoleArn=arn:aws:iam::111122223333:role/auto --kubernetes-network-config '{"elasticLoadBalancing":{"enabled":true}}' --storage-config '{"blockStorage":{"enabled":true}}'`,
      WAIT,
    ]);
  });

  it("turned on: all three go off, its role and pools with them", () => {
    const lines = [
      drifted("compute_config[0].enabled", null, true),
      drifted("compute_config[0].node_role_arn", null, "arn:aws:iam::111122223333:role/auto"),
    ];
    expect(undoOf(given(), lines).cli).toEqual([
      `${UPDATE} --compute-config enabled=false --kubernetes-network-config '{"elasticLoadBalancing":{"enabled":false}}' --storage-config '{"blockStorage":{"enabled":false}}'`,
      WAIT,
    ]);
  });

  it("with a sensitive role: Terraform only", () => {
    const resource = { sensitive: ["compute_config[0].node_role_arn"] };
    const { cli, terraform } = undoOf({ ...given(attributes), resource }, [
      drifted("compute_config[0].enabled", true, false),
    ]);
    expect({ cli, terraform }).toEqual({ cli: [], terraform: ["terraform apply -target=aws_eks_cluster.this"] });
  });
});

describe("what the API does not take back", () => {
  it("a raised version: keep it", () => {
    expect(undoOf(given(), [drifted("version", "1.33", "1.34")])).toEqual({
      cli: [],
      terraform: ['# aws_eks_cluster.this: set version = "1.34"'],
      notes: [
        "version: a raised Kubernetes version cannot be lowered here: keep it and write it into the configuration.",
      ],
    });
  });

  it("a version rolled back is raised again", () => {
    expect(undoOf(given(), [drifted("version", "1.34", "1.33")]).cli).toEqual([
      "aws eks update-cluster-version --region us-east-1 --name prod --kubernetes-version 1.34",
      WAIT,
    ]);
  });

  it("an advanced authentication mode, beside something that goes back", () => {
    const lines = [
      drifted("access_config[0].authentication_mode", "API_AND_CONFIG_MAP", "API"),
      drifted("deletion_protection", true, false),
    ];
    const { cli, terraform } = undoOf(given(), lines);
    expect({ cli, terraform }).toEqual({
      cli: [`${UPDATE} --deletion-protection`, WAIT],
      terraform: [
        '# aws_eks_cluster.this: set authentication_mode = "API"',
        "terraform apply -target=aws_eks_cluster.this",
      ],
    });
  });

  it("a version that would start a Terraform template is quoted as text", () => {
    expect(undoOf(given(), [drifted("version", "1.33", '${file("/etc/passwd")}\n')]).terraform).toEqual([
      '# aws_eks_cluster.this: set version = "$${file(\\"/etc/passwd\\")}\\n"',
    ]);
  });

  it("encryption added: the edit that keeps it", () => {
    const lines = [
      drifted("encryption_config[0].provider[0].key_arn", null, "arn:aws:kms:us-east-1:1:key/k"),
      drifted("encryption_config[0].resources", [], ["secrets"]),
    ];
    expect(undoOf(given(), lines)).toEqual({
      cli: [],
      terraform: [
        '# aws_eks_cluster.this: set encryption_config.provider.key_arn = "arn:aws:kms:us-east-1:1:key/k"',
        '# aws_eks_cluster.this: set encryption_config.resources = ["secrets"]',
      ],
      notes: [
        "encryption_config[0].provider[0].key_arn, encryption_config[0].resources: encryption of secrets cannot be taken away again: keep it and write it into the configuration.",
      ],
    });
  });

  it.each([
    ["encryption with another key", drifted("encryption_config[0].provider[0].key_arn", "arn:a", "arn:b")],
    ["another node role", drifted("compute_config[0].node_role_arn", "arn:a", "arn:b")],
    ["egress routed by the customer", drifted("vpc_config[0].control_plane_egress_mode", null, "CUSTOMER_ROUTED")],
    ["ForceNew", drifted("kubernetes_network_config[0].service_ipv4_cidr", "10.0.0.0/16", "10.1.0.0/16")],
  ])("%s: no apply is given, for it would make the cluster anew", (_, line) => {
    expect(undoOf(given(), [line])).toEqual({
      cli: [],
      terraform: [],
      notes: [
        expect.stringMatching(/^[\w[\].]+: .* in place/),
        "do not apply to undo this: it would destroy the cluster, with all that runs on it, and make it anew.",
      ],
    });
  });

  it("a deleted cluster: an apply creates", () => {
    const lines = [{ path: "", verdict: "deleted" as const }, drifted("deletion_protection", true, false)];
    expect(undoOf(given(), lines)).toEqual({
      cli: [],
      terraform: ["terraform apply -target=aws_eks_cluster.this # creates it"],
      notes: ["it is gone, and no AWS call brings it back as it was: an apply creates it again."],
    });
  });
});

describe("tags", () => {
  it("by the ARN: what changed or went comes back, what came goes", () => {
    const lines = [
      drifted('tags["team"]', "platform", "x"),
      drifted('tags_all["env"]', "prod"),
      drifted('tags["note"]', undefined, "y"),
    ];
    const arn = "arn:aws:eks:us-east-1:111122223333:cluster/prod";
    expect(undoOf(given({ arn }), lines).cli).toEqual([
      `aws eks tag-resource --region us-east-1 --resource-arn ${arn} --tags team=platform,env=prod`,
      `aws eks untag-resource --region us-east-1 --resource-arn ${arn} --tag-keys note`,
    ]);
  });

  it("with the ARN put together where the state lacks it", () => {
    const resource = { partition: "aws-cn", account: "111122223333" };
    const target = { key: "prod", region: "cn-north-1" };
    const { cli } = undoOf({ ...given(), target, resource }, [drifted('tags["a"]', "", "y")]);
    expect(cli).toEqual([
      `aws eks tag-resource --region cn-north-1 --resource-arn arn:aws-cn:eks:cn-north-1:111122223333:cluster/prod --tags '{"a":""}'`,
    ]);
  });
});
