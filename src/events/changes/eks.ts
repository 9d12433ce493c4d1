import type { AttributeChange, ResourceChange, ResourceRef } from "../../model/change.ts";
import { textAt } from "../member.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { eksReference } from "./eks-arn.ts";
import { attributesOf } from "./attributes.ts";
import { reference } from "./reference.ts";
import { changeOf, resourceChange, updateOf } from "./resource.ts";
import { KUBERNETES_OBJECT, kubernetesObjectChange } from "./kubernetes/eks-call.ts";
import { memberPath, unmappedOf } from "./unmapped.ts";
import { aliasTables } from "../../tables/attributes/index.ts";

/** EKS operations that the walk over the tables does not cover. */
export const eksCalls: { [action: string]: (call: Call) => ResourceChange[] } = {
  TagResource: tagged,
  UntagResource: tagged,
  ActivateCertificateAuthority: eksElse,
  CancelUpdate: cancelled,
  DeleteAccessEntry: entryDeleted,
};

/**
 * A call without a Terraform type: an operation newer than the tables, or one that no resource stands for. It is told
 * of the cluster it names, member by member, and never dropped.
 */
export function eksElse(call: Call): ResourceChange[] {
  if (KUBERNETES_OBJECT.test(call.action)) return kubernetesObjectChange(call);
  const members = unmappedOf(call);
  const attributes = members.length > 0 ? members : [theCallItself(call)];
  return [{ ...changeOf(clusterOrElse(call), "changed", attributes), ...updateOf(call) }];
}

function theCallItself(call: Call): AttributeChange {
  const { name: _name, clusterName: _cluster, clientRequestToken: _token, ...rest } = call.request;
  const value = call.cut === undefined ? { set: Object.keys(rest).length > 0 ? rest : true } : { unknown: call.cut };
  return { path: memberPath(call.action), kind: "scalar", value, unmapped: true };
}

/** Subscriptions of EKS Anywhere and ARNs of unknown kinds have no cluster and no Terraform type. */
function clusterOrElse(call: Call): ResourceRef {
  const scope = scopeOf(call);
  if (call.cluster !== undefined) {
    return { type: "aws_eks_cluster", ...scope, key: call.cluster, match: { name: call.cluster } };
  }
  return {
    type: "eks",
    ...scope,
    key: textAt(call.request, "id") ?? textAt(call.request, "resourceArn") ?? "",
    match: {},
  };
}

function tagged(call: Call): ResourceChange[] {
  const arn = textAt(call.request, "resourceArn");
  const target = arn === undefined ? undefined : eksReference(arn);
  const table = target && aliasTables.get(target.type);
  if (!target || !table) return eksElse(call);
  const rows = attributesOf(call, table);
  return [changeOf(target, "changed", [...rows, ...unmappedOf(call, table)])];
}

function cancelled(call: Call): ResourceChange[] {
  const target = reference(call, "aws_eks_cluster");
  return [{ ...changeOf(target, "cancelled"), updateId: textAt(call.request, "updateId") }];
}

/** The principal's policy associations go with its entry, and no event tells so. */
function entryDeleted(call: Call): ResourceChange[] {
  const associations = reference(call, "aws_eks_access_policy_association");
  return [resourceChange(call, "aws_eks_access_entry"), changeOf(associations, "deleted")];
}
