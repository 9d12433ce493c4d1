import { expect, it } from "vitest";
import { unwatchedNotices } from "./unwatched.ts";

const rule = (type: string, watchedAttributes: string[]) => [
  { name: "r", resourceTypes: [type], watchedAttributes, severity: "high" as const },
];

it("names what is grave and not watched", () => {
  expect(unwatchedNotices(rule("aws_eks_cluster", ["version", "resources_vpc_config", "logging"]))).toEqual([
    {
      code: "drift-rules-unwatched",
      text: "drift_rules do not watch these attributes of aws_eks_cluster, a change of which can be critical or high: role_arn, access_config[0].authentication_mode, compute_config[0].node_role_arn, deletion_protection",
    },
  ]);
});

it.each([
  ["all of it is watched", rule("aws_eks_node_group", ["node_role_arn"])],
  ["nothing is ruled", []],
])("is silent where %s", (_, rules) => expect(unwatchedNotices(rules)).toEqual([]));
