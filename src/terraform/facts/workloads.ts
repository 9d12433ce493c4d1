import { parseArn, roleName, samePrincipal } from "../../lib/arn.ts";
import type { Trust } from "../../model/facts.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import type { ManagedResource, WorkloadRole } from "../../model/terraform.ts";
import { tieName } from "./names.ts";

interface Known {
  role: string;
  workload: WorkloadRole;
}

/** The pods behind roles: which session issuers are automation, and whose. */
export class Workloads {
  readonly #byName = new Map<string, Known[]>();

  /**
   * @param issuers issuer of an OIDC provider without scheme → name of its cluster
   */
  constructor(
    ofType: (type: string) => readonly ManagedResource[],
    issuers: ReadonlyMap<string, string>,
    podIdentities: Trust["podIdentities"],
  ) {
    const known = [
      ...ofType("aws_eks_pod_identity_association").flatMap(associated),
      ...ofType("aws_eks_addon").flatMap(ofAddon),
      ...ofType("aws_iam_role").flatMap((role) => trusted(role, issuers)),
      ...podIdentities.map(({ cluster = "", namespace, serviceAccount, role }) => ({
        role,
        workload: { cluster, namespace, serviceAccount },
      })),
    ];
    for (const each of known) {
      const name = roleName(each.role);
      this.#byName.set(name, [...(this.#byName.get(name) ?? []), each]);
    }
  }

  find(roleArn: string): WorkloadRole | undefined {
    return this.#byName.get(roleName(roleArn))?.find(({ role }) => samePrincipal(role, roleArn))?.workload;
  }
}

function associated({ attributes }: ManagedResource): Known[] {
  const workload = {
    cluster: text(attributes["cluster_name"]),
    namespace: text(attributes["namespace"]),
    serviceAccount: text(attributes["service_account"]),
  };
  return [attributes["role_arn"], attributes["target_role_arn"]].flatMap((role) =>
    typeof role === "string" && role !== "" ? [{ role, workload }] : [],
  );
}

/** An add-on's own associations name no namespace: it is the add-on's, which is kube-system unless it says otherwise. */
function ofAddon({ attributes }: ManagedResource): Known[] {
  const [config] = [attributes["namespace_config"]].flat().filter(isObject);
  const associations = [attributes["pod_identity_association"]].flat().filter(isObject);
  return associations.flatMap(({ role_arn: role, service_account: account }) => {
    if (typeof role !== "string" || role === "") return [];
    const namespace = text(config?.["namespace"]) || "kube-system";
    return [
      { role, workload: { cluster: text(attributes["cluster_name"]), namespace, serviceAccount: text(account) } },
    ];
  });
}

function trusted({ attributes }: ManagedResource, issuers: ReadonlyMap<string, string>): Known[] {
  const role = attributes["arn"] ?? attributes["name"];
  if (typeof role !== "string") return [];
  return trustStatements(attributes["assume_role_policy"]).flatMap((statement) =>
    federatedIssuers(statement).flatMap((issuer) => {
      const cluster = issuers.get(issuer);
      if (cluster === undefined) return [];
      return serviceAccounts(statement, issuer).map((account) => ({ role, workload: { cluster, ...account } }));
    }),
  );
}

/** The allowing statements of a trust policy; none where it is no policy. */
export function trustStatements(policy: Json | undefined): JsonObject[] {
  if (typeof policy !== "string") return [];
  try {
    const parsed = JSON.parse(policy) as Json;
    const statements = isObject(parsed) ? [parsed["Statement"] ?? []].flat() : [];
    return statements.filter(isObject).filter((statement) => statement["Effect"] === "Allow");
  } catch {
    return [];
  }
}

/** Issuers, without scheme, of the OIDC providers that a statement trusts. */
export function federatedIssuers(statement: JsonObject): string[] {
  return principals(statement, "Federated")
    .filter((principal) => parseArn(principal)?.resource.startsWith("oidc-provider/"))
    .map((principal) => tieName("oidc_provider", principal));
}

/** The principals of a kind that a statement names. */
export function principals(statement: JsonObject, kind: string): string[] {
  const principal = statement["Principal"];
  const named = isObject(principal) && Object.hasOwn(principal, kind) ? principal[kind] : [];
  return [named ?? []].flat().filter((each) => typeof each === "string");
}

/** Subjects of the form `system:serviceaccount:namespace:name` that a statement's conditions ask for. */
function serviceAccounts(statement: JsonObject, issuer: string): { namespace: string; serviceAccount: string }[] {
  const condition = statement["Condition"];
  if (!isObject(condition)) return [];
  const tests = ["StringEquals", "StringLike", "ForAnyValue:StringEquals", "ForAnyValue:StringLike"];
  return tests.flatMap((test) => {
    const asked = Object.hasOwn(condition, test) ? condition[test] : undefined;
    const subjects = isObject(asked) && Object.hasOwn(asked, `${issuer}:sub`) ? asked[`${issuer}:sub`] : [];
    return [subjects ?? []].flat().flatMap((subject) => {
      const match = typeof subject === "string" ? /^system:serviceaccount:([^:]+):([^:]+)$/.exec(subject) : null;
      return match ? [{ namespace: match[1]!, serviceAccount: match[2]! }] : [];
    });
  });
}

function text(value: Json | undefined): string {
  return typeof value === "string" ? value : "";
}
