import type { AttributeKind } from "../../../model/change.ts";
import type { Json } from "../../../model/json.ts";
import { isObject } from "../../../model/json.ts";
import { sameValue } from "../values/canonical.ts";

/** What the server or the provider fills in, where the other side says nothing. Source: Kubernetes API reference; kubernetes provider. */
const DEFAULTS: { [name: string]: string } = {
  allow_privilege_escalation: "true",
  api_group: "rbac.authorization.k8s.io",
  automount_service_account_token: "true",
  dns_policy: "ClusterFirst",
  enable_service_links: "true",
  external_traffic_policy: "Cluster",
  internal_traffic_policy: "Cluster",
  ip_family_policy: "SingleStack",
  namespace: "default",
  path_type: "ImplementationSpecific",
  preemption_policy: "PreemptLowerPriority",
  protocol: "TCP",
  restart_policy: "Always",
  scheduler_name: "default-scheduler",
  scheme: "HTTP",
  session_affinity: "None",
  success_threshold: "1",
  termination_message_path: "/dev/termination-log",
  termination_message_policy: "File",
};

/** Members that are quantities, and maps of them. */
const QUANTITIES: ReadonlySet<string> = new Set([
  "average_value",
  "capacity",
  "default",
  "default_request",
  "divisor",
  "hard",
  "limits",
  "max",
  "max_limit_request_ratio",
  "min",
  "overhead",
  "requests",
  "size_limit",
]);

/** File modes, which the provider writes as octal texts and the API as numbers. */
const MODES: ReadonlySet<string> = new Set(["default_mode", "mode"]);

/** Lists of words in which the order says something. */
const ORDERED: ReadonlySet<string> = new Set(["args", "command"]);

export function isOrdered(name: string): boolean {
  return ORDERED.has(name);
}

/** How values of a member compare; the name is the provider's. */
export function kindOfMember(name: string): AttributeKind {
  return QUANTITIES.has(name) ? "quantity" : "scalar";
}

/** Whether a scalar of the state and one of the object mean the same. */
export function sameScalar(held: Json | undefined, live: Json | undefined, name: string): boolean {
  const [before, after] = [filled(held, name), filled(inStateForm(live, held, name), name)];
  if (before === after) return true;
  if (before === undefined || after === undefined) return false;
  if (isInteger(before) && isInteger(after) && Number(before) === Number(after)) return true;
  return kindOfMember(name) === "quantity" && sameValue(before, after, "quantity");
}

/** A scalar of the API as the state would write it. */
export function inStateForm(live: Json | undefined, held: Json | undefined, name: string): Json | undefined {
  if (typeof live === "number" && MODES.has(name)) return live === 0 ? null : `0${live.toString(8)}`;
  return typeof held === "string" && (typeof live === "number" || typeof live === "boolean") ? String(live) : live;
}

/** Nothing, and what counts as nothing for the API, is the default where there is one. */
function filled(value: Json | undefined, name: string): string | undefined {
  const isNothing = value === undefined || value === null || value === "" || value === 0 || value === false;
  if (!isNothing) return typeof value === "object" ? JSON.stringify(value) : String(value);
  return Object.hasOwn(DEFAULTS, name) && value !== false && value !== 0 ? DEFAULTS[name] : undefined;
}

function isInteger(text: string): boolean {
  return /^-?\d+$/.test(text);
}

/** Whether nothing is said at any depth. */
export function isHollow(value: Json | undefined): boolean {
  if (Array.isArray(value)) return value.every(isHollow);
  if (isObject(value)) return Object.values(value).every(isHollow);
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}

/** The value without what says nothing, so that a reader sees what there is. */
export function lean(value: Json): Json {
  if (Array.isArray(value)) return value.filter((item) => !isHollow(item)).map(lean);
  if (!isObject(value)) return value;
  const kept = Object.entries(value).filter(([, member]) => !isHollow(member));
  return Object.fromEntries(kept.map(([name, member]) => [name, lean(member)]));
}
