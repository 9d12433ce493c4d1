import { describe, expect, it } from "vitest";
import { drifted, undoOf } from "../../../../test/aws-shapes/undo-of.ts";

const ROLE = "arn:aws:iam::111122223333:role/dev";
const POLICY = "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy";

describe("aws_eks_addon", () => {
  const given = (attributes = {}) => ({ type: "aws_eks_addon", target: { key: "prod:vpc-cni" }, attributes });
  const NAMES = "--region us-east-1 --cluster-name prod --addon-name vpc-cni";
  const cli = (options: string) => [`aws eks update-addon ${NAMES} ${options}`, `aws eks wait addon-active ${NAMES}`];

  it.each([
    ["the state's text", '{"env":{"X":"1"}}', `--configuration-values '{"env":{"X":"1"}}'`],
    [
      "YAML of several lines as JSON",
      "env:\n  X: '1'\n  Q: \"it's\"\n",
      `--configuration-values '{"env":{"X":"1","Q":"it'\\''s"}}'`,
    ],
    ["nothing", null, "--configuration-values '{}'"],
  ])("configuration: %s", (_, configuration_values, option) => {
    const attributes = { configuration_values, resolve_conflicts_on_update: "OVERWRITE" };
    const lines = [drifted("configuration_values#/env/X", "1", "2"), drifted("configuration_values#/env/Q", "a", "b")];
    expect(undoOf(given(attributes), lines).cli).toEqual(cli(`${option} --resolve-conflicts OVERWRITE`));
  });

  it("a role that the state does not have goes by being left out", () => {
    expect(undoOf(given(), [drifted("service_account_role_arn", null, ROLE)]).cli).toEqual(
      cli("--resolve-conflicts PRESERVE"),
    );
  });

  it("pod identities are set as a whole", () => {
    const line = drifted("pod_identity_association", [{ service_account: "aws-node", role_arn: ROLE }], []);
    expect(undoOf(given({ service_account_role_arn: ROLE }), [line]).cli).toEqual(
      cli(
        `--service-account-role-arn ${ROLE} --pod-identity-associations '[{"serviceAccount":"aws-node","roleArn":"${ROLE}"}]' --resolve-conflicts PRESERVE`,
      ),
    );
  });

  it.each([
    ["as a whole", drifted("pod_identity_association", null, [{ service_account: "aws-node", role_arn: ROLE }])],
    ["one by one", drifted('pod_identity_association["aws-node"]', null, { role_arn: ROLE })],
  ])("pod identities that the state does not have go, told %s", (_, line) => {
    expect(undoOf(given(), [line]).cli).toEqual(cli("--pod-identity-associations '[]' --resolve-conflicts PRESERVE"));
  });

  it("a deleted one is created with the state's values", () => {
    const attributes = {
      addon_version: "v1.15.1-eksbuild.1",
      service_account_role_arn: ROLE,
      configuration_values: "env:\n  X: '1'\n",
      resolve_conflicts_on_create: "OVERWRITE",
      resolve_conflicts_on_update: "PRESERVE",
      pod_identity_association: [],
      tags_all: { team: "net" },
    };
    expect(undoOf(given(attributes), [{ path: "", verdict: "deleted" }])).toEqual({
      cli: [
        `aws eks create-addon ${NAMES} --addon-version v1.15.1-eksbuild.1 --service-account-role-arn ${ROLE} --configuration-values '{"env":{"X":"1"}}' --resolve-conflicts OVERWRITE --tags team=net`,
        `aws eks wait addon-active ${NAMES}`,
      ],
      terraform: ["terraform apply -target=aws_eks_addon.this # creates it"],
      notes: [],
    });
  });

  it("a deleted one with a sensitive configuration is left to Terraform", () => {
    const resource = { sensitive: ["configuration_values"] };
    const found = undoOf({ ...given({ configuration_values: "s3cret" }), resource }, [
      { path: "", verdict: "deleted" },
    ]);
    expect(found.cli).toEqual([]);
    expect(found.terraform).toEqual(["terraform apply -target=aws_eks_addon.this # creates it"]);
  });

  it("a sensitive configuration is left to Terraform", () => {
    const found = undoOf(
      { ...given({ configuration_values: '{"token":"s3cret"}' }), resource: { sensitive: ["configuration_values"] } },
      [drifted("configuration_values", "(sensitive)", "(sensitive)")],
    );
    expect(found).toEqual({
      cli: [],
      terraform: ["terraform apply -target=aws_eks_addon.this"],
      notes: [
        "configuration_values: the state calls this value sensitive, so it is not printed: only an apply puts it back.",
      ],
    });
  });

  it("with a sensitive role no update is printed: it would clear the role", () => {
    const resource = { sensitive: ["service_account_role_arn"] };
    const { cli: commands } = undoOf({ ...given({ service_account_role_arn: ROLE }), resource }, [
      drifted("addon_version", "v1", "v2"),
    ]);
    expect(commands).toEqual([]);
  });

  it("a watched call argument needs no undo of its own", () => {
    expect(undoOf(given(), [drifted("resolve_conflicts_on_update", "PRESERVE", "OVERWRITE")])).toEqual({
      cli: [],
      terraform: [],
      notes: [],
    });
  });
});

