/** Stream prefixes of the control-plane log group, longest first (EKS User Guide, control plane logs). */
const COMPONENTS: readonly [prefix: string, component: string][] = [
  ["kube-apiserver-audit-", "audit"],
  ["kube-controller-manager-", "kube-controller-manager"],
  ["cloud-controller-manager-", "cloud-controller-manager"],
  ["kube-apiserver-", "kube-apiserver"],
  ["kube-scheduler-", "kube-scheduler"],
  ["authenticator-", "authenticator"],
];
const VENDED = /(?:AUTO_MODE|EKS_CAPABILITY)_[A-Z_]+_LOGS/;

/** The control-plane component that writes a log stream; "audit" for audit events, undefined for other streams. */
export function componentOf(stream: string | undefined, group?: string): string | undefined {
  if (stream === undefined) return undefined;
  if (VENDED.test(stream) || VENDED.test(group ?? "")) return "eks-vended";
  return COMPONENTS.find(([prefix]) => stream.startsWith(prefix))?.[1];
}
