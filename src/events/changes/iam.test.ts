import { describe, expect, it } from "vitest";
import type { ResourceChange } from "../../model/change.ts";
import type { JsonObject } from "../../model/json.ts";
import { changes, iam, set, told } from "../../../test/telling.ts";

describe("IAM", () => {
  const ROLE = iam("aws_iam_role", "node", { name: "node" });
  const POLICY = "arn:aws:iam::111122223333:policy/p";
  const OWN = iam("aws_iam_policy", POLICY, { arn: POLICY });
  const ATTACHED = iam("aws_iam_role_policy_attachment", `node/${POLICY}`, { role: "node", policy_arn: POLICY });
  const LOGIN = "arn:aws:iam::111122223333:oidc-provider/oidc.example";
  const PROVIDER = iam("aws_iam_openid_connect_provider", LOGIN, { arn: LOGIN });
  it.each<[string, JsonObject, JsonObject | null, ResourceChange]>([
    [
      "iam/UpdateAssumeRolePolicy",
      { roleName: "node", policyDocument: "%7B%22a%22%3A1%7D" },
      null,
      told(ROLE, "changed", [set("assume_role_policy", "policy", '{"a":1}')]),
    ],
    [
      "iam/DeleteRolePermissionsBoundary",
      { roleName: "node" },
      null,
      told(ROLE, "changed", [set("permissions_boundary", "arn", null)]),
    ],
    [
      "iam/TagRole",
      { roleName: "node", tags: [{ key: "a", value: "b" }] },
      null,
      told(ROLE, "changed", [set('tags["a"]', "map", "b")]),
    ],
    [
      "iam/UntagRole",
      { roleName: "node", tagKeys: ["a"] },
      null,
      told(ROLE, "changed", [set('tags["a"]', "map", null)]),
    ],
    [
      "iam/AttachRolePolicy",
      { roleName: "node", policyArn: POLICY },
      null,
      told(ATTACHED, "created", [set("role", "scalar", "node"), set("policy_arn", "arn", POLICY)]),
    ],
    ["iam/DetachRolePolicy", { roleName: "node", policyArn: POLICY }, null, told(ATTACHED, "deleted")],
    [
      "iam/PutRolePolicy",
      { roleName: "node", policyName: "s3", policyDocument: "{}" },
      null,
      told(
        iam("aws_iam_role_policy", "node:s3", { role: "node", name: "s3" }),
        "created",
        [set("role", "scalar", "node"), set("name", "scalar", "s3"), set("policy", "policy", "{}")],
        { upsert: true },
      ),
    ],
    [
      "iam/CreatePolicyVersion",
      { policyArn: POLICY, policyDocument: "{}", setAsDefault: true },
      null,
      told(OWN, "changed", [set("policy", "policy", "{}")]),
    ],
    [
      "iam/CreatePolicyVersion",
      { policyArn: POLICY, policyDocument: "{}" },
      null,
      told(OWN, "changed", [], { effect: "a version that is not the default: nothing uses it yet" }),
    ],
    [
      "iam/SetDefaultPolicyVersion",
      { policyArn: POLICY, versionId: "v3" },
      null,
      told(OWN, "changed", [{ path: "policy", kind: "policy", value: { unknown: "v3 is the default now" } }]),
    ],
    [
      "iam/CreateOpenIDConnectProvider",
      { url: "https://oidc.example", clientIDList: ["sts.amazonaws.com"] },
      { openIDConnectProviderArn: LOGIN },
      told(PROVIDER, "created", [
        set("url", "url", "https://oidc.example"),
        set("client_id_list", "set", ["sts.amazonaws.com"]),
      ]),
    ],
    [
      "iam/AddClientIDToOpenIDConnectProvider",
      { openIDConnectProviderArn: LOGIN, clientID: "x" },
      null,
      told(PROVIDER, "changed", [{ path: "client_id_list", kind: "set", value: { add: ["x"], remove: [] } }]),
    ],
    ["iam/DeleteOpenIDConnectProvider", { openIDConnectProviderArn: LOGIN }, null, told(PROVIDER, "deleted")],
  ])("%s", (call, request, answer, expected) => expect(changes(call, request, answer)).toEqual([expected]));
});