describe("aws_eks_access_entry", () => {
  const given = (attributes = {}) => ({ type: "aws_eks_access_entry", target: { key: `prod:${ROLE}` }, attributes });
  const NAMES = `--region us-east-1 --cluster-name prod --principal-arn ${ROLE}`;

  it("groups and user name go back", () => {
    const lines = [drifted("kubernetes_groups", ["devs"], ["system:masters"]), drifted("user_name", "dev", "root")];
    expect(undoOf(given(), lines).cli).toEqual([
      `aws eks update-access-entry ${NAMES} --kubernetes-groups devs --username dev`,
    ]);
  });

  it("groups are emptied", () => {
    expect(undoOf(given(), [drifted("kubernetes_groups", [], ["system:masters"])]).cli).toEqual([
      `aws eks update-access-entry ${NAMES} --kubernetes-groups '[]'`,
    ]);
  });

  it("a deleted one is created with the state's values", () => {
    const attributes = { kubernetes_groups: ["devs"], user_name: "dev", type: "STANDARD", tags_all: { team: "a b" } };
    expect(undoOf(given(attributes), [{ path: "", verdict: "deleted" }])).toEqual({
      cli: [
        `aws eks create-access-entry ${NAMES} --kubernetes-groups devs --username dev --type STANDARD --tags '{"team":"a b"}'`,
      ],
      terraform: ["terraform apply -target=aws_eks_access_entry.this # creates it"],
      notes: [],
    });
  });

  it("one that no state holds is deleted, or imported", () => {
    const target = { key: `prod:${ROLE}`, match: { cluster_name: "prod", principal_arn: ROLE } };
    expect(
      undoOf({ type: "aws_eks_access_entry", managed: false, target }, [{ path: "", verdict: "unmanaged" }]),
    ).toEqual({
      cli: [`aws eks delete-access-entry ${NAMES}`],
      terraform: [],
      notes: [
        `To keep it, import it beside a resource block of that name:\nimport {\n  to = aws_eks_access_entry.dev\n  id = "prod:${ROLE}"\n}`,
      ],
    });
  });
});

describe("aws_eks_access_policy_association", () => {
  const given = {
    type: "aws_eks_access_policy_association",
    target: { key: `prod#${ROLE}#${POLICY}` },
    attributes: { access_scope: [{ type: "namespace", namespaces: ["team-*", "shop"] }] },
  };
  const NAMES = `--region us-east-1 --cluster-name prod --principal-arn ${ROLE} --policy-arn ${POLICY}`;
  const associate = `aws eks associate-access-policy ${NAMES} --access-scope '{"type":"namespace","namespaces":["team-*","shop"]}'`;

  it.each([
    ["another scope", drifted("access_scope[0].type", "namespace", "cluster"), " # replaces it"],
    ["deleted", { path: "", verdict: "deleted" as const }, " # creates it"],
  ])("%s: is associated again", (_, line, effect) => {
    expect(undoOf(given, [line])).toEqual({
      cli: [associate],
      terraform: [`terraform apply -target=aws_eks_access_policy_association.this${effect}`],
      notes: [],
    });
  });

  it("one that no state holds is taken away", () => {
    expect(undoOf({ ...given, managed: false }, [{ path: "", verdict: "unmanaged" }]).cli).toEqual([
      `aws eks disassociate-access-policy ${NAMES}`,
    ]);
  });
});

