import { isObject } from "../model/json.ts";
import type { JsonObject } from "../model/json.ts";
import { clusterOfArn } from "./changes/eks-arn.ts";
import { objectAt, textAt } from "./member.ts";

/**
 * The cluster that an EKS record speaks of. `name` of the request is the cluster in child calls as well; older records
 * print `clusterName`; tags are set by ARN; where the request is missing, the answer's object tells.
 */
export function clusterOf(raw: JsonObject): string | undefined {
  const service = textAt(raw, "eventSource");
  if (service !== "eks.amazonaws.com") return undefined;
  const request = objectAt(raw, "requestParameters");
  // A subscription of EKS Anywhere has a name of its own and no cluster.
  if ((textAt(raw, "eventName") ?? "").includes("EksAnywhereSubscription")) return undefined;
  const named = textAt(request, "name") ?? textAt(request, "clusterName");
  return named ?? fromArn(textAt(request, "resourceArn")) ?? fromResponse(objectAt(raw, "responseElements"));
}

function fromArn(text: string | undefined): string | undefined {
  return text === undefined ? undefined : clusterOfArn(/%3A/i.test(text) ? decoded(text) : text);
}

function fromResponse(response: JsonObject): string | undefined {
  const objects = [response, ...Object.values(response)].filter(isObject);
  const named = objects.map((object) => textAt(object, "clusterName")).find((name) => name !== undefined);
  return named ?? textAt(objectAt(response, "cluster"), "name");
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
