import type { AliasTable } from "../types.ts";
import { autoscalingGroup } from "./autoscaling-group.ts";
import { autoscalingGroupTag } from "./autoscaling-group-tag.ts";
import { cloudwatchLogGroup } from "./cloudwatch-log-group.ts";
import { ec2Tag } from "./ec2-tag.ts";
import { eksAccessEntry } from "./eks-access-entry.ts";
import { eksAccessPolicyAssociation } from "./eks-access-policy-association.ts";
import { eksAddon } from "./eks-addon.ts";
import { eksCapability } from "./eks-capability.ts";
import { eksCluster } from "./eks-cluster.ts";
import { eksFargateProfile } from "./eks-fargate-profile.ts";
import { eksIdentityProviderConfig } from "./eks-identity-provider-config.ts";
import { eksNodeGroup } from "./eks-node-group.ts";
import { eksPodIdentityAssociation } from "./eks-pod-identity-association.ts";
import { iamOpenidConnectProvider } from "./iam-openid-connect-provider.ts";
import { iamPolicy } from "./iam-policy.ts";
import { iamRole } from "./iam-role.ts";
import { iamRolePolicy } from "./iam-role-policy.ts";
import { iamRolePolicyAttachment } from "./iam-role-policy-attachment.ts";
import { kmsAlias } from "./kms-alias.ts";
import { kmsKey } from "./kms-key.ts";
import { kmsKeyPolicy } from "./kms-key-policy.ts";
import { launchTemplate } from "./launch-template.ts";
import { routeTableAssociation } from "./route-table-association.ts";
import { securityGroup } from "./security-group.ts";
import { securityGroupRule } from "./security-group-rule.ts";
import { subnet } from "./subnet.ts";
import { vpcEndpoint } from "./vpc-endpoint.ts";
import { vpcSecurityGroupEgressRule } from "./vpc-security-group-egress-rule.ts";
import { vpcSecurityGroupIngressRule } from "./vpc-security-group-ingress-rule.ts";

/** Terraform types with an alias table, by type. Source: EKS, EC2, IAM, KMS, Auto Scaling and Logs API models; AWS provider schema 6.x. */
export const aliasTables: ReadonlyMap<string, AliasTable> = new Map(
  [
    eksCluster,
    eksNodeGroup,
    eksAddon,
    eksFargateProfile,
    eksAccessEntry,
    eksAccessPolicyAssociation,
    eksPodIdentityAssociation,
    eksIdentityProviderConfig,
    eksCapability,
    launchTemplate,
    autoscalingGroup,
    securityGroup,
    vpcSecurityGroupIngressRule,
    vpcSecurityGroupEgressRule,
    iamRole,
    iamRolePolicyAttachment,
    iamRolePolicy,
    iamOpenidConnectProvider,
    kmsKey,
    kmsAlias,
    cloudwatchLogGroup,
    ec2Tag,
    autoscalingGroupTag,
    iamPolicy,
    kmsKeyPolicy,
    subnet,
    securityGroupRule,
    routeTableAssociation,
    vpcEndpoint,
  ].map((table) => [table.type, table]),
);

/** Types that have events but no alias table: they come and go, nothing more is compared. */
export const presenceOnlyTypes: readonly string[] = [
  "aws_iam_policy_attachment",
  "aws_instance",
  "aws_kms_grant",
  "aws_nat_gateway",
  "aws_route",
  "aws_route_table",
  "aws_vpc",
];
