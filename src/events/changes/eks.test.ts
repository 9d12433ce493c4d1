import { describe, expect, it } from "vitest";
import type { AttributeChange, ResourceChange, ResourceRef } from "../../model/change.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { cloudtrailEvent } from "../cloudtrail.ts";

const ACCOUNT = "111122223333";
const SCOPE = { partition: "aws", account: ACCOUNT, region: "eu-west-1", cluster: "shop" };
const DEV = `arn:aws:iam::${ACCOUNT}:role/team/dev`;
const DEV_ENCODED = encodeURIComponent(DEV);
const ADMIN = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy";
const CUT = { omitted: true, originalSize: 120_000, reason: "requestParameters too large" };

function changes(eventName: string, requestParameters: Json, responseElements: Json = null): readonly ResourceChange[] {
  const raw: JsonObject = {
    eventSource: "eks.amazonaws.com",
    eventName,
    awsRegion: "eu-west-1",
    recipientAccountId: ACCOUNT,
    eventID: "e-1",
    readOnly: false,
    requestParameters,
    responseElements,
  };
  return cloudtrailEvent(raw, "", { unit: "f", record: 1, offset: 0, chain: [] }, 0).changes({} as never);
}

const ref = (type: string, key: string, match: ResourceRef["match"]): ResourceRef => ({ type, ...SCOPE, key, match });
const CLUSTER = ref("aws_eks_cluster", "shop", { name: "shop" });
const NODES = ref("aws_eks_node_group", "shop:web", { cluster_name: "shop", node_group_name: "web" });
const ADDON = ref("aws_eks_addon", "shop:vpc-cni", { cluster_name: "shop", addon_name: "vpc-cni" });
const ENTRY = ref("aws_eks_access_entry", `shop:${DEV}`, { cluster_name: "shop", principal_arn: DEV });
const PODS = ref("aws_eks_pod_identity_association", "a-1", { association_id: "a-1" });
const PROFILE = ref("aws_eks_fargate_profile", "shop:jobs", { cluster_name: "shop", fargate_profile_name: "jobs" });
const CAPABILITY = ref("aws_eks_capability", "shop,argo", { cluster_name: "shop", capability_name: "argo" });
const LOGIN = ref("aws_eks_identity_provider_config", "shop:okta", {
  cluster_name: "shop",
  "oidc[0].identity_provider_config_name": "okta",
});
const GRANT = ref("aws_eks_access_policy_association", `shop#${DEV}#${ADMIN}`, {
  cluster_name: "shop",
  principal_arn: DEV,
  policy_arn: ADMIN,
});

const set = (path: string, kind: AttributeChange["kind"], value: Json): AttributeChange => ({
  path,
  kind,
  value: { set: value },
});
const unmapped = (path: string, value: Json): AttributeChange => ({ ...set(path, "scalar", value), unmapped: true });
const told = (
  target: ResourceRef,
  what: ResourceChange["what"],
  attributes: AttributeChange[] = [],
  rest: Partial<ResourceChange> = {},
) => ({
  target,
  what,
  attributes,
  arguments: [],
  ...rest,
});
const OMITTED_ROLE: AttributeChange = {
  path: "service_account_role_arn",
  kind: "arn",
  value: { unknown: "omitted: cleared unless re-sent", omitted: true },
};
const OMITTED_VALUES: AttributeChange = {
  path: "configuration_values",
  kind: "json",
  value: { unknown: "omitted: kept or cleared, the service does not say", omitted: true },
};

