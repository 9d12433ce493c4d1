import { spelled, spelledList } from "./row.ts";
import type { Row } from "./row.ts";

const annotation = (key: string) => ["annotations", key];

/** Who asked for what, and how it was answered. Source of the names: the fields of Falco's k8saudit plugin, 0.18. */
export const kaRequest: readonly Row[] = [
  spelled("ka.auditid", "auditID", "Id of the request; the client may have chosen it."),
  spelled("ka.stage", "stage", "Stage of the request, for instance ResponseComplete."),
  spelled(
    "ka.auth.decision",
    annotation("authorization.k8s.io/decision"),
    "Decision of the authorizer: allow or forbid.",
  ),
  spelled("ka.auth.reason", annotation("authorization.k8s.io/reason"), "Why the authorizer decided so."),
  spelled(
    "ka.auth.openshift.decision",
    annotation("authentication.openshift.io/decision"),
    "Decision of OpenShift's authentication.",
  ),
  spelled(
    "ka.auth.openshift.username",
    annotation("authentication.openshift.io/username"),
    "User name as OpenShift's authentication knows it.",
  ),
  spelled(
    "ka.validations.admission.policy.failure",
    annotation("validation.policy.admission.k8s.io/validation_failure"),
    "Violations of admission policies that only audit, a JSON text.",
  ),
  spelled(
    "ka.security.pod.violations",
    annotation("pod-security.kubernetes.io/audit-violations"),
    "Violations of the namespace's pod security level for audits.",
  ),
  spelled("ka.user.name", "user.username", "Who asked; absent where the caller is not known (401)."),
  spelledList("ka.user.groups", "user.groups", "Groups of the caller."),
  spelled("ka.impuser.name", "impersonatedUser.username", "Whom the caller acted as."),
  spelled("ka.verb", "verb", "Verb of the request: get, list, watch, create, update, patch, delete, deletecollection."),
  spelled("ka.uri", "requestURI", "Path and query of the request as sent."),
  spelled("ka.target.name", "objectRef.name", "Name of the object."),
  spelled("ka.target.namespace", "objectRef.namespace", "Namespace of the object."),
  spelled("ka.target.resource", "objectRef.resource", "Resource in the plural, for instance pods."),
  spelled("ka.target.subresource", "objectRef.subresource", "Subresource, for instance exec."),
  spelled("ka.resp.name", "responseObject.metadata.name", "Name of the object in the response."),
  spelled("ka.response.code", "responseStatus.code", "HTTP status of the response, a text: comparisons are of texts."),
  spelled("ka.response.reason", "responseStatus.reason", "Reason of a failure."),
  spelled("ka.useragent", "userAgent", "What the client says it is."),
  spelled(
    "ka.cluster.name",
    ["annotations", "cluster_name"],
    "Cluster, where somebody added the annotation `cluster_name`.",
  ),
  spelled("ka.req.binding.role", "requestObject.roleRef.name", "Role that a binding in the request grants."),
  spelledList(
    "ka.req.binding.subjects",
    "requestObject.subjects",
    "Subjects of a binding in the request, each a JSON text.",
  ),
  spelled("ka.req.configmap.name", "objectRef.name", "Name of the object."),
  spelled("ka.req.configmap.obj", "requestObject.data", "Data of a ConfigMap in the request, a JSON text."),
  spelled("ka.req.service.type", "requestObject.spec.type", "Type of a Service in the request."),
  spelledList("ka.req.role.rules", "requestObject.rules", "Rules of a role in the request, each a JSON text."),
  spelled(
    "ka.req.container.host_network",
    "requestObject.spec.hostNetwork",
    "Whether a pod in the request uses the node's network.",
  ),
  spelled(
    "ka.req.pod.host_network",
    "requestObject.spec.hostNetwork",
    "Whether a pod in the request uses the node's network.",
  ),
  spelled(
    "ka.req.pod.host_ipc",
    "requestObject.spec.hostIPC",
    "Whether it uses the node's interprocess communication.",
  ),
  spelled("ka.req.pod.host_pid", "requestObject.spec.hostPID", "Whether it sees the node's processes."),
  spelled("ka.req.pod.run_as_user", "requestObject.spec.securityContext.runAsUser", "User id that the pod asks for."),
  spelled(
    "ka.req.pod.run_as_group",
    "requestObject.spec.securityContext.runAsGroup",
    "Group id that the pod asks for.",
  ),
  spelled("ka.req.pod.fs_group", "requestObject.spec.securityContext.fsGroup", "Group id that owns the pod's volumes."),
  spelledList(
    "ka.req.pod.supplemental_groups",
    "requestObject.spec.securityContext.supplementalGroups",
    "Further group ids of the pod.",
  ),
];
