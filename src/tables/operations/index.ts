import type { OperationRow } from "../types.ts";
import { autoscalingOperations } from "./autoscaling.ts";
import { ec2Operations } from "./ec2.ts";
import { eksOperations } from "./eks.ts";
import { iamOperations } from "./iam.ts";
import { kmsOperations } from "./kms.ts";
import { logsOperations } from "./logs.ts";

export const operations: readonly OperationRow[] = [
  ...eksOperations,
  ...ec2Operations,
  ...autoscalingOperations,
  ...iamOperations,
  ...kmsOperations,
  ...logsOperations,
];

const byAction = new Map(operations.map((row) => [`${row.source}/${row.event}`, row]));

/** The row of an AWS call; the pair of service and operation is the key, because names repeat across services. */
export function operation(service: string, name: string): OperationRow | undefined {
  return byAction.get(`${service}/${name}`);
}

/** EKS operations that change nothing. */
export const eksReadOnly: ReadonlySet<string> = new Set([
  "DescribeAccessEntry",
  "DescribeAddon",
  "DescribeAddonConfiguration",
  "DescribeAddonVersions",
  "DescribeCapability",
  "DescribeCertificateAuthority",
  "DescribeCluster",
  "DescribeClusterVersions",
  "DescribeEksAnywhereSubscription",
  "DescribeFargateProfile",
  "DescribeIdentityProviderConfig",
  "DescribeInsight",
  "DescribeInsightsRefresh",
  "DescribeNodegroup",
  "DescribePodIdentityAssociation",
  "DescribeUpdate",
  "ListAccessEntries",
  "ListAccessPolicies",
  "ListAddons",
  "ListAssociatedAccessPolicies",
  "ListCapabilities",
  "ListCertificateAuthorities",
  "ListClusters",
  "ListEksAnywhereSubscriptions",
  "ListFargateProfiles",
  "ListIdentityProviderConfigs",
  "ListInsights",
  "ListNodegroups",
  "ListPodIdentityAssociations",
  "ListTagsForResource",
  "ListUpdates",
]);