describe("cluster", () => {
  it.each<[string, string, JsonObject, ResourceChange]>([
    [
      "endpoint",
      "UpdateClusterConfig",
      { resourcesVpcConfig: { endpointPublicAccess: "true", publicAccessCidrs: ["0.0.0.0/0"] } },
      told(CLUSTER, "changed", [
        set("vpc_config[0].endpoint_public_access", "bool", true),
        set("vpc_config[0].public_access_cidrs", "cidrset", ["0.0.0.0/0"]),
      ]),
    ],
    [
      "log types: those named",
      "UpdateClusterConfig",
      {
        logging: {
          clusterLogging: [
            { types: ["api", "audit"], enabled: true },
            { types: ["scheduler"], enabled: false },
          ],
        },
      },
      told(CLUSTER, "changed", [
        { path: "enabled_cluster_log_types", kind: "logset", value: { add: ["api", "audit"], remove: ["scheduler"] } },
      ]),
    ],
    [
      "a network taken away by an empty list",
      "UpdateClusterConfig",
      { remoteNetworkConfig: { remoteNodeNetworks: [] } },
      told(CLUSTER, "changed", [set("remote_network_config[0].remote_node_networks[0].cidrs", "cidrset", null)]),
    ],
    [
      "numbers sent as text",
      "UpdateClusterConfig",
      { kubeApiServerConfig: { serviceNodePortRange: { minPort: "30000" } } },
      told(CLUSTER, "changed", [
        set("kube_api_server_config[0].service_node_port_range[0].min_port", "number", 30_000),
      ]),
    ],
    [
      "null is absent",
      "UpdateClusterConfig",
      { resourcesVpcConfig: { endpointPublicAccess: null }, deletionProtection: false },
      told(CLUSTER, "changed", [set("deletion_protection", "bool", false)]),
    ],
    [
      "version with its argument",
      "UpdateClusterVersion",
      { version: "1.33", force: true, rollbackConfig: { timeoutMinutes: 30 } },
      told(CLUSTER, "changed", [set("version", "scalar", "1.33"), unmapped("rollbackConfig.timeoutMinutes", 30)], {
        arguments: [{ path: "force_update_version", value: true }],
      }),
    ],
    [
      "encryption",
      "AssociateEncryptionConfig",
      { encryptionConfig: [{ resources: ["secrets"], provider: { keyArn: "arn:aws:kms:eu-west-1:1:key/k" } }] },
      told(CLUSTER, "changed", [
        set("encryption_config[0].provider[0].key_arn", "arn", "arn:aws:kms:eu-west-1:1:key/k"),
        set("encryption_config[0].resources", "set", ["secrets"]),
      ]),
    ],
    ["deleted", "DeleteCluster", {}, told(CLUSTER, "deleted")],
    ["an update stopped", "CancelUpdate", { updateId: "upd-9" }, told(CLUSTER, "cancelled", [], { updateId: "upd-9" })],
    [
      "a certificate authority, which no attribute holds",
      "ActivateCertificateAuthority",
      { certificateAuthorityId: "ca-1" },
      told(CLUSTER, "changed", [unmapped("ActivateCertificateAuthority", { certificateAuthorityId: "ca-1" })]),
    ],
    [
      "a member newer than the tables",
      "UpdateClusterConfig",
      { shinyConfig: { level: 3 }, resourcesVpcConfig: { mesh: ["a"] } },
      told(CLUSTER, "changed", [unmapped("shinyConfig.level", 3), unmapped("resourcesVpcConfig.mesh", ["a"])]),
    ],
    [
      "an operation newer than the tables",
      "UpdateClusterMesh",
      { mesh: { on: true } },
      told(CLUSTER, "changed", [unmapped("mesh.on", true)]),
    ],
    ["an operation without members", "ResetCluster", {}, told(CLUSTER, "changed", [unmapped("ResetCluster", true)])],
  ])("%s", (_, action, request, expected) => {
    expect(changes(action, { name: "shop", clientRequestToken: "t", ...request })).toEqual([expected]);
    expect(changes(action, { clusterName: "shop", ...request })).toEqual([expected]);
  });

  it("is created with all it was given", () => {
    const request = {
      name: "shop",
      version: "1.33",
      roleArn: "arn:aws:iam::1:role/c",
      resourcesVpcConfig: { subnetIds: ["subnet-1"] },
      logging: {
        clusterLogging: [
          { types: ["audit"], enabled: true },
          { types: ["api"], enabled: false },
        ],
      },
      tags: { env: "prod", "aws:owner": "x" },
    };
    const created = told(CLUSTER, "created", [
      set("name", "scalar", "shop"),
      set("role_arn", "scalar", "arn:aws:iam::1:role/c"),
      set("version", "scalar", "1.33"),
      set("vpc_config[0].subnet_ids", "set", ["subnet-1"]),
      set("enabled_cluster_log_types", "logset", ["audit"]),
      set('tags["env"]', "map", "prod"),
    ]);
    expect(changes("CreateCluster", request)).toEqual([created]);
  });
});

