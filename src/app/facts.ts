import { createHash } from "node:crypto";
import { globMatches } from "../lib/glob.ts";
import { formatPath } from "../lib/path.ts";
import type { ClusterRef } from "../model/cluster.ts";
import type { Facts } from "../model/facts.ts";
import { isObject } from "../model/json.ts";
import type { TerraformFacts } from "../model/terraform.ts";
import type { Config } from "./config/index.ts";

/** What detectors may know beside the event, from the configuration and the states. */
export function factsOf(config: Config, terraform: TerraformFacts): Facts {
  const { trust, time, clusters, accounts } = config;
  const judging = JSON.stringify([trust, time, clusters, accounts, config.drift_rules, terraform.version]);
  return {
    version: createHash("sha256").update(judging).digest("hex").slice(0, 16),
    final: false,
    terraform,
    trust: {
      applyRoles: trust.apply_roles,
      adminPrincipals: trust.admin_principals,
      gitopsIdentities: trust.gitops_identities,
      podIdentities: trust.pod_identities.map(({ service_account: serviceAccount, ...rest }) => ({
        ...rest,
        serviceAccount,
      })),
    },
    driftRules: config.drift_rules.map(({ name, resource_types, watched_attributes, severity }) => ({
      name,
      resourceTypes: resource_types,
      watchedAttributes: watched_attributes,
      severity,
    })),
    time: {
      lateness: time.lateness,
      dedupeWindow: time.dedupe_window,
      backfillWindow: time.backfill_window,
      settle: time.settle,
    },
    labels: labelled(config, terraform),
  };
}

type Labels = { [label: string]: string };

/** Labels of a cluster: of the first entry that fits, else its tags in the state; env is prod where nobody says. */
function labelled({ clusters, accounts }: Config, terraform: TerraformFacts): (cluster: ClusterRef) => Labels {
  const names = new Map(accounts.map(({ id, name }) => [id, name]));
  return (cluster) => {
    const entry = clusters.find(
      ({ match, labels }) =>
        labels !== undefined &&
        fits(match.name, cluster.name) &&
        fits(match.account, cluster.account, names.get(cluster.account ?? "")) &&
        fits(match.region, cluster.region),
    );
    return { env: "prod", ...(entry?.labels ?? tags(cluster, terraform)) };
  };
}

function fits(pattern: string | undefined, ...texts: (string | undefined)[]): boolean {
  return pattern === undefined || texts.some((text) => text !== undefined && globMatches(pattern, text));
}

function tags({ name, partition, account, region }: ClusterRef, terraform: TerraformFacts): Labels {
  const found = terraform.find({ type: "aws_eks_cluster", partition, account, region, key: name, match: { name } });
  const cluster = found.find(({ current }) => current);
  const { attributes, sensitive = [] } = cluster ?? {};
  const given = [attributes?.["tags_all"], attributes?.["tags"]].find(
    (value) => isObject(value) && Object.keys(value).length > 0,
  );
  if (!isObject(given)) return {};
  // Labels are printed: a tag that the state hides is none, wherever the value stands.
  const isHidden = (key: string) =>
    ["tags", "tags_all"].some((map) => sensitive.includes(map) || sensitive.includes(formatPath([map, key])));
  return Object.fromEntries(
    Object.entries(given).filter((pair): pair is [string, string] => typeof pair[1] === "string" && !isHidden(pair[0])),
  );
}
