import { checkCommand, shellWords } from "./aws-shapes/parse.ts";
import { cloudtrailEvent } from "../src/events/cloudtrail.ts";
import { auditEventOf } from "../src/events/k8s-audit/audit-event.ts";
import { detectors } from "../src/detectors/index.ts";
import type { Detector } from "../src/model/detector.ts";
import type { Event } from "../src/model/event.ts";
import type { DriftRule, Facts, Trust } from "../src/model/facts.ts";
import type { Finding } from "../src/model/finding.ts";
import type { Rule } from "../src/model/rule.ts";
import { ruleSetOf } from "../src/rules/matcher/index.ts";
import { scalarText } from "../src/model/json.ts";
import type { JsonObject } from "../src/model/json.ts";
import type { ManagedResource, TerraformFacts, Tie, TieKind, WorkloadRole } from "../src/model/terraform.ts";

// A cluster, its state and what is trusted, for tests that speak of detectors alone; the readers of states have their own.

export const ACCOUNT = "111122223333";
export const REGION = "us-east-1";
export const CLUSTER = { name: "production-cluster", account: ACCOUNT, region: REGION };

export interface World {
  resources: ManagedResource[];
  /** In place of resources and ties: what was read of real states. */
  terraform?: TerraformFacts;
  ties?: { [name: string]: { kind: TieKind; through: string; resource: ManagedResource } };
  workloads?: { [roleArn: string]: WorkloadRole };
  trust?: Partial<Trust>;
  driftRules?: DriftRule[];
  version?: string;
}

export function resource(
  type: string,
  key: string,
  attributes: JsonObject,
  more: Partial<ManagedResource> = {},
): ManagedResource {
  const name = type.replace("aws_eks_", "").replace("aws_", "");
  return {
    type,
    key,
    attributes,
    address: `${type}.${name}`,
    state: "terraform.tfstate",
    current: true,
    account: ACCOUNT,
    region: REGION,
    clusters: [CLUSTER],
    sensitive: [],
    ...more,
  };
}

export function factsOf(world: World, final = false): Facts {
  const trust = { applyRoles: [], adminPrincipals: [], podIdentities: [], gitopsIdentities: [], ...world.trust };
  return {
    version: world.version ?? "1",
    final,
    terraform: world.terraform ?? terraformOf(world),
    trust,
    driftRules: world.driftRules ?? [],
    time: { lateness: 20 * 60_000, dedupeWindow: 25 * 3_600_000, backfillWindow: 24 * 3_600_000, settle: 15 * 60_000 },
    labels: () => ({ env: "prod" }),
  };
}

function terraformOf({ resources, ties = {}, workloads = {}, version = "1" }: World): TerraformFacts {
  return {
    version,
    states: [],
    clusters: [CLUSTER],
    holds: (cluster) =>
      resources.some(({ clusters }) => clusters.some(({ name }) => name === cluster.name)) &&
      (cluster.region ?? REGION) === REGION,
    find: (ref) =>
      resources.filter(
        ({ type, attributes }) =>
          type === ref.type &&
          Object.entries(ref.match).every(([name, value]) => scalarText(attributes[name]) === value),
      ),
    ties: (kind, name): Tie[] => {
      const tie = ties[name];
      return tie?.kind === kind ? [{ cluster: CLUSTER, resource: tie.resource, through: tie.through }] : [];
    },
    workloadRole: (arn) => workloads[arn],
    holdsObjects: resources.some(({ object }) => object !== undefined),
    ignoreTags: { keys: [], prefixes: [] },
    released: () => false,
  };
}

let serial = 0;

/** A full CloudTrail record of a call; `more` lies over it. */
export function call(eventName: string, requestParameters: JsonObject, more: JsonObject = {}): JsonObject {
  serial += 1;
  return {
    eventVersion: "1.11",
    userIdentity: {
      type: "IAMUser",
      principalId: "AIDAEXAMPLE",
      arn: `arn:aws:iam::${ACCOUNT}:user/ops-admin`,
      accountId: ACCOUNT,
      accessKeyId: "AKIAEXAMPLE",
      userName: "ops-admin",
    },
    eventTime: "2026-11-20T10:00:00Z",
    eventSource: "eks.amazonaws.com",
    eventName,
    awsRegion: REGION,
    sourceIPAddress: "203.0.113.10",
    userAgent: "aws-cli/2.31.0 md/command#eks.update",
    requestParameters,
    responseElements: null,
    requestID: `r-${serial}`,
    eventID: `00000000-0000-4000-8000-${String(serial).padStart(12, "0")}`,
    readOnly: false,
    eventType: "AwsApiCall",
    managementEvent: true,
    recipientAccountId: ACCOUNT,
    eventCategory: "Management",
    ...more,
  };
}