describe("node group", () => {
  const at = { name: "shop", nodegroupName: "web" };
  it.each<[string, string, JsonObject, ResourceChange]>([
    [
      "labels and taints, one line each",
      "UpdateNodegroupConfig",
      {
        labels: { addOrUpdateLabels: { tier: "gpu", both: "x" }, removeLabels: ["old", "both"] },
        taints: {
          addOrUpdateTaints: [{ key: "dedicated", value: "gpu", effect: "NO_SCHEDULE" }],
          removeTaints: [{ key: "spot", effect: "NO_EXECUTE" }],
        },
      },
      told(NODES, "changed", [
        set('labels["tier"]', "map", "gpu"),
        set('labels["both"]', "map", null),
        set('labels["old"]', "map", null),
        {
          ...set('taint["dedicated:NO_SCHEDULE"]', "blockset", {
            key: "dedicated",
            value: "gpu",
            effect: "NO_SCHEDULE",
          }),
          elementKey: ["key", "effect"],
        },
        { ...set('taint["spot:NO_EXECUTE"]', "blockset", null), elementKey: ["key", "effect"] },
      ]),
    ],
    [
      "a warm pool is there or not",
      "UpdateNodegroupConfig",
      { warmPoolConfig: { enabled: false } },
      told(NODES, "changed", [set("warm_pool_config", "presence", false)]),
    ],
    [
      "a template, and versions nobody named",
      "UpdateNodegroupVersion",
      { launchTemplate: { id: "lt-1", version: 7 }, force: "false" },
      told(
        NODES,
        "changed",
        [
          { path: "version", kind: "scalar", value: { unknown: "chosen by the service" } },
          { path: "release_version", kind: "scalar", value: { unknown: "chosen by the service" } },
          set("launch_template[0].id", "scalar", "lt-1"),
          set("launch_template[0].version", "scalar", "7"),
        ],
        { arguments: [{ path: "force_update_version", value: false }] },
      ),
    ],
    ["deleted", "DeleteNodegroup", {}, told(NODES, "deleted")],
  ])("%s", (_, action, request, expected) => expect(changes(action, { ...at, ...request })).toEqual([expected]));

  it("takes what the service chose from the answer", () => {
    const update = {
      id: "upd-1",
      params: [
        { type: "Version", value: "1.33" },
        { type: "ReleaseVersion", value: "1.33.1-20261101" },
      ],
    };
    expect(changes("UpdateNodegroupVersion", at, { update })).toEqual([
      told(NODES, "changed", [set("version", "scalar", "1.33"), set("release_version", "scalar", "1.33.1-20261101")], {
        updateId: "upd-1",
      }),
    ]);
  });

  it("is created", () => {
    const request = {
      ...at,
      scalingConfig: { minSize: 1 },
      labels: { a: "b" },
      taints: [{ key: "k", effect: "NO_SCHEDULE" }],
    };
    expect(changes("CreateNodegroup", request)).toEqual([
      told(NODES, "created", [
        set("cluster_name", "scalar", "shop"),
        set("node_group_name", "scalar", "web"),
        set("scaling_config[0].min_size", "number", 1),
        set('labels["a"]', "map", "b"),
        {
          ...set('taint["k:NO_SCHEDULE"]', "blockset", { key: "k", effect: "NO_SCHEDULE" }),
          elementKey: ["key", "effect"],
        },
      ]),
    ]);
  });
});

describe("add-on", () => {
  const at = { name: "shop", addonName: "vpc-cni" };
  it("an update that leaves the role and the configuration out says so", () => {
    expect(changes("UpdateAddon", { ...at, addonVersion: "v1.20.0", resolveConflicts: "OVERWRITE" })).toEqual([
      told(ADDON, "changed", [set("addon_version", "scalar", "v1.20.0"), OMITTED_ROLE, OMITTED_VALUES], {
        arguments: [{ path: "resolve_conflicts_on_update", value: "OVERWRITE" }],
      }),
    ]);
  });

  it("an update that sends both, and takes all associations away", () => {
    const request = {
      serviceAccountRoleArn: "arn:aws:iam::1:role/cni",
      configurationValues: "{}",
      podIdentityAssociations: [],
    };
    expect(changes("UpdateAddon", { ...at, ...request })).toEqual([
      told(ADDON, "changed", [
        set("service_account_role_arn", "arn", "arn:aws:iam::1:role/cni"),
        set("configuration_values", "json", "{}"),
        { ...set("pod_identity_association", "blockset", []), elementKey: ["service_account"] },
      ]),
    ]);
  });

  it("created in the version that the service chose", () => {
    const answer = { addon: { addonName: "vpc-cni", clusterName: "shop", addonVersion: "v1.20.0" } };
    const created = changes("CreateAddon", { ...at, resolveConflicts: "NONE" }, answer)[0];
    expect(created?.attributes).toContainEqual(set("addon_version", "scalar", "v1.20.0"));
    expect(created?.arguments).toEqual([{ path: "resolve_conflicts_on_create", value: "NONE" }]);
  });

  it("deleted, its workloads left behind", () => {
    expect(changes("DeleteAddon", { ...at, preserve: "true" })).toEqual([
      told(ADDON, "deleted", [], { arguments: [{ path: "preserve", value: true }] }),
    ]);
  });
});

