import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { audit, call } from "../../../test/falco-records.ts";
import { RULE_FILE_VECTORS } from "../../../test/falco-rule-files.ts";
import type { Facts } from "../../model/facts.ts";
import { loadRules } from "../load.ts";

/** No Falco condition looks at them. */
const facts = {} as Facts;

function loaded(text: string) {
  return loadRules([{ file: "rules.yaml", text }], { minimumPriority: "Debug", appendedOutput: [], fields: {} });
}

describe("the language's own examples of rule files", () => {
  it.each(RULE_FILE_VECTORS)("$number $about", (vector) => {
    const { rules, problems } = loaded(vector.file);
    const event = (vector.source === "k8s_audit" ? audit : call)(vector.members, { unseen: vector.unseen ?? [] });
    const told = rules.map(({ id, when }) => [id, when.test(event, facts)] as const);
    expect(problems.map(({ code, item }) => [code, item])).toEqual(vector.problems ?? []);
    expect(rules.map(({ id }) => id)).toEqual(vector.rules);
    expect(Object.fromEntries(told.filter(([, truth]) => truth !== false))).toEqual(vector.met ?? {});
    expect(rules[0]?.render(event)).toBe(vector.message ?? (rules.length > 0 ? "o" : undefined));
    expect(rules[0]?.fields(event)).toEqual(vector.values ?? (rules.length > 0 ? {} : undefined));
  });
});

describe("rules as others publish them", () => {
  const { rules, problems } = loaded(readFileSync("packs/eks/examples/falco.yaml", "utf8"));
  const by = (user: string) =>
    `"userIdentity":{"type":"AssumedRole","sessionContext":{"sessionIssuer":{"userName":"${user}"}}},` +
    '"eventSource":"eks.amazonaws.com","awsRegion":"us-west-2","recipientAccountId":"111122223333"';
  const refused = '"errorCode":"AccessDenied"';
  const where = "region=us-west-2 account=111122223333";

  it("load without a word", () => expect({ problems, rules: rules.length }).toEqual({ problems: [], rules: 4 }));

  it.each([
    [
      149,
      `"eventName":"UpdateClusterVersion","requestParameters":{"name":"prod-west","version":"1.32"},${by("terraform-ci")}`,
      `EKS cluster version upgraded (user=terraform-ci cluster=prod-west version=1.32\n ${where})`,
    ],
    [
      150,
      `"eventName":"CreateCluster","requestParameters":{"name":"prod-west","version":"1.31"},${by("terraform-ci")}`,
      `EKS cluster created (user=terraform-ci cluster=prod-west version=1.31\n ${where})`,
    ],
    [
      151,
      `"eventName":"DeleteCluster","requestParameters":{"name":"staging-west"},${by("AWSReservedSSO_PowerUser_3f1c2d4e5a6b7c8d")}`,
      `EKS cluster deleted (user=AWSReservedSSO_PowerUser_3f1c2d4e5a6b7c8d cluster=staging-west ${where})`,
    ],
    [
      152,
      `"eventName":"UpdateNodegroupConfig","requestParameters":{"name":"prod-west","nodegroupName":"general"},${by("admin")}`,
      `EKS node group configuration updated (user=admin nodegroup=general cluster=<NA>\n ${where})`,
    ],
    [
      153,
      '"eventName":"UpdateNodegroupConfig","requestParameters":{"clusterName":"production-cluster","nodegroupName":"general-workers"},"userIdentity":{"type":"AssumedRole"}',
      "EKS node group configuration updated (user=AssumedRole nodegroup=general-workers cluster=production-cluster\n region=<NA> account=<NA>)",
    ],
    [
      154,
      '"eventName":"CreateCluster","eventSource":"ecs.amazonaws.com","requestParameters":{"clusterName":"x"}',
      undefined,
    ],
    [
      155,
      '"eventName":"DeleteCluster","eventSource":"ecs.amazonaws.com","requestParameters":{"cluster":"x"}',
      "EKS cluster deleted (user=<NA> cluster=<NA> region=<NA> account=<NA>)",
    ],
    [
      156,
      `"eventName":"DeleteCluster","requestParameters":{"name":"staging-west"},${refused},${by("dana")}`,
      `EKS cluster deleted (user=dana cluster=staging-west ${where})`,
    ],
  ])("%i", (_, members, message) => {
    const event = call(members);
    const met = rules.filter(({ when }) => when.test(event, facts) === true);
    expect(met.map((rule) => rule.render(event))).toEqual(message === undefined ? [] : [message]);
  });
});
