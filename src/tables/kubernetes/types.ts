import type { ObjectRef } from "../../model/change.ts";

/** Terraform types of the kubernetes provider that stand for one kind of object. */
interface Kind {
  group: string;
  resource: string;
  kind: string;
  /** The plain type first. */
  types: readonly string[];
}

const APPS = "apps";
const RBAC = "rbac.authorization.k8s.io";
const NETWORKING = "networking.k8s.io";
const STORAGE = "storage.k8s.io";
const ADMISSION = "admissionregistration.k8s.io";

/** Type without its prefix → group, resource, kind; `+` where the type also ends in `_v1`. Source: kubernetes provider 2.x and 3.x. */
const ROWS: readonly (readonly [types: string, group: string, resource: string, kind: string])[] = [
  ["config_map+", "", "configmaps", "ConfigMap"],
  ["secret+", "", "secrets", "Secret"],
  ["service_account+ default_service_account+", "", "serviceaccounts", "ServiceAccount"],
  ["service+", "", "services", "Service"],
  ["persistent_volume_claim+", "", "persistentvolumeclaims", "PersistentVolumeClaim"],
  ["resource_quota+", "", "resourcequotas", "ResourceQuota"],
  ["limit_range+", "", "limitranges", "LimitRange"],
  ["pod+", "", "pods", "Pod"],
  ["replication_controller+", "", "replicationcontrollers", "ReplicationController"],
  ["deployment+", APPS, "deployments", "Deployment"],
  ["daemonset daemon_set_v1", APPS, "daemonsets", "DaemonSet"],
  ["stateful_set+", APPS, "statefulsets", "StatefulSet"],
  ["job+", "batch", "jobs", "Job"],
  ["cron_job+", "batch", "cronjobs", "CronJob"],
  [
    "horizontal_pod_autoscaler+ horizontal_pod_autoscaler_v2 horizontal_pod_autoscaler_v2beta2",
    "autoscaling",
    "horizontalpodautoscalers",
    "HorizontalPodAutoscaler",
  ],
  ["ingress+", NETWORKING, "ingresses", "Ingress"],
  ["network_policy+", NETWORKING, "networkpolicies", "NetworkPolicy"],
  ["role+", RBAC, "roles", "Role"],
  ["role_binding+", RBAC, "rolebindings", "RoleBinding"],
  ["pod_disruption_budget+", "policy", "poddisruptionbudgets", "PodDisruptionBudget"],
  ["namespace+", "", "namespaces", "Namespace"],
  ["persistent_volume+", "", "persistentvolumes", "PersistentVolume"],
  ["", "", "nodes", "Node"],
  ["cluster_role+", RBAC, "clusterroles", "ClusterRole"],
  ["cluster_role_binding+", RBAC, "clusterrolebindings", "ClusterRoleBinding"],
  ["storage_class+", STORAGE, "storageclasses", "StorageClass"],
  ["csi_driver+", STORAGE, "csidrivers", "CSIDriver"],
  ["priority_class+", "scheduling.k8s.io", "priorityclasses", "PriorityClass"],
  ["ingress_class+", NETWORKING, "ingressclasses", "IngressClass"],
  ["runtime_class_v1", "node.k8s.io", "runtimeclasses", "RuntimeClass"],
  ["api_service+", "apiregistration.k8s.io", "apiservices", "APIService"],
  ["mutating_webhook_configuration+", ADMISSION, "mutatingwebhookconfigurations", "MutatingWebhookConfiguration"],
  ["validating_webhook_configuration+", ADMISSION, "validatingwebhookconfigurations", "ValidatingWebhookConfiguration"],
  ["pod_security_policy pod_security_policy_v1beta1", "policy", "podsecuritypolicies", "PodSecurityPolicy"],
];

const kinds: readonly Kind[] = ROWS.map(([types, group, resource, kind]) => {
  const spelled = types.split(" ").filter((type) => type !== "");
  const all = spelled.flatMap((type) => (type.endsWith("+") ? [type.slice(0, -1), `${type.slice(0, -1)}_v1`] : [type]));
  return { group, resource, kind, types: all.map((type) => `kubernetes_${type}`) };
});

/** Types that own some keys of an object and leave the rest to others; what tells which object is in their attributes. */
export const partialTypes: ReadonlySet<string> = new Set([
  "kubernetes_annotations",
  "kubernetes_config_map_v1_data",
  "kubernetes_env",
  "kubernetes_labels",
  "kubernetes_node_taint",
  "kubernetes_secret_v1_data",
]);

/** Types that hold an object as its API writes it. */
export const manifestTypes: ReadonlySet<string> = new Set(["kubernetes_manifest", "kubectl_manifest"]);

/** A release and its revision, which Helm keeps in Secrets of the cluster. */
export const HELM_RELEASE = "helm_release";

const byType = new Map(kinds.flatMap((kind) => kind.types.map((type) => [type, kind] as const)));
const byResource = new Map(kinds.map((kind) => [`${kind.group}/${kind.resource}`, kind]));
const byKind = new Map(kinds.map((kind) => [`${kind.group}/${kind.kind}`, kind]));

/** Every Terraform type that stands for something inside a cluster and is compared. */
export const inClusterTypes: ReadonlySet<string> = new Set([
  ...byType.keys(),
  ...partialTypes,
  ...manifestTypes,
  HELM_RELEASE,
]);

/** The kind that a type stands for; undefined for types that may stand for any. */
export function kindOfType(type: string): Kind | undefined {
  return byType.get(type);
}

/** The type that a person would use for an object; `kubernetes_manifest` where there is none of its own. */
export function typeOfObject({ group, resource }: Pick<ObjectRef, "group" | "resource">): string {
  return byResource.get(`${group}/${resource}`)?.types[0] ?? "kubernetes_manifest";
}

/** Kinds that moved to another group; old clients still name the old one. */
const MOVED: { [resource: string]: string } = {
  ingresses: NETWORKING,
  networkpolicies: NETWORKING,
  podsecuritypolicies: "policy",
  deployments: APPS,
  daemonsets: APPS,
  replicasets: APPS,
};

/** The group that a resource lives in today. */
export function presentGroup(group: string, resource: string): string {
  return group === "extensions" && Object.hasOwn(MOVED, resource) ? MOVED[resource]! : group;
}

/** `apps/v1` and `Deployment` → group and resource. Kinds that are not built in are taken for regular plurals. */
export function objectOfKind(apiVersion: string, kind: string): Pick<ObjectRef, "group" | "resource"> {
  const written = apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
  const plain = kind.toLowerCase();
  const plural = /(s|x|ch|sh)$/.test(plain) ? `${plain}es` : plain.replace(/([^aeiou])y$/, "$1ie").concat("s");
  const group = presentGroup(written, plural);
  const known = byKind.get(`${group}/${kind}`);
  return known ? { group, resource: known.resource } : { group, resource: plural };
}

/** What names an object within its cluster: the provider's id where a type of its own has one, else with its resource. */
export function objectKey(type: string, object: ObjectRef): string {
  const { group, resource, namespace, name } = object;
  const id = namespace === "" ? name : `${namespace}/${name}`;
  const isPlain = byType.has(type) || type === HELM_RELEASE || /^kubernetes_(config_map|secret)_v1_data$/.test(type);
  return isPlain ? id : `${resource}${group === "" ? "" : `.${group}`}/${id}`;
}