describe("access", () => {
  it("an entry is created", () => {
    expect(
      changes("CreateAccessEntry", { name: "shop", principalArn: DEV, username: "dev", kubernetesGroups: ["ops"] }),
    ).toEqual([
      told(ENTRY, "created", [
        set("cluster_name", "scalar", "shop"),
        set("principal_arn", "arn", DEV),
        set("kubernetes_groups", "set", ["ops"]),
        set("user_name", "scalar", "dev"),
      ]),
    ]);
  });

  it("the principal in a path is decoded, once", () => {
    expect(changes("UpdateAccessEntry", { name: "shop", principalArn: DEV_ENCODED, kubernetesGroups: [] })).toEqual([
      told(ENTRY, "changed", [set("kubernetes_groups", "set", [])]),
    ]);
    const twice = changes("DeleteAccessEntry", { name: "shop", principalArn: encodeURIComponent(DEV_ENCODED) });
    expect(twice[0]?.target.match["principal_arn"]).toBe(DEV_ENCODED);
  });

  it("an entry takes its associations with it", () => {
    const all = ref("aws_eks_access_policy_association", `shop#${DEV}#*`, { cluster_name: "shop", principal_arn: DEV });
    expect(changes("DeleteAccessEntry", { name: "shop", principalArn: DEV_ENCODED })).toEqual([
      told(ENTRY, "deleted"),
      told(all, "deleted"),
    ]);
  });

  it("a policy is associated, whether it was before or not", () => {
    const request = {
      name: "shop",
      principalArn: DEV_ENCODED,
      policyArn: ADMIN,
      accessScope: { type: "namespace", namespaces: ["a"] },
    };
    expect(changes("AssociateAccessPolicy", request)).toEqual([
      told(
        GRANT,
        "created",
        [
          set("cluster_name", "scalar", "shop"),
          set("principal_arn", "arn", DEV),
          set("policy_arn", "arn", ADMIN),
          set("access_scope[0].type", "enum", "namespace"),
          set("access_scope[0].namespaces", "set", ["a"]),
        ],
        { upsert: true },
      ),
    ]);
  });

  it("a policy is taken away", () => {
    const request = { name: "shop", principalArn: DEV_ENCODED, policyArn: encodeURIComponent(ADMIN) };
    expect(changes("DisassociateAccessPolicy", request)).toEqual([told(GRANT, "deleted")]);
  });
});

