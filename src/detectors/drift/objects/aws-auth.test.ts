import { describe, expect, it } from "vitest";
import { auditRecords, inside, lines, stateOf, write } from "../../../../test/inside.ts";
import { judge, open } from "../../../../test/world.ts";
import type { JsonObject } from "../../../model/json.ts";
import { mappings } from "./aws-auth.ts";

const metadata = [{ annotations: null, labels: null, name: "aws-auth", namespace: "kube-system" }];
const state = (data: JsonObject, type = "kubernetes_config_map") =>
  stateOf(inside(`${type}.aws_auth`, { id: "kube-system/aws-auth", binary_data: null, data, metadata }));
const world = (data: JsonObject = {}, more: JsonObject = {}) => ({ resources: [], terraform: state(data), ...more });

const DEV = "arn:aws:iam::111122223333:role/dev";
const NODES =
  "- groups:\n  - system:bootstrappers\n  - system:nodes\n  rolearn: arn:aws:iam::111122223333:role/nodes\n  username: system:node:{{EC2PrivateDNSName}}\n";

/** `kubectl edit cm aws-auth -n kube-system` by a person with the cluster's own administrator. */
const edited = (data: JsonObject, more: JsonObject = {}) =>
  write({
    requestURI: "/api/v1/namespaces/kube-system/configmaps/aws-auth?fieldManager=kubectl-edit",
    user: {
      username: "kubernetes-admin",
      groups: ["system:masters"],
      extra: { canonicalArn: ["arn:aws:iam::111122223333:role/AdminRole"], sessionName: ["admin-session"] },
    },
    objectRef: { resource: "configmaps", namespace: "kube-system", name: "aws-auth", apiVersion: "v1" },
    responseObject: { kind: "ConfigMap", metadata: { name: "aws-auth", namespace: "kube-system" }, data },
    ...more,
  });

