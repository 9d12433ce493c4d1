/**
 * Resources that every Kubernetes API server has, as `objectRef.resource` names them, with the words people say instead:
 * the kind in lower case, short names of kubectl. Source: API reference of Kubernetes 1.33.
 */
export const KUBERNETES_RESOURCES: { readonly [resource: string]: readonly string[] } = {
  apiservices: ["apiservice"],
  bindings: ["binding"],
  certificatesigningrequests: ["certificatesigningrequest", "csr"],
  clusterrolebindings: ["clusterrolebinding"],
  clusterroles: ["clusterrole"],
  componentstatuses: ["componentstatus", "cs"],
  configmaps: ["configmap", "cm"],
  controllerrevisions: ["controllerrevision"],
  cronjobs: ["cronjob", "cj"],
  csidrivers: ["csidriver"],
  csinodes: ["csinode"],
  csistoragecapacities: ["csistoragecapacity"],
  customresourcedefinitions: ["customresourcedefinition", "crd", "crds"],
  daemonsets: ["daemonset", "ds"],
  deployments: ["deployment", "deploy"],
  endpoints: ["endpoint", "ep"],
  endpointslices: ["endpointslice"],
  events: ["event", "ev"],
  flowschemas: ["flowschema"],
  horizontalpodautoscalers: ["horizontalpodautoscaler", "hpa"],
  ingressclasses: ["ingressclass"],
  ingresses: ["ingress", "ing"],
  ipaddresses: ["ipaddress"],
  jobs: ["job"],
  leases: ["lease"],
  limitranges: ["limitrange", "limits"],
  localsubjectaccessreviews: ["localsubjectaccessreview"],
  mutatingadmissionpolicies: ["mutatingadmissionpolicy"],
  mutatingadmissionpolicybindings: ["mutatingadmissionpolicybinding"],
  mutatingwebhookconfigurations: ["mutatingwebhookconfiguration"],
  namespaces: ["namespace", "ns"],
  networkpolicies: ["networkpolicy", "netpol"],
  nodes: ["node", "no"],
  persistentvolumeclaims: ["persistentvolumeclaim", "pvc"],
  persistentvolumes: ["persistentvolume", "pv"],
  poddisruptionbudgets: ["poddisruptionbudget", "pdb"],
  pods: ["pod", "po"],
  podtemplates: ["podtemplate"],
  priorityclasses: ["priorityclass", "pc"],
  prioritylevelconfigurations: ["prioritylevelconfiguration"],
  replicasets: ["replicaset", "rs"],
  replicationcontrollers: ["replicationcontroller", "rc"],
  resourcequotas: ["resourcequota", "quota"],
  rolebindings: ["rolebinding"],
  roles: ["role"],
  runtimeclasses: ["runtimeclass"],
  secrets: ["secret"],
  selfsubjectaccessreviews: ["selfsubjectaccessreview"],
  selfsubjectreviews: ["selfsubjectreview"],
  selfsubjectrulesreviews: ["selfsubjectrulesreview"],
  serviceaccounts: ["serviceaccount", "sa"],
  servicecidrs: ["servicecidr"],
  services: ["service", "svc"],
  statefulsets: ["statefulset", "sts"],
  storageclasses: ["storageclass", "sc"],
  subjectaccessreviews: ["subjectaccessreview"],
  tokenreviews: ["tokenreview"],
  validatingadmissionpolicies: ["validatingadmissionpolicy"],
  validatingadmissionpolicybindings: ["validatingadmissionpolicybinding"],
  validatingwebhookconfigurations: ["validatingwebhookconfiguration"],
  volumeattachments: ["volumeattachment"],
};

const MEANT = new Map(
  Object.entries(KUBERNETES_RESOURCES).flatMap(([resource, words]) => words.map((word) => [word, resource] as const)),
);

/**
 * The resource that was meant by a word that is none (`role` → `roles`, `Pod` → `pods`). Names that no built-in resource
 * has may be custom ones.
 */
export function resourceMeant(word: string): string | undefined {
  const lower = word.toLowerCase();
  if (Object.hasOwn(KUBERNETES_RESOURCES, word)) return undefined;
  return MEANT.get(lower) ?? (Object.hasOwn(KUBERNETES_RESOURCES, lower) ? lower : undefined);
}

/** Verbs of audit events; of requests for no resource they are the HTTP method in lower case. OPTIONS has none. */
export const AUDIT_VERBS: readonly string[] = [
  "get",
  "list",
  "watch",
  "create",
  "update",
  "patch",
  "delete",
  "deletecollection",
  "post",
  "put",
  "head",
  "options",
  "connect",
  "proxy",
  "watchlist",
  "",
];
