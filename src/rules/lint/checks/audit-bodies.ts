import { onlyAmong } from "../demands.ts";
import type { Remark } from "../remark.ts";
import { listed, placeOf } from "./site.ts";
import type { Check, Site } from "./site.ts";

/** Kinds whose bodies the audit policy of EKS leaves out. Source: the policy that AWS publishes for EKS. */
const WITHOUT_BODY = ["secrets", "tokenreviews", "endpointslices"];
const READS = ["get", "list", "watch"];
const WORKLOADS = ["deployments", "daemonsets", "statefulsets", "replicasets", "replicationcontrollers", "jobs"];
const POD_SPEC =
  /^requestObject\.spec\.(containers|initContainers|ephemeralContainers|volumes|securityContext|host[A-Z])/;

/** Bodies that are not in the events the condition is about. */
export const auditBodies: Check = (site) => {
  const { claim, source } = site;
  if (source !== "k8s_audit" || claim.negated || claim.path === undefined) return [];
  return [...withoutBody(site), ...ofReads(site), ...ofWorkloads(site), ...ofDeletions(site)];
};

function withoutBody({ claim, around }: Site): Remark[] {
  if (!/^(requestObject|responseObject)\b/.test(claim.path!)) return [];
  const isBare = onlyAmong(around, "objectRef.resource", WITHOUT_BODY);
  const isConfigMap = onlyAmong(around, "objectRef.resource", ["configmaps"]);
  const name = around.get("objectRef.name");
  const isOther =
    isConfigMap && ((name !== undefined && !name.has("aws-auth")) || onlyAmong(around, "verb", ["create"]));
  if (!isBare && !isOther) return [];
  const what = [...around.get("objectRef.resource")!].join(" and ");
  const message = `EKS logs ${what} without bodies: there is no \`${claim.field}\``;
  const hint = isConfigMap
    ? "only changes of kube-system/aws-auth have them"
    : "who, when and which object is all that can be asked";
  return [{ code: "body-not-logged", message, hint, impossible: true, ...placeOf(claim) }];
}

function ofReads({ claim, around }: Site): Remark[] {
  if (!claim.path!.startsWith("requestObject") || !onlyAmong(around, "verb", READS)) return [];
  const message = `${listed([...around.get("verb")!])} requests send no body: there is no \`${claim.field}\``;
  return [{ code: "no-request-body", message, impossible: true, ...placeOf(claim) }];
}

/** Deletions carry their options, not the object. */
function ofDeletions({ claim, around }: Site): Remark[] {
  if (!/^requestObject\.(spec|metadata|data|rules|roleRef|subjects)\b/.test(claim.path!)) return [];
  if (!onlyAmong(around, "verb", ["delete", "deletecollection"])) return [];
  const message = `a deletion sends its options, not the object: there is no \`${claim.field}\``;
  return [
    {
      code: "no-request-body",
      message,
      hint: "what was deleted may be in responseObject",
      impossible: true,
      ...placeOf(claim),
    },
  ];
}

/** The pods of a Deployment are described in its template. */
function ofWorkloads({ claim, around }: Site): Remark[] {
  if (!POD_SPEC.test(claim.path!) || !onlyAmong(around, "objectRef.resource", [...WORKLOADS, "cronjobs"])) return [];
  const isCron = onlyAmong(around, "objectRef.resource", ["cronjobs"]);
  const message = `\`${claim.field}\` reads pods; ${[...around.get("objectRef.resource")!].join(" and ")} have theirs in a template`;
  const template = isCron ? "jobTemplate/spec/template" : "template";
  const hint = `use \`jevt.value[/requestObject/spec/${template}/spec/…]\``;
  return [{ code: "pod-in-template", message, hint, impossible: true, ...placeOf(claim) }];
}
