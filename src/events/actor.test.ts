import { describe, expect, it } from "vitest";
import type { JsonObject } from "../model/json.ts";
import { actor } from "./actor.ts";
import { viaOf } from "./via.ts";

const ACCOUNT = "111122223333";
const role = (name: string, path = ""): JsonObject => ({
  type: "Role",
  arn: `arn:aws:iam::${ACCOUNT}:role/${path}${name}`,
  accountId: ACCOUNT,
  userName: name,
});
const assumed = (name: string, session: string, context: JsonObject): JsonObject => ({
  type: "AssumedRole",
  principalId: `AROAEXAMPLE:${session}`,
  arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${name}/${session}`,
  accountId: ACCOUNT,
  accessKeyId: "ASIAEXAMPLE1234",
  sessionContext: context,
});
const SSO = "AWSReservedSSO_Developer_0123456789abcdef";

describe("who", () => {
  it.each<[string, JsonObject, JsonObject]>([
    [
      "root",
      { type: "Root", arn: `arn:aws:iam::${ACCOUNT}:root` },
      { name: "root", type: "Root", arn: `arn:aws:iam::${ACCOUNT}:root` },
    ],
    [
      "an IAM user",
      {
        type: "IAMUser",
        arn: `arn:aws:iam::${ACCOUNT}:user/ops`,
        accountId: ACCOUNT,
        accessKeyId: "AKIAEXAMPLE9876",
        userName: "ops",
      },
      { name: "ops", type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/ops`, account: ACCOUNT, accessKey: "9876" },
    ],
    [
      "a session: the role is the principal",
      assumed("Admin", "jane", { sessionIssuer: role("Admin", "ops/"), attributes: { mfaAuthenticated: "true" } }),
      {
        name: "Admin/jane",
        session: "jane",
        arn: `arn:aws:iam::${ACCOUNT}:role/ops/Admin`,
        mfa: true,
        accessKey: "1234",
      },
    ],
    [
      "a session without an issuer",
      assumed("Admin", "jane", {}),
      { name: "Admin/jane", session: "jane", arn: `arn:aws:iam::${ACCOUNT}:role/Admin` },
    ],
    [
      "an Identity Center user is the person",
      assumed(SSO, "dev@example.com", {
        sessionIssuer: role(SSO, "aws-reserved/sso.amazonaws.com/"),
        attributes: { mfaAuthenticated: "false" },
      }),
      { name: "dev@example.com", session: "dev@example.com", permissionSet: "Developer", mfa: false },
    ],
    [
      "a CI job through web identity",
      assumed("ci", "run-7", {
        sessionIssuer: role("ci"),
        sourceIdentity: "job-7",
        webIdFederationData: { federatedProvider: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com` },
      }),
      {
        name: "ci/run-7",
        sourceIdentity: "job-7",
        federatedBy: `arn:aws:iam::${ACCOUNT}:oidc-provider/token.example.com`,
      },
    ],
    [
      "a federated user: who called GetFederationToken",
      {
        type: "FederatedUser",
        arn: `arn:aws:sts::${ACCOUNT}:federated-user/guest`,
        sessionContext: {
          sessionIssuer: { type: "IAMUser", arn: `arn:aws:iam::${ACCOUNT}:user/ops`, userName: "ops" },
        },
      },
      { name: "ops/guest", session: "guest", arn: `arn:aws:iam::${ACCOUNT}:user/ops` },
    ],
    [
      "a role",
      { type: "Role", arn: `arn:aws:iam::${ACCOUNT}:role/Batch` },
      { name: "Batch", arn: `arn:aws:iam::${ACCOUNT}:role/Batch` },
    ],
    ["a directory user", { type: "Directory", userName: "jane" }, { name: "jane", type: "Directory" }],
    [
      "another account",
      { type: "AWSAccount", accountId: "444455556666", principalId: "AIDA" },
      { name: "444455556666" },
    ],
    [
      "a service",
      { type: "AWSService", invokedBy: "eks.amazonaws.com" },
      { name: "eks.amazonaws.com", via: "aws-service" },
    ],
    [
      "an Identity Center user without a role",
      {
        type: "IdentityCenterUser",
        onBehalfOf: { userId: "u-1", identityStoreArn: "arn:aws:identitystore::1:identitystore/d-1" },
      },
      { name: "u-1", onBehalfOf: "u-1" },
    ],
    [
      "a SAML user",
      { type: "SAMLUser", userName: "jane", identityProvider: "corp" },
      { name: "jane", federatedBy: "corp" },
    ],
    ["a web identity user", { type: "WebIdentityUser", principalId: "p-1" }, { name: "p-1" }],
    ["nobody known", { type: "Unknown" }, { name: "unknown", type: "Unknown", via: "unknown" }],
  ])("%s", (_, userIdentity, expected) => expect(actor({ userIdentity })).toMatchObject(expected));

  it("is unknown where the record has no identity at all", () => {
    expect(actor({})).toEqual({ name: "unknown", type: "Unknown", via: "unknown" });
  });

  it("has no access key where CloudTrail prints an empty one", () => {
    expect(actor({ userIdentity: { type: "IAMUser", userName: "ops", accessKeyId: "" } })).not.toHaveProperty(
      "accessKey",
    );
  });
});

const PROVIDER =
  "APN/1.0 HashiCorp/1.0 Terraform/1.11.4 (+https://www.terraform.io) terraform-provider-aws/6.2.0 (+https://registry.example) aws-sdk-go-v2/1.36.0";

describe("how", () => {
  it.each<[string, string, JsonObject]>([
    ["terraform", "Terraform's provider", { userAgent: PROVIDER }],
    ["terraform", "the provider inside brackets", { userAgent: `[${PROVIDER}]` }],
    ["crossplane", "Crossplane through Terraform's provider", { userAgent: `${PROVIDER} crossplane-provider-aws/1.0` }],
    ["pulumi", "Pulumi", { userAgent: "APN/1.0 Pulumi/1.0 PulumiAWS/6.0 aws-sdk-go-v2/1.30.0" }],
    ["cloudformation", "CloudFormation", { userAgent: "cloudformation.amazonaws.com" }],
    [
      "cloudformation",
      "CloudFormation for a user",
      { userIdentity: { type: "IAMUser", invokedBy: "cloudformation.amazonaws.com" } },
    ],
    ["eksctl", "eksctl", { userAgent: "aws-sdk-go-v2/1.30.0 os/linux eksctl/0.200.0" }],
    ["cli", "the AWS CLI", { userAgent: "aws-cli/2.31.0 md/awscrt#0.27 md/command#eks.update-cluster-config" }],
    ["sdk", "boto", { userAgent: "Boto3/1.40.1 md/Botocore#1.40.1" }],
    [
      "sdk",
      "an autoscaler, whatever it calls itself",
      { userAgent: "aws-sdk-go/1.44.241 (go1.20; linux; amd64) cluster-autoscaler/v1.30.0" },
    ],
    ["console", "a browser", { userAgent: "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36" }],
    ["console", "a console session, whatever the agent", { userAgent: PROVIDER, sessionCredentialFromConsole: "true" }],
    ["console", "AWS Internal", { userAgent: "AWS Internal" }],
    ["console", "the console's own agent", { userAgent: "console.amazonaws.com" }],
    [
      "aws-service",
      "a service for somebody",
      { userAgent: "eks-nodegroup.amazonaws.com", userIdentity: { invokedBy: "eks-nodegroup.amazonaws.com" } },
    ],
    [
      "aws-service",
      "a service-linked role",
      {
        userAgent: "aws-sdk-go/1.44",
        userIdentity: assumed("AWSServiceRoleForAmazonEKS", "EKS", {
          sessionIssuer: role("AWSServiceRoleForAmazonEKS", "aws-service-role/eks.amazonaws.com/"),
        }),
      },
    ],
    [
      "controller",
      "a pod with a role of its own",
      {
        userAgent: "aws-sdk-go-v2/1.30.0",
        userIdentity: assumed("lb", "1", {
          webIdFederationData: {
            federatedProvider: `arn:aws:iam::${ACCOUNT}:oidc-provider/oidc.eks.eu-west-1.amazonaws.com/id/ABC`,
          },
        }),
      },
    ],
    ["unknown", "anything else", { userAgent: "curl/8.0" }],
  ])("%s: %s", (via, _, raw) => expect(viaOf(raw)).toBe(via));
});