describe("aws_eks_pod_identity_association", () => {
  const given = {
    type: "aws_eks_pod_identity_association",
    target: { key: "a-1", cluster: "prod" },
    attributes: { association_id: "a-1" },
  };

  it("role, target role and session tags go back", () => {
    const lines = [
      drifted("role_arn", ROLE, "arn:b"),
      drifted("target_role_arn", null, "arn:c"),
      drifted("disable_session_tags", false, true),
    ];
    expect(undoOf(given, lines).cli).toEqual([
      `aws eks update-pod-identity-association --region us-east-1 --cluster-name prod --association-id a-1 --role-arn ${ROLE} --no-disable-session-tags --target-role-arn ''`,
    ]);
  });

  it("replaced: the state's id is gone", () => {
    const lines = [{ path: "", verdict: "replaced" as const }, drifted("role_arn", ROLE, "arn:b")];
    expect(undoOf(given, lines)).toEqual({
      cli: [],
      terraform: ["terraform apply -target=aws_eks_pod_identity_association.this"],
      notes: [
        "the new object has another id than the one in the state: import it, or delete it before an apply creates it again.",
      ],
    });
  });
});

describe("aws_eks_capability", () => {
  it("role, network and role mappings go back in one call", () => {
    const MAPPING = "configuration[0].argo_cd[0].rbac_role_mapping";
    const mapping = (role: string, id: string) => ({ role, identity: [{ id, type: "SSO_USER" }] });
    const given = { type: "aws_eks_capability", attributes: { cluster_name: "prod", capability_name: "argo" } };
    const lines = [
      drifted("role_arn", ROLE, "arn:b"),
      drifted("configuration[0].argo_cd[0].network_access[0].vpce_ids", ["vpce-1"], []),
      drifted(`${MAPPING}["ADMIN"]`, mapping("ADMIN", "u-1"), mapping("ADMIN", "u-2")),
      drifted(`${MAPPING}["VIEWER"]`, undefined, mapping("VIEWER", "u-3")),
    ];
    expect(undoOf(given, lines).cli).toEqual([
      `aws eks update-capability --region us-east-1 --cluster-name prod --capability-name argo --role-arn ${ROLE} --configuration '{"argoCd":{"networkAccess":{"vpceIds":["vpce-1"]},"rbacRoleMappings":{"addOrUpdateRoleMappings":[{"role":"ADMIN","identities":[{"id":"u-1","type":"SSO_USER"}]}],"removeRoleMappings":[{"role":"VIEWER","identities":[{"id":"u-3","type":"SSO_USER"}]}]}}}'`,
    ]);
  });
});

describe("types that no call updates", () => {
  it.each([
    [
      "aws_eks_fargate_profile",
      drifted("selector", [{ namespace: "a", labels: {} }], [{ namespace: "b", labels: {} }]),
    ],
    ["aws_eks_identity_provider_config", drifted("oidc[0].client_id", "a", "b")],
  ])("%s: an apply replaces", (type, line) => {
    const lines = [{ path: "", verdict: "replaced" as const }, line];
    const { cli, terraform } = undoOf({ type, target: { key: "prod:x" } }, lines);
    expect({ cli, terraform }).toEqual({ cli: [], terraform: [`terraform apply -target=${type}.this # replaces it`] });
  });

  it.each([
    [
      "aws_eks_fargate_profile",
      { key: "prod:x" },
      "delete-fargate-profile --region us-east-1 --cluster-name prod --fargate-profile-name x",
    ],
    [
      "aws_eks_identity_provider_config",
      { key: "prod:x" },
      "disassociate-identity-provider-config --region us-east-1 --cluster-name prod --identity-provider-config type=oidc,name=x",
    ],
    ["aws_eks_addon", { key: "prod:x" }, "delete-addon --region us-east-1 --cluster-name prod --addon-name x"],
    [
      "aws_eks_pod_identity_association",
      { key: "a-1", cluster: "prod" },
      "delete-pod-identity-association --region us-east-1 --cluster-name prod --association-id a-1",
    ],
    [
      "aws_eks_capability",
      { key: "prod,x", match: { cluster_name: "prod", capability_name: "x" } },
      "delete-capability --region us-east-1 --cluster-name prod --capability-name x",
    ],
  ])("%s in no state: the delete call", (type, target, command) => {
    expect(undoOf({ type, target, managed: false }, [{ path: "", verdict: "unmanaged" }]).cli[0]).toBe(
      `aws eks ${command}`,
    );
  });
});
