import type { Via } from "../model/event.ts";
import type { JsonObject } from "../model/json.ts";
import { objectAt, textAt } from "./member.ts";

interface Signs {
  userAgent: string;
  invokedBy: string;
  /** ARN of the role behind a session. */
  issuer: string;
  type: string;
  isConsoleSession: boolean;
  federatedProvider: string;
}

const agent = (pattern: RegExp) => (signs: Signs) => pattern.test(signs.userAgent);

/**
 * How a call was made, first match wins: what AWS itself says, then the user agent, which its sender chooses. Tools
 * that write through another's library (Crossplane and Pulumi through Terraform's provider) come before that one.
 */
const WAYS: readonly [Via, (signs: Signs) => boolean][] = [
  ["cloudformation", (signs) => signs.invokedBy === "cloudformation.amazonaws.com"],
  ["aws-service", (signs) => /\.amazonaws\.com(\.cn)?$/.test(signs.invokedBy)],
  ["aws-service", (signs) => signs.type === "AWSService" || signs.issuer.includes(":role/aws-service-role/")],
  ["console", (signs) => signs.isConsoleSession],
  ["crossplane", agent(/crossplane-provider|upbound/i)],
  ["pulumi", agent(/Pulumi/)],
  ["terraform", agent(/\b(Terraform|OpenTofu|terraform-provider-aws)\//i)],
  ["cloudformation", agent(/^cloudformation\.amazonaws\.com/)],
  ["eksctl", agent(/\beksctl\//)],
  ["kubectl", agent(/^kubectl\//)],
  ["console", agent(/console\.amazonaws\.com|signin\.amazonaws\.com|AWS Internal|AWS-Internal/)],
  ["console", (signs) => signs.invokedBy === "AWS Internal"],
  ["cli", agent(/\baws-cli\//)],
  ["console", (signs) => isBrowser(signs.userAgent)],
  ["controller", (signs) => /:oidc-provider\/oidc\.eks[.-]/.test(signs.federatedProvider)],
  ["sdk", agent(/\b(Boto3|Botocore|aws-sdk-[\w-]{1,40}|aws-sdk|AWSPowerShell|aws-rust-sdk)\//i)],
  ["aws-service", agent(/^[\w.-]+\.amazonaws\.com(\.cn)?$/)],
];

/** How the call of a CloudTrail record was made. */
export function viaOf(raw: JsonObject): Via {
  const identity = objectAt(raw, "userIdentity");
  const context = objectAt(identity, "sessionContext");
  const signs: Signs = {
    userAgent: textAt(raw, "userAgent") ?? "",
    invokedBy: textAt(identity, "invokedBy") ?? "",
    issuer: textAt(objectAt(context, "sessionIssuer"), "arn") ?? "",
    type: textAt(identity, "type") ?? "",
    isConsoleSession: textAt(raw, "sessionCredentialFromConsole") === "true",
    federatedProvider: textAt(objectAt(context, "webIdFederationData"), "federatedProvider") ?? "",
  };
  return WAYS.find(([, isWay]) => isWay(signs))?.[0] ?? "unknown";
}

function isBrowser(userAgent: string): boolean {
  return /^\[?Mozilla\/|\b(Chrome|Safari|Firefox)\/\d/.test(userAgent);
}
