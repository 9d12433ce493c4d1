import type { Via } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";
import { objectAt, textAt } from "../member.ts";
import { parameter } from "./request-uri.ts";

interface Signs {
  userAgent: string;
  /** `fieldManager` of the request. */
  manager: string;
  user: string;
}

const agent = (pattern: RegExp) => (signs: Signs) => pattern.test(signs.userAgent);
const manager = (pattern: RegExp) => (signs: Signs) => pattern.test(signs.manager);
const user = (pattern: RegExp) => (signs: Signs) => pattern.test(signs.user);

/**
 * How a request was made, first match wins. A tool that a person drives comes before what the user name says, so that a
 * controller's stolen token used with kubectl shows as kubectl. Agent and manager are the client's own words.
 */
const WAYS: readonly [Via, (signs: Signs) => boolean][] = [
  ["crossplane", agent(/^crossplane|\bprovider-kubernetes\b/i)],
  ["pulumi", agent(/\bpulumi/i)],
  ["pulumi", manager(/^pulumi/i)],
  ["terraform", agent(/\b(Terraform|OpenTofu)\//)],
  ["terraform", manager(/^Terraform$/)],
  ["helm", agent(/^helm\//i)],
  ["eksctl", agent(/^eksctl\b/)],
  ["kubectl", agent(/^(kubectl|oc)\//)],
  ["kubectl", manager(/^kubectl(-|$)/)],
  ["console", agent(/console\.amazonaws\.com|AWS Internal/)],
  ["helm", manager(/^helm$/)],
  ["aws-service", user(/^eks:/)],
  ["controller", user(/^system:(kube-controller-manager|kube-scheduler|apiserver|node:.*)$/)],
  ["controller", user(/^system:serviceaccount:kube-system:/)],
  [
    "controller",
    agent(/^(kube-|kubelet\/|cloud-controller-manager\/|karpenter|manager\/|[\w.-]*-(controller|operator)\b)/),
  ],
  ["controller", agent(/^argocd-/)],
  [
    "sdk",
    agent(/^(client-go|kubernetes-client|fabric8-kubernetes-client)\/|^(OpenAPI|Swagger)-(Generator|Codegen)\//i),
  ],
  ["sdk", agent(/^\S+ \(\w+\/\w+\) kubernetes\//)],
];

/** How an audited request was made. */
export function viaOf(raw: JsonObject): Via {
  const signs: Signs = {
    userAgent: textAt(raw, "userAgent") ?? "",
    manager: parameter(raw, "fieldManager") ?? "",
    user: textAt(objectAt(raw, "user"), "username") ?? "",
  };
  return WAYS.find(([, isWay]) => isWay(signs))?.[0] ?? "unknown";
}
