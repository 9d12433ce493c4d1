/** Hosts under kubernetes.io whose keys the provider shows all the same. Source: kubernetes provider, internal keys of metadata. */
const SHOWN_HOSTS: ReadonlySet<string> = new Set(["app.kubernetes.io", "service.beta.kubernetes.io"]);

/** Labels that the Job controller puts on what it makes. */
const OF_JOBS: ReadonlySet<string> = new Set(["controller-uid", "job-name"]);

/** What `kubectl rollout restart` sets: no state holds it, and a person did it. */
export const RESTARTED_AT = "kubectl.kubernetes.io/restartedAt";

/** Namespaces say by labels of this host what their pods may do. */
const POD_SECURITY = "pod-security.kubernetes.io";

/** Whether a label or annotation that the state does not hold is none of its business: Kubernetes' own. */
export function isInternalKey(key: string): boolean {
  if (key === RESTARTED_AT) return false;
  const host = key.includes("/") ? key.slice(0, key.indexOf("/")) : "";
  if (OF_JOBS.has(key) || key.startsWith("deprecated.daemonset.template.generation")) return true;
  return host.endsWith("kubernetes.io") && !SHOWN_HOSTS.has(host) && host !== POD_SECURITY;
}
