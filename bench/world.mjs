/**
 * The made-up estate that the corpus speaks about: 2 accounts × 2 regions, 20 clusters of ten EKS resources each,
 * and the people and roles that call AWS there.
 */
import { random } from "./random.mjs";

export const ACCOUNTS = ["111122223333", "444455556666"];
export const REGIONS = ["us-east-1", "eu-west-1"];
/** The role whose calls are this estate's own applies. */
export const applyRole = (/** @type {string} */ account) => `arn:aws:iam::${account}:role/terraform-deploy`;

const CLUSTERS_PER_PLACE = 5;
const NODE_GROUPS = ["general", "batch", "spot"];
const ADDONS = [
  ["vpc-cni", "v1.19.2-eksbuild.1"],
  ["coredns", "v1.11.4-eksbuild.2"],
  ["kube-proxy", "v1.31.3-eksbuild.2"],
];
const TAGS = { environment: "prod", team: "platform", cost_center: "4711", managed_by: "terraform" };

/**
 * @typedef {{ name: string, account: string, region: string, resources: Resource[] }} Cluster
 * @typedef {{ type: string, name: string, key: string, attributes: Record<string, any>, cluster: Cluster }} Resource
 */

/**
 * @param {number} seed
 * @returns {Cluster[]} the clusters with the state attributes of their resources, in a fixed order
 */
export function world(seed) {
  const rng = random(seed);
  const places = ACCOUNTS.flatMap((account) => REGIONS.map((region) => [account, region]));
  return places.flatMap(([account, region], place) =>
    Array.from({ length: CLUSTERS_PER_PLACE }, (_, i) =>
      cluster(rng, account, region, `prod-${"abcd"[place]}${i + 1}`),
    ),
  );
}

/** @param {import("./random.mjs").Random} rng */
function cluster(rng, account, region, name) {
  /** @type {Cluster} */
  const made = { name, account, region, resources: [] };
  const net = {
    vpc: `vpc-0${rng.hex(16)}`,
    subnets: Array.from({ length: 3 }, () => `subnet-0${rng.hex(16)}`),
    groups: [`sg-0${rng.hex(16)}`],
  };
  const add = (type, resourceName, key, attributes) =>
    made.resources.push({ type, name: resourceName, key, attributes, cluster: made });

  add("aws_eks_cluster", name, name, clusterAttributes(rng, made, net));
  for (const group of NODE_GROUPS)
    add("aws_eks_node_group", group, `${name}:${group}`, nodeGroupAttributes(rng, made, net, group));
  for (const [addon, version] of ADDONS)
    add("aws_eks_addon", addon, `${name}:${addon}`, addonAttributes(rng, made, addon, version));
  const principal = `arn:aws:iam::${account}:role/${name}-developers`;
  add("aws_eks_access_entry", "developers", `${name}:${principal}`, accessEntryAttributes(rng, made, principal));
  const policy = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";
  add("aws_eks_access_policy_association", "developers", `${name}#${principal}#${policy}`, {
    id: `${name}#${principal}#${policy}`,
    cluster_name: name,
    principal_arn: principal,
    policy_arn: policy,
    access_scope: [{ type: "namespace", namespaces: ["shop", "search"] }],
    associated_at: "2025-11-03T08:05:00Z",
    modified_at: "2025-11-03T08:05:00Z",
    timeouts: null,
  });
  add("aws_eks_pod_identity_association", "checkout", "", podIdentityAttributes(rng, made));
  return made;
}

const arn = (/** @type {Cluster} */ c, resource) => `arn:aws:eks:${c.region}:${c.account}:${resource}`;
const tags = () => ({ tags: { ...TAGS }, tags_all: { ...TAGS } });

