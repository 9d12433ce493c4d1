import type { AliasTable } from "../types.ts";

/** Not taggable. */
export const eksAccessPolicyAssociation: AliasTable = {
  type: "aws_eks_access_policy_association",
  id: "{cluster_name}#{principal_arn}#{policy_arn}",
  import: "{cluster_name}#{principal_arn}#{policy_arn}",
  match: ["id"],
  describeOperation: "ListAssociatedAccessPolicies",
  attributes: [
    {
      path: "cluster_name",
      kind: "scalar",
      request: { AssociateAccessPolicy: "name" },
      describe: "clusterName",
      forceNew: true,
    },
    {
      path: "principal_arn",
      kind: "arn",
      request: { AssociateAccessPolicy: "principalArn" },
      describe: "principalArn",
      forceNew: true,
    },
    {
      path: "policy_arn",
      kind: "arn",
      request: { AssociateAccessPolicy: "policyArn" },
      describe: "associatedAccessPolicies[].policyArn",
      forceNew: true,
    },
    {
      path: "access_scope[0].type",
      kind: "enum",
      request: { AssociateAccessPolicy: "accessScope.type" },
      describe: "associatedAccessPolicies[].accessScope.type",
      forceNew: true,
    },
    {
      path: "access_scope[0].namespaces",
      kind: "set",
      request: { AssociateAccessPolicy: "accessScope.namespaces" },
      describe: "associatedAccessPolicies[].accessScope.namespaces",
      forceNew: true,
      note: "Empty and null equal. Wildcards such as team-* are literal values.",
    },
    {
      path: "associated_at",
      kind: "scalar",
      request: {},
      describe: "associatedAccessPolicies[].associatedAt",
      computed: true,
    },
    {
      path: "modified_at",
      kind: "scalar",
      request: {},
      describe: "associatedAccessPolicies[].modifiedAt",
      computed: true,
    },
    {
      path: "region",
      kind: "scalar",
      request: {},
      computed: true,
      note: "Provider 6.0 and later: resource-level Region. Absent in older state. Compare with awsRegion of the event, never report as drift.",
    },
  ],
};
