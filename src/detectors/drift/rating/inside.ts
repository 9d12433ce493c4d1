import { isAmong, roleName } from "../../../lib/arn.ts";
import { scalarText } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import type { Context } from "../context.ts";
import { groupsOf, isAwsAuth, mappingAt, mappings } from "../objects/aws-auth.ts";
import { RESTARTED_AT } from "../objects/keys.ts";
import { fixed, whole } from "./rule.ts";
import type { Rated, Rating, RatingRule } from "./rule.ts";

const ANY = /^(kubernetes_|kubectl_manifest$|helm_release$)/;
const WORKLOAD = /^kubernetes_(deployment|daemon_?set|stateful_set|job|cron_job|pod|replication_controller|manifest)/;
const ROLE = /^kubernetes_(cluster_)?role(_v1)?$/;
const BINDING = /^kubernetes_(cluster_)?role_binding(_v1)?$/;
const POLICY = /^kubernetes_network_policy/;
const NAMESPACE = /^kubernetes_namespace/;
const WEBHOOK = /^kubernetes_(mutating|validating)_webhook_configuration/;
const ACCESS = "aws-k8s-06";
const ADMIN_GROUP = "system:masters";
const MAYBE_DELETED = { phrase: "deleted, or a dry run of it" };

export const insideRules: readonly RatingRule[] = [
  { types: ANY, path: /^/, worst: "critical", rate: awsAuth },
  whole(NAMESPACE, ["deleted"], { severity: "high", phrase: "namespace deleted" }),
  whole(POLICY, ["deleted"], { severity: "medium", control: "aws-k8s-09", phrase: "network policy deleted" }),
  whole(/^helm_release$/, ["unknown"], { severity: "medium", phrase: "uninstalled, or a dry run of it" }),
  whole(ANY, ["unknown"], { severity: "medium", ...MAYBE_DELETED }),
  fixed(/^helm_release$/, /^metadata/, { severity: "medium", phrase: "revision made outside Terraform" }),
  fixed(/^helm_release$/, /^/, { severity: "low", phrase: "content changed outside helm" }, ["unmapped"]),
  fixed(ANY, new RegExp(`annotations.*${RESTARTED_AT.replaceAll(".", "\\.")}`), {
    severity: "low",
    phrase: "restarted",
  }),
  {
    types: /^kubernetes_(namespace|labels|manifest)|^kubectl_manifest$/,
    path: /pod-security\.kubernetes\.io/,
    worst: "high",
    rate: podSecurity,
  },
  { types: BINDING, path: /^(subject|role_ref)/, worst: "high", rate: bound },
  fixed(ROLE, /^(rule|aggregation_rule)/, { severity: "medium", control: ACCESS, phrase: "rights of a role changed" }),
  fixed(POLICY, /^spec/, { severity: "medium", control: "aws-k8s-09", phrase: "network policy changed" }),
  fixed(WEBHOOK, /^webhook/, { severity: "high", phrase: "admission webhook changed" }),
  whole(WEBHOOK, ["deleted"], { severity: "high", phrase: "admission webhook deleted" }),
  fixed(WORKLOAD, /(^|[.[/])image$/, { severity: "medium", phrase: "image changed" }),
  fixed(WORKLOAD, /(^|[.[/])replicas$/, { severity: "medium", phrase: "scaled" }),
  { types: WORKLOAD, path: /\.(init_)?container\[\d+\]$/, worst: "medium", rate: containerMoved },
  fixed(
    ANY,
    /^metadata\[0\]\.(labels|annotations)|^(template_)?annotations|^labels|(metadata\.|metadata\/)(labels|annotations)/,
    {
      severity: "low",
    },
  ),
  { types: ANY, path: /^/, verdicts: ["unknown"], worst: "medium", rate: contentUnknown },
];

function contentUnknown({ line }: Rated): Rating {
  return { severity: "medium", phrase: line.path.includes("replicas") ? "scaled" : "changed, content unknown" };
}

function containerMoved({ line }: Rated): Rating {
  return { severity: "medium", phrase: line.before === null ? "container added" : "container removed" };
}

/** What a namespace lets its pods do; a label gone is the cluster's default. */
function podSecurity({ line }: Rated): Rating {
  const order = ["restricted", "baseline", "privileged"];
  const [before, after] = [line.before, line.after].map((value) => order.indexOf(scalarText(value) || "privileged"));
  const isLooser = /\/enforce"?\]?$/.test(line.path) && after! > before!;
  if (isLooser) return { severity: "high", control: "aws-k8s-08", phrase: "pod security loosened" };
  return { severity: "medium", phrase: "pod security changed" };
}

/** Roles that hold everything, or nearly so. */
const POWERFUL: ReadonlySet<string> = new Set(["cluster-admin", "admin"]);

function bound({ line, context }: Rated): Rating {
  const role = roleOf(context);
  const isGiven = line.path.startsWith("role_ref") || (line.after !== null && line.after !== undefined);
  if (!isGiven) return { severity: "medium", phrase: `${role} withdrawn` };
  return {
    severity: POWERFUL.has(role) ? "high" : "medium",
    control: ACCESS,
    phrase: `${role} bound to somebody else`,
  };
}

function roleOf({ resource }: Context): string {
  const [ref] = [resource?.attributes["role_ref"]].flat() as ({ name?: Json } | null | undefined)[];
  return scalarText(ref?.name) || "a role";
}

/** Who in IAM is whom in the cluster: a way to all power beside the access entries. */
function awsAuth(rated: Rated): Rating | undefined {
  const { line, context } = rated;
  if (!isAwsAuth(context.target.ref.object)) return undefined;
  if (line.path === "" && line.verdict === "deleted") return { severity: "high", phrase: "aws-auth deleted" };
  if (line.path === "" && line.verdict === "replaced")
    return { severity: "high", control: ACCESS, phrase: "aws-auth deleted and made anew" };
  if (line.path === "") return { severity: "high", control: ACCESS, ...MAYBE_DELETED };
  if (line.verdict === "unknown")
    return { severity: "high", control: ACCESS, phrase: "aws-auth changed, content unknown" };
  const found = mappingsIn(line);
  return found.length === 0 ? undefined : worst(found.map((mapping) => mapped(mapping, context)));
}

interface Mapping {
  list: string;
  principal: string;
  before: Json | undefined;
  after: Json | undefined;
}

/** The entries that a line speaks of: one, or those of a list that is told as a text. */
function mappingsIn({ path, before, after }: Rated["line"]): Mapping[] {
  const at = mappingAt(path);
  if (at?.principal !== undefined) return [{ list: at.list, principal: at.principal, before, after }];
  const list = at?.list ?? /\b(mapRoles|mapUsers|mapAccounts)"?\]?$/.exec(path)?.[1];
  if (list === undefined) return [];
  const [old, now] = [mappings(list, before), mappings(list, after)];
  return [...(now ?? [])].flatMap(([principal, mapping]) => {
    const held = old?.get(principal);
    return JSON.stringify(held) === JSON.stringify(mapping) ? [] : [{ list, principal, before: held, after: mapping }];
  });
}

function mapped({ list, principal, before, after }: Mapping, { facts }: Context): Rating {
  const who = roleName(principal);
  if (after === null || after === undefined) return { severity: "medium", phrase: `access withdrawn from ${who}` };
  const isAdmin = groupsOf(after).includes(ADMIN_GROUP) && !groupsOf(before).includes(ADMIN_GROUP);
  if (isAdmin) {
    const severity = isAmong(facts.trust.adminPrincipals, principal) ? "high" : "critical";
    return { severity, control: ACCESS, phrase: `${ADMIN_GROUP} granted to ${who}` };
  }
  if (list === "mapAccounts") return { severity: "medium", control: ACCESS, phrase: `account ${who} let in` };
  return { severity: "medium", control: ACCESS, phrase: `access of ${who} changed` };
}

function worst(ratings: readonly Rating[]): Rating {
  const order = ["critical", "high", "medium"];
  return ratings.toSorted((a, b) => order.indexOf(a.severity) - order.indexOf(b.severity))[0]!;
}