function clusterAttributes(rng, c, net) {
  return {
    access_config: [{ authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: false }],
    arn: arn(c, `cluster/${c.name}`),
    bootstrap_self_managed_addons: true,
    certificate_authority: [{ data: rng.base64(1400) }],
    cluster_id: null,
    compute_config: [],
    created_at: "2025-11-03T08:00:00Z",
    deletion_protection: true,
    enabled_cluster_log_types: ["api", "audit", "authenticator"],
    encryption_config: [
      { provider: [{ key_arn: `arn:aws:kms:${c.region}:${c.account}:key/${rng.uuid()}` }], resources: ["secrets"] },
    ],
    endpoint: `https://${rng.hex(32).toUpperCase()}.gr7.${c.region}.eks.amazonaws.com`,
    id: c.name,
    identity: [{ oidc: [{ issuer: `https://oidc.eks.${c.region}.amazonaws.com/id/${rng.hex(32).toUpperCase()}` }] }],
    kubernetes_network_config: [
      {
        elastic_load_balancing: [{ enabled: false }],
        ip_family: "ipv4",
        service_ipv4_cidr: "172.20.0.0/16",
        service_ipv6_cidr: "",
      },
    ],
    name: c.name,
    outpost_config: [],
    platform_version: "eks.12",
    remote_network_config: [],
    role_arn: `arn:aws:iam::${c.account}:role/${c.name}-cluster`,
    status: "ACTIVE",
    storage_config: [],
    ...tags(),
    timeouts: null,
    upgrade_policy: [{ support_type: "STANDARD" }],
    version: "1.31",
    vpc_config: [
      {
        cluster_security_group_id: `sg-0${rng.hex(16)}`,
        endpoint_private_access: true,
        endpoint_public_access: true,
        public_access_cidrs: ["203.0.113.0/24"],
        security_group_ids: net.groups,
        subnet_ids: net.subnets,
        vpc_id: net.vpc,
      },
    ],
    zonal_shift_config: [],
  };
}

function nodeGroupAttributes(rng, c, net, name) {
  return {
    ami_type: "AL2023_x86_64_STANDARD",
    arn: arn(c, `nodegroup/${c.name}/${name}/${rng.uuid()}`),
    capacity_type: name === "spot" ? "SPOT" : "ON_DEMAND",
    cluster_name: c.name,
    disk_size: 0,
    force_update_version: null,
    id: `${c.name}:${name}`,
    instance_types: ["m6i.large"],
    labels: { role: name, tier: "standard" },
    launch_template: [{ id: `lt-0${rng.hex(16)}`, name: `${c.name}-${name}`, version: "6" }],
    node_group_name: name,
    node_role_arn: `arn:aws:iam::${c.account}:role/${c.name}-node`,
    release_version: "1.31.4-20250116",
    remote_access: [],
    resources: [{ autoscaling_groups: [{ name: `eks-${name}-${rng.uuid()}` }], remote_access_security_group_id: "" }],
    scaling_config: [{ desired_size: 4, max_size: 8, min_size: 2 }],
    status: "ACTIVE",
    subnet_ids: net.subnets,
    ...tags(),
    taint: [],
    timeouts: null,
    update_config: [{ max_unavailable: 1, max_unavailable_percentage: 0 }],
    version: "1.31",
  };
}

function addonAttributes(rng, c, name, version) {
  return {
    addon_name: name,
    addon_version: version,
    arn: arn(c, `addon/${c.name}/${name}/${rng.uuid()}`),
    cluster_name: c.name,
    configuration_values: '{"resources":{"limits":{"memory":"256Mi"}}}',
    created_at: "2025-11-03T08:20:00Z",
    id: `${c.name}:${name}`,
    modified_at: "2025-11-03T08:21:00Z",
    pod_identity_association: [],
    preserve: null,
    resolve_conflicts_on_create: "OVERWRITE",
    resolve_conflicts_on_update: "PRESERVE",
    service_account_role_arn: "",
    ...tags(),
    timeouts: null,
  };
}

function accessEntryAttributes(rng, c, principal) {
  return {
    access_entry_arn: arn(c, `access-entry/${c.name}/role/${c.account}/${c.name}-developers/${rng.uuid()}`),
    cluster_name: c.name,
    created_at: "2025-11-03T08:05:00Z",
    id: `${c.name}:${principal}`,
    kubernetes_groups: ["developers"],
    modified_at: "2025-11-03T08:05:00Z",
    principal_arn: principal,
    ...tags(),
    timeouts: null,
    type: "STANDARD",
    user_name: `arn:aws:sts::${c.account}:assumed-role/${c.name}-developers/{{SessionName}}`,
  };
}

function podIdentityAttributes(rng, c) {
  const id = `a-${rng.hex(17)}`;
  return {
    association_arn: arn(c, `podidentityassociation/${c.name}/${id}`),
    association_id: id,
    cluster_name: c.name,
    disable_session_tags: false,
    external_id: null,
    id,
    namespace: "shop",
    role_arn: `arn:aws:iam::${c.account}:role/${c.name}-checkout`,
    service_account: "checkout",
    ...tags(),
    target_role_arn: null,
  };
}