describe("an edit of aws-auth", () => {
  const grant = "- groups: [system:masters]\n  rolearn: arn:aws:iam::111122223333:role/dev\n  username: dev\n";

  it("that makes somebody master of the cluster is critical, and says whom", () => {
    const [finding, ...rest] = judge(world(), [edited({ mapRoles: grant })]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: "drift/kubernetes_config_map",
      title: "kubernetes_config_map.aws_auth: system:masters granted to dev",
      severity: "critical",
      controls: ["aws-k8s-06"],
      actor: { name: "kubernetes-admin", arn: "arn:aws:iam::111122223333:role/AdminRole", session: "admin-session" },
      resource: { id: "kube-system/aws-auth" },
    });
    expect(lines(finding)).toEqual([
      [`data["mapRoles"]#${DEV}`, null, { groups: ["system:masters"], username: "dev" }, "drifted"],
    ]);
    expect(finding!.undo).toEqual([
      { kind: "terraform", text: "terraform apply -target=kubernetes_config_map.aws_auth" },
    ]);
  });

  it.each<[string, JsonObject, JsonObject, JsonObject, string, unknown[][]]>([
    [
      "a known administrator",
      {},
      { mapRoles: grant },
      { trust: { adminPrincipals: [DEV] } },
      "high",
      [[`data["mapRoles"]#${DEV}`, null, { groups: ["system:masters"], username: "dev" }, "drifted"]],
    ],
    [
      "a user, beside the nodes that stay",
      { mapRoles: NODES },
      {
        mapRoles: NODES,
        mapUsers: '[{"userarn": "arn:aws:iam::111122223333:user/eve", "groups": ["system:masters"]}]',
      },
      {},
      "critical",
      [['data["mapUsers"]#arn:aws:iam::111122223333:user/eve', null, { groups: ["system:masters"] }, "drifted"]],
    ],
    [
      "an account",
      {},
      { mapAccounts: '- "444455556666"\n' },
      {},
      "medium",
      [['data["mapAccounts"]#444455556666', null, "444455556666", "drifted"]],
    ],
    [
      "nobody, any more",
      { mapRoles: grant },
      { mapRoles: "" },
      {},
      "medium",
      [[`data["mapRoles"]#${DEV}`, { groups: ["system:masters"], username: "dev" }, null, "drifted"]],
    ],
    [
      "a second entry for a role that has a harmless one",
      { mapRoles: `- {rolearn: "${DEV}", username: dev, groups: [view]}\n` },
      {
        mapRoles: `- {rolearn: "${DEV}", username: dev, groups: [system:masters]}\n- {rolearn: "${DEV}", username: dev, groups: [view]}\n`,
      },
      {},
      "critical",
      [
        [
          `data["mapRoles"]#${DEV}`,
          { groups: ["view"], username: "dev" },
          { groups: ["system:masters", "view"], username: "dev" },
          "drifted",
        ],
      ],
    ],
    [
      "somebody who cannot be read",
      { mapRoles: NODES },
      { mapRoles: "groups: {" },
      {},
      "medium",
      [['data["mapRoles"]', NODES, "groups: {", "drifted"]],
    ],
  ])("for %s", (_, held, data, more, severity, expected) => {
    const [finding, ...rest] = judge(world(held, more), [edited(data)]);
    expect(rest).toEqual([]);
    expect([finding?.severity, lines(finding)]).toEqual([severity, expected]);
  });

  it("that says the same in other words is none", () => {
    const other =
      '[{"username":"system:node:{{EC2PrivateDNSName}}","rolearn":"arn:aws:iam::111122223333:role/nodes","groups":["system:nodes","system:bootstrappers"]}]';
    expect(judge(world({ mapRoles: NODES }), [edited({ mapRoles: other })])).toEqual([]);
  });

  it("taken back ends the finding", () => {
    const [finding] = judge(world({ mapRoles: NODES }), [
      edited({ mapRoles: `${NODES}${grant}` }),
      edited({ mapRoles: NODES }),
    ]);
    expect(finding).toMatchObject({ status: "resolved", resolution: "reverted", count: 2, severity: "critical" });
  });

  it("by a controller of kube-system is nobody's job", () => {
    const user = { username: "system:serviceaccount:kube-system:node-controller" };
    expect(open(judge(world(), [edited({ mapRoles: grant }, { user })]))).toHaveLength(1);
  });

  it("by EKS itself is its own", () => {
    const findings = judge(world(), [edited({ mapRoles: NODES }, { user: { username: "eks:node-manager" } })]);
    expect(findings.map(({ status, resolution }) => [status, resolution])).toEqual([["quiet", "ignored"]]);
  });

  it("held key by key is compared alike", () => {
    const terraform = state({ mapRoles: NODES }, "kubernetes_config_map_v1_data");
    const [finding] = judge({ resources: [], terraform }, [edited({ mapRoles: `${NODES}${grant}`, mapUsers: "[]" })]);
    expect(finding).toMatchObject({ rule: "drift/kubernetes_config_map_v1_data", severity: "critical" });
    expect(lines(finding)).toHaveLength(1);
  });

  it("held as a manifest is judged by whom it lets in", () => {
    const manifest = {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "aws-auth", namespace: "kube-system" },
      data: { mapRoles: NODES },
    };
    const terraform = stateOf(inside("kubernetes_manifest.aws_auth", { manifest }));
    const [finding] = judge({ resources: [], terraform }, [edited({ mapRoles: `${NODES}${grant}` })]);
    expect(finding).toMatchObject({ severity: "critical", controls: ["aws-k8s-06"] });
    expect(finding!.changes.map(({ path }) => path)).toEqual(["manifest.data.mapRoles"]);
  });
});

describe("aws-auth as a real server logged it", () => {
  it("is made at a level that hides its content, then told entry by entry until it is deleted", () => {
    const [finding, ...rest] = judge(world({ mapRoles: "" }), auditRecords("aws-auth.jsonl"));
    expect(rest).toEqual([]);
    const of = (path: string) => path.replace(/^data\["(\w+)"\]#.*\//, "$1 ");
    expect(
      finding!.timeline.map(({ what, changes }) => [what, ...(changes ?? []).map(({ path }) => of(path))]),
    ).toEqual([
      ["created", "data"],
      ["changed", "mapRoles eks-node-role", "mapUsers eve"],
      ["changed", "mapRoles Partner", "mapUsers eve"],
      ["changed", "mapRoles Partner"],
      ["changed", "mapRoles Partner"],
      ["deleted"],
      ["created", "data"],
    ]);
    expect(finding).toMatchObject({ status: "open", controls: ["aws-k8s-06"] });
  });
});

describe("a list of principals", () => {
  it.each(["a: b", "[[]]", "- just words"])("is none: %j", (text) =>
    expect(mappings("mapRoles", text)).toBeUndefined(),
  );

  it("does not grow by aliases", () => {
    const bomb = `a: &a [x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e", "f", "g", "h", "i"].map((name, at) => `${name}: &${name} [${`*${"abcdefgh"[at]},`.repeat(9)}]`).join("\n")}\n`;
    expect(mappings("mapRoles", bomb)).toBeUndefined();
  });
});