describe("the other types", () => {
  const roleArn = "arn:aws:iam::1:role/api";
  it.each<[string, string, JsonObject, Json, ResourceChange]>([
    [
      "pod identity, known by the id in the answer",
      "CreatePodIdentityAssociation",
      { namespace: "pay", serviceAccount: "api", roleArn, policy: "{}" },
      { association: { associationId: "a-1" } },
      told(PODS, "created", [
        set("cluster_name", "scalar", "shop"),
        set("namespace", "scalar", "pay"),
        set("service_account", "scalar", "api"),
        set("role_arn", "arn", roleArn),
        unmapped("policy", "{}"),
      ]),
    ],
    [
      "pod identity, known by its names where there is no answer",
      "CreatePodIdentityAssociation",
      { namespace: "pay", serviceAccount: "api" },
      null,
      told(ref(PODS.type, "", { cluster_name: "shop", namespace: "pay", service_account: "api" }), "created", [
        set("cluster_name", "scalar", "shop"),
        set("namespace", "scalar", "pay"),
        set("service_account", "scalar", "api"),
      ]),
    ],
    [
      "pod identity, another role",
      "UpdatePodIdentityAssociation",
      { associationId: "a-1", roleArn, targetRoleArn: "" },
      null,
      told(PODS, "changed", [set("role_arn", "arn", roleArn), set("target_role_arn", "arn", "")]),
    ],
    ["pod identity, gone", "DeletePodIdentityAssociation", { associationId: "a-1" }, null, told(PODS, "deleted")],
    [
      "Fargate profile",
      "CreateFargateProfile",
      { fargateProfileName: "jobs", selectors: [{ namespace: "jobs", labels: { a: "b" } }] },
      null,
      told(PROFILE, "created", [
        set("cluster_name", "scalar", "shop"),
        set("fargate_profile_name", "scalar", "jobs"),
        {
          ...set("selector", "blockset", [{ namespace: "jobs", labels: { a: "b" } }]),
          elementKey: ["namespace", "labels"],
        },
      ]),
    ],
    ["Fargate profile, gone", "DeleteFargateProfile", { fargateProfileName: "jobs" }, null, told(PROFILE, "deleted")],
    [
      "identity provider",
      "AssociateIdentityProviderConfig",
      { oidc: { identityProviderConfigName: "okta", clientId: "k8s", requiredClaims: { aud: "x" } } },
      { update: { id: "upd-2" } },
      told(
        LOGIN,
        "created",
        [
          set("cluster_name", "scalar", "shop"),
          set("oidc[0].identity_provider_config_name", "scalar", "okta"),
          set("oidc[0].client_id", "scalar", "k8s"),
          set('oidc[0].required_claims["aud"]', "map", "x"),
        ],
        { updateId: "upd-2" },
      ),
    ],
    [
      "identity provider, gone",
      "DisassociateIdentityProviderConfig",
      { identityProviderConfig: { type: "oidc", name: "okta" } },
      null,
      told(LOGIN, "deleted"),
    ],
    [
      "capability",
      "UpdateCapability",
      {
        capabilityName: "argo",
        configuration: {
          argoCd: {
            rbacRoleMappings: {
              addOrUpdateRoleMappings: [{ role: "ADMIN", identities: [{ id: "u", type: "SSO_USER" }] }],
            },
          },
        },
      },
      null,
      told(CAPABILITY, "changed", [
        {
          path: "configuration[0].argo_cd[0].rbac_role_mapping",
          kind: "blockset",
          value: { add: [{ role: "ADMIN", identity: [{ id: "u", type: "SSO_USER" }] }], remove: [] },
          elementKey: ["role"],
        },
      ]),
    ],
    ["capability, gone", "DeleteCapability", { capabilityName: "argo" }, null, told(CAPABILITY, "deleted")],
  ])("%s", (_, action, request, answer, expected) =>
    expect(changes(action, { name: "shop", ...request }, answer)).toEqual([expected]),
  );

  it("a subscription of EKS Anywhere is no cluster", () => {
    const [change] = changes("UpdateEksAnywhereSubscription", { id: "s-1", autoRenew: false });
    expect(change).toMatchObject({
      target: { type: "eks", key: "s-1", match: {} },
      attributes: [unmapped("autoRenew", false)],
    });
  });
});

describe("tags", () => {
  const arn = (resource: string) => `arn:aws:eks:eu-west-1:${ACCOUNT}:${resource}`;
  const PRINCIPAL = `arn:aws:iam::${ACCOUNT}:role/dev`;
  it.each<[string, ResourceRef]>([
    ["cluster/shop", CLUSTER],
    ["nodegroup/shop/web/0a1b", NODES],
    ["addon/shop/vpc-cni/0a1b", ADDON],
    ["fargateprofile/shop/jobs/0a1b", PROFILE],
    ["podidentityassociation/shop/a-1", PODS],
    ["identityproviderconfig/shop/oidc/okta/0a1b", LOGIN],
    ["capability/shop/ARGOCD/argo/0a1b", CAPABILITY],
    [
      `access-entry/shop/role/${ACCOUNT}/dev/0a1b`,
      ref("aws_eks_access_entry", `shop:${PRINCIPAL}`, { cluster_name: "shop", principal_arn: PRINCIPAL }),
    ],
  ])("of %s", (resource, target) => {
    const request = { resourceArn: encodeURIComponent(arn(resource)), tags: { team: "a", empty: "", "aws:x": "no" } };
    expect(changes("TagResource", request)).toEqual([
      told(target, "changed", [set('tags["team"]', "map", "a"), set('tags["empty"]', "map", "")]),
    ]);
  });

  it.each<[string, Json]>([
    ["a list", ["team"]],
    ["one text", "team"],
    ["percent-encoded", ["te%61m"]],
  ])("taken away, keys as %s", (_, tagKeys) => {
    expect(changes("UntagResource", { resourceArn: arn("cluster/shop"), tagKeys })).toEqual([
      told(CLUSTER, "changed", [set('tags["team"]', "map", null)]),
    ]);
  });

  it("of an object that Terraform does not hold", () => {
    const [change] = changes("TagResource", { resourceArn: arn("eks-anywhere-subscription/0a1b"), tags: { a: "b" } });
    expect(change?.target).toMatchObject({ type: "eks", key: arn("eks-anywhere-subscription/0a1b"), match: {} });
  });
});