/** `{ eventTime }` of so many minutes after 10:00. */
export function at(minutes: number): { eventTime: string } {
  return {
    eventTime: new Date(Date.parse("2026-11-20T10:00:00Z") + minutes * 60_000).toISOString().replace(".000Z", "Z"),
  };
}

/** The identity of a session of a role. */
export function session(role: string, name = "session"): { userIdentity: JsonObject } {
  const issuer = {
    type: "Role",
    principalId: "AROAEXAMPLE",
    arn: `arn:aws:iam::${ACCOUNT}:role/${role}`,
    accountId: ACCOUNT,
    userName: role,
  };
  return {
    userIdentity: {
      type: "AssumedRole",
      principalId: `AROAEXAMPLE:${name}`,
      arn: `arn:aws:sts::${ACCOUNT}:assumed-role/${role}/${name}`,
      accountId: ACCOUNT,
      accessKeyId: "ASIAEXAMPLE",
      sessionContext: {
        sessionIssuer: issuer,
        attributes: { creationDate: "2026-11-20T09:00:00Z", mfaAuthenticated: "false" },
      },
    },
  };
}

/** The event of a CloudTrail record, or of an audit record of the cluster. */
export function eventOf(record: JsonObject): Event {
  const origin = { unit: "events.json", record: 1, offset: 0, chain: [] };
  if (record["kind"] === "Event")
    return auditEventOf(record, JSON.stringify(record), { origin, receivedAt: 0, cluster: CLUSTER });
  return cloudtrailEvent(record, JSON.stringify(record), origin, 0);
}

type Memories = Map<string, { detector: Detector; key: string; memory: unknown; wakeAt?: number }>;

/**
 * Runs the records through every detector as a scan does, memory through JSON at each step, and ends the input.
 * @param worlds  one, or one for each record where the state moves; the last holds for the rest
 */
export function judge(
  worlds: World | World[],
  records: readonly JsonObject[],
  { end = true, rules = [] }: { end?: boolean; rules?: readonly Rule[] } = {},
): Finding[] {
  const worldAt = (index: number) => [worlds].flat()[Math.min(index, [worlds].flat().length - 1)]!;
  const found = new Map<string, Finding>();
  const memories: Memories = new Map();
  const instances = detectors.map((one) => one.create({}, { rules: ruleSetOf(rules, { matching: "all" }) }));
  for (const [index, event] of records.map(eventOf).entries()) {
    for (const detector of instances) foldInto(found, memories, detector, event, factsOf(worldAt(index)));
  }
  const final = factsOf(worldAt(records.length), true);
  if (end) for (const name of memories.keys()) tickInto(found, memories, name, final);
  return [...found.values()];
}

/** The findings that need somebody. */
export function open(findings: readonly Finding[]): Finding[] {
  return findings.filter(({ status }) => status === "open");
}

/** The commands that a finding tells the reader to run. */
function commandsOf({ undo }: Finding): string[] {
  return undo.filter(({ kind }) => kind === "cli").flatMap(({ text }) => text.split("\n"));
}

/** Nobody publishes what kubectl and Helm take: these are words of a shell, and name the cluster they are meant for. */
function checkWords(line: string): string[] {
  const words = shellWords(line);
  if (typeof words === "string") return [words];
  return words.some((word) => /^--(kube-)?context$/.test(word)) ? [] : [`${line} names no cluster`];
}

function foldInto(
  found: Map<string, Finding>,
  memories: Memories,
  detector: Detector,
  event: Event,
  facts: Facts,
): void {
  for (const key of detector.keys(event, facts)) {
    const name = `${detector.id} ${key}`;
    const step = detector.fold(memories.get(name)?.memory, event, key, facts);
    keep(found, memories, name, detector, key, step);
  }
}

function tickInto(found: Map<string, Finding>, memories: Memories, name: string, facts: Facts): void {
  const { detector, key, memory, wakeAt } = memories.get(name)!;
  if (wakeAt === undefined || !detector.tick) return;
  keep(found, memories, name, detector, key, detector.tick(memory, key, Date.parse("2026-11-21T00:00:00Z"), facts));
}

function keep(
  found: Map<string, Finding>,
  memories: Memories,
  name: string,
  detector: Detector,
  key: string,
  step: ReturnType<Detector["fold"]>,
): void {
  for (const finding of step.findings) {
    const written = JSON.parse(JSON.stringify(finding)) as Finding;
    const wrong = commandsOf(written).flatMap((line) =>
      /^(kubectl|helm) /.test(line) ? checkWords(line) : checkCommand(line),
    );
    if (wrong.length > 0) throw new Error(`undo of ${written.title}: ${wrong.join("; ")}`);
    found.set(finding.id, written);
  }
  for (const id of step.withdrawn ?? []) found.delete(id);
  if (step.memory === undefined) memories.delete(name);
  else memories.set(name, { detector, key, memory: JSON.parse(JSON.stringify(step.memory)), wakeAt: step.wakeAt });
}