describe("what the record does not tell", () => {
  it("a masked value is unknown", () => {
    const request = {
      name: "shop",
      nodegroupName: "web",
      scalingConfig: { maxSize: "***" },
      labels: { addOrUpdateLabels: "****" },
    };
    expect(changes("UpdateNodegroupConfig", request)[0]?.attributes).toEqual([
      { path: "scaling_config[0].max_size", kind: "number", value: { unknown: "redacted" } },
      { path: "labels", kind: "map", value: { unknown: "redacted" } },
    ]);
  });

  it("a member that was cut is unknown", () => {
    const request = { name: "shop", addonName: "vpc-cni", serviceAccountRoleArn: "r", configurationValues: CUT };
    expect(changes("UpdateAddon", request)[0]?.attributes).toContainEqual({
      path: "configuration_values",
      kind: "json",
      value: { unknown: "cut: requestParameters too large" },
    });
  });

  it("of a cut request every attribute it could set is unknown, and the answer still names the object", () => {
    const [change] = changes("UpdateAccessEntry", CUT, { accessEntry: { clusterName: "shop", principalArn: DEV } });
    expect(change).toEqual(
      told(ENTRY, "changed", [
        { path: "kubernetes_groups", kind: "set", value: { unknown: "cut: requestParameters too large" } },
        { path: "user_name", kind: "scalar", value: { unknown: "cut: requestParameters too large" } },
      ]),
    );
  });

  it("a cut request without an answer names no object", () => {
    expect(changes("DeleteNodegroup", CUT)[0]?.target).toMatchObject({
      type: "aws_eks_node_group",
      key: "",
      match: {},
    });
  });
});

describe("nothing", () => {
  it.each(["createKubernetesObject", "UpdateKubernetesObject", "deleteKubernetesObject", "StartInsightsRefresh"])(
    "%s",
    (action) => expect(changes(action, { name: "shop" })).toEqual([]),
  );
});

describe("hostile records", () => {
  it("members named like a prototype's are members", () => {
    const request = JSON.parse(
      '{"name":"shop","__proto__":{"a":1},"constructor":2,"tags":{"__proto__":"x"}}',
    ) as JsonObject;
    expect(changes("UpdateClusterConfig", request)[0]?.attributes.map(({ path }) => path)).toEqual([
      '["__proto__"].a',
      '["constructor"]',
      "tags.__proto__",
    ]);
    expect(changes("CreateCluster", request)[0]?.attributes).toContainEqual(set('tags["__proto__"]', "map", "x"));
  });

  it("deep nesting is given on whole", () => {
    let deep: Json = 1;
    for (let level = 0; level < 5000; level++) deep = { a: deep };
    expect(changes("UpdateClusterConfig", { name: "shop", deep })[0]?.attributes).toHaveLength(1);
  });

  it("a request that is no object, malformed escapes and lists where names belong", () => {
    expect(changes("DeleteCluster", "text")[0]?.target).toMatchObject({ key: "", match: {} });
    const [entry] = changes("DeleteAccessEntry", { name: "shop", principalArn: "%E0%A4%A" });
    expect(entry?.target.key).toBe("shop:%E0%A4%A");
    expect(changes("DeleteNodegroup", { name: "shop", nodegroupName: ["web"] })[0]?.target.key).toBe("");
  });
});
