import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { NO_SETTINGS } from "../falco/fields/index.ts";
import { loadRules } from "../load.ts";
import { LINTS } from "./codes.ts";
import { lint } from "./index.ts";
import type { LintSettings } from "./index.ts";

function said(text: string, matching: LintSettings["matching"] = "all"): string[] {
  const loaded = loadRules([{ file: "rules.yaml", text }], {
    minimumPriority: "Debug",
    appendedOutput: [],
    fields: NO_SETTINGS,
  });
  return lint(loaded, { matching }).map(
    ({ level, code, item, at, message, hint }) =>
      `${at.line}:${at.column} ${level} ${code} ${item}: ${message}${hint === undefined ? "" : ` (${hint})`}`,
  );
}

/** A rule of one condition, in the language that the words in front of it say. */
function rule(condition: string, name = "example"): string {
  const [, word, text = condition] = /^(filter|query): (.*)$/.exec(condition) ?? [];
  const isAudit = /\bka\.|\$\.(verb|user|objectRef|level|annotations)|requestObject|container=/.test(text);
  const source = isAudit ? "k8s_audit" : "aws_cloudtrail";
  const quoted = JSON.stringify(text);
  if (word === "filter") return `- filter: ${name}\n  pattern: ${quoted}\n  source: ${source}\n  severity: low\n`;
  if (word === "query") {
    return `- query: ${name}\n  text: ${quoted}\n  source: ${source}\n  severity: low\n  over: 15m\n`;
  }
  return `- rule: ${name}\n  desc: x\n  condition: ${quoted}\n  output: x\n  priority: INFO\n  source: ${source}\n`;
}

const codesOf = (lines: readonly string[]) => lines.map((line) => line.split(" ")[2]);

describe("every lint", () => {
  const single = Object.entries(LINTS).filter(([, { example }]) => !/^(two rules|`)/.test(example));
  it.each(single)("%s is set off by its example", (code, { example }) => {
    expect(codesOf(said(rule(example)))).toContain(code);
  });
});

describe("the first rules of a team", () => {
  const text = readFileSync("test/fixtures/rules/first-rules.yaml", "utf8");
  it("are told what real records call the cluster, and what else they meet", () => {
    const outcome =
      "calls that AWS refused meet this rule too (add `and not ct.error exists` to leave refused calls out)";
    expect(said(text)).toEqual([
      `2:9 note refused-calls EKS Cluster Created: ${outcome}`,
      "5:5 warning shared-event-name EKS Cluster Created: CreateCluster exists in other services too (cloudhsm, dax, docdb-elastic, dsql and 9 more) (name the service: ct.src = eks.amazonaws.com)",
      `14:9 note refused-calls EKS Cluster Deleted: ${outcome}`,
      "17:5 warning shared-event-name EKS Cluster Deleted: DeleteCluster exists in other services too (cloudhsm, dax, docdb-elastic, dsql and 8 more) (name the service: ct.src = eks.amazonaws.com)",
      `26:9 note refused-calls EKS Cluster Version Upgraded: ${outcome}`,
      `39:9 note refused-calls EKS Node Group Configuration Updated: ${outcome}`,
      "45:64 warning unknown-request-member EKS Node Group Configuration Updated: `ct.request.clusterName` does not occur in UpdateNodegroupConfig (use `ct.request.name`)",
    ]);
  });
});

describe("a rule that can never match", () => {
  it.each([
    [
      "a misspelt call of a service",
      "ct.src = eks.amazonaws.com and ct.name = UpdateNodeGroupConfig",
      "error unknown-event-name example: eks.amazonaws.com has no call UpdateNodeGroupConfig, so the rule can never match (did you mean UpdateNodegroupConfig?)",
    ],
    [
      "a call of another service",
      "ct.src = iam.amazonaws.com and ct.name = CreateNodegroup",
      "error unknown-event-name example: iam.amazonaws.com has no call CreateNodegroup, so the rule can never match (it is one of eks.amazonaws.com)",
    ],
    [
      "a member that another call has",
      "ct.name = CreateNodegroup and ct.request.resourcesVpcConfig.endpointPublicAccess = true",
      "error unknown-request-member example: `ct.request.resourcesVpcConfig.endpointPublicAccess` does not occur in CreateNodegroup, so the rule can never match",
    ],
    [
      "an object",
      "ct.name = UpdateNodegroupConfig and ct.request.scalingConfig = 3",
      "error object-compared example: `ct.request.scalingConfig` is an object, not a value, so the rule can never match (for instance `ct.request.scalingConfig.minSize`)",
    ],
    [
      "only singular resources",
      "ka.verb = create and ka.target.resource in (role)",
      'error no-such-resource example: "role" is no Kubernetes resource name, so the rule can never match (did you mean "roles"?)',
    ],
    [
      "a decision that is spelt otherwise",
      "ka.auth.decision = deny",
      'error no-such-decision example: "deny" is no decision: a refusal is "forbid", so the rule can never match (allow and forbid are all there is)',
    ],
    [
      "two values of one field",
      "ka.verb in (get, list) and ka.verb = create",
      "error contradiction example: no `ka.verb` is left: what one part asks for another excludes, so the rule can never match",
    ],
    [
      "something and its opposite",
      "ct.error exists and not ct.error exists and ct.src = eks.amazonaws.com",
      "error contradiction example: `ct.error` cannot be both this and not this, so the rule can never match",
    ],
    [
      "a value that is absent",
      "not ct.error exists and ct.error = AccessDenied",
      "error contradiction example: `ct.error` cannot be absent and have a value, so the rule can never match",
    ],
  ])("asks for %s", (_, condition, expected) => {
    const errors = said(rule(condition)).map((line) => line.slice(line.indexOf(" ") + 1));
    expect(errors.filter((line) => line.startsWith("error"))).toEqual([expected]);
  });

  it("is one whose every branch is impossible; one possible branch makes warnings of it", () => {
    const impossible = "ka.target.resource = role or ka.verb = remove";
    expect(said(rule(impossible)).map((line) => line.split(" ")[1])).toEqual(["error", "error"]);
    expect(said(rule(`${impossible} or ka.verb = create`)).map((line) => line.split(" ")[1])).toEqual([
      "warning",
      "warning",
    ]);
  });

  it("is named where the macro is used", () => {
    const macro = "- macro: of_eks\n  condition: ct.src = eks.amazonaws.com and ct.name = DropCluster\n";
    expect(said(`${macro}${rule("not ct.error exists and of_eks")}`)).toEqual([
      "5:39 error unknown-event-name example: eks.amazonaws.com has no call DropCluster (in the macro `of_eks`), so the rule can never match",
    ]);
  });
});

describe("nothing is said of", () => {
  it.each([
    "ct.src = eks.amazonaws.com and ct.name = UpdateNodegroupConfig and ct.request.scalingConfig.maxSize > 10 and not ct.error exists",
    "ct.src = eks.amazonaws.com and ct.name in (CreateNodegroup, CreateCluster) and ct.request.amiType exists and not ct.error exists",
    "ct.src = ecs.amazonaws.com and ct.name = DeleteCluster and ct.request.cluster = x and ct.error exists",
    "ct.src = lambda.amazonaws.com and ct.name = CreateFunction20150331 and not ct.error exists",
    "ct.src = signin.amazonaws.com and ct.name = ConsoleLogin and ct.error exists",
    "ct.src = somethingnew.amazonaws.com and ct.name = DoIt and ct.error exists",
    "ct.src = eks.amazonaws.com and ct.name = AssociateAccessPolicy and ct.error = AccessDenied and ct.request.policyArn endswith Admin",
    "ka.verb in (create, patch) and ka.target.resource = widgets",
    "ka.target.resource = pods and ka.req.pod.host_network = true and ka.verb = create",
    "ka.stage = ResponseStarted and ka.response.code = 401",
    "ka.target.resource = configmaps and ka.target.name = aws-auth and ka.verb = update and ka.req.configmap.obj exists",
    "ka.user.name != admin and not ka.user.name startswith system",
    "ka.auth.decision = forbid and (ka.verb = get or ka.verb = list)",
  ])("%s", (condition) => expect(said(rule(condition))).toEqual([]));
});

describe("the queries of a hardening guide", () => {
  const { vectors } = JSON.parse(readFileSync("test/fixtures/rules/insights-vectors.json", "utf8")) as {
    vectors: { id: string; query: string }[];
  };
  const saidOf = (id: string) => {
    const { query } = vectors.find((vector) => vector.id === id)!;
    const source = /objectRef/.test(query) ? "k8s_audit" : "aws_cloudtrail";
    const item = { query: id, text: query, source, severity: "low", over: "15m" };
    return said(JSON.stringify([item])).map((line) => line.replace(/^\d+:\d+ /, ""));
  };

  it.each([
    [
      "S03",
      'error alias-for-key S03: KMS takes no alias in DisableKey, ScheduleKeyDeletion and PutKeyPolicy: keyId is never "alias/eks-envelope-prod" there, so the rule can never match (compare with the key\'s id and its ARN)',
      'error alias-for-key S03: KMS takes no alias in DisableKey, ScheduleKeyDeletion and PutKeyPolicy: keyId is never "alias/eks-envelope-stage" there, so the rule can never match (compare with the key\'s id and its ARN)',
    ],
    [
      "S06",
      "error unknown-request-member S06: `requestParameters.accessPolicyArn` does not occur in CreateAccessEntry, AssociateAccessPolicy and UpdateAccessEntry, so the rule can never match (use `requestParameters.policyArn`)",
    ],
    [
      "S08",
      "error hyphen-in-field S08: `requestObject.metadata.labels.pod-security_kubernetes_io_enforce` reads as a subtraction, and a number is never a text, so the rule can never match (labels keep their dots and slashes; write the name in backquotes: `requestObject.metadata.labels.pod-security.kubernetes.io/enforce`)",
    ],
  ])("%s can never match, and why", (id, ...errors) => {
    expect(saidOf(id).filter((line) => line.startsWith("error"))).toEqual(errors);
  });

  it.each([
    ["S01", "object-compared"],
    ["S02", "unknown-request-member"],
    ["S04", "object-compared"],
    ["S05", "nested-request", "nested-request"],
    ["S07"],
    ["S09", "object-compared"],
    ["S10", "unknown-request-member"],
  ])("%s has columns that stay empty, or old forms, at most", (id, ...codes) => {
    const serious = saidOf(id).filter((line) => !line.startsWith("note"));
    expect(serious.map((line) => line.split(" ").slice(0, 2))).toEqual(codes.map((code) => ["warning", code]));
  });

  it("06 is told what is percent-encoded in one of its calls", () => {
    expect(saidOf("S06")).toContain(
      "note encoded-value S06: `requestParameters.principalArn` is percent-encoded in records of AssociateAccessPolicy and UpdateAccessEntry",
    );
  });
});

describe("rules beside each other", () => {
  const broad = rule("ka.verb = delete and ka.user.name exists", "broad");
  const narrow = rule("ka.user.name exists and ka.verb = delete and ka.target.resource = pods", "narrow");
  it("have one condition, however it is written", () => {
    const again = rule("ka.user.name exists and ka.verb in (delete)", "again");
    expect(said(broad + again)).toEqual([
      "7:9 warning same-condition again: has the condition of `broad` (the other one is at rules.yaml:1)",
    ]);
  });
  it("take each other's turn only where the first one that matches is the last", () => {
    expect(said(broad + narrow, "all")).toEqual([]);
    expect(said(broad + narrow, "first")).toEqual([
      "7:9 warning shadowed narrow: never has its turn: `broad` meets all its events (put it before the rule at rules.yaml:1)",
    ]);
    expect(said(narrow + broad, "first")).toEqual([]);
  });
});

describe("what loading said", () => {
  it("is said again, unknown keys as errors", () => {
    expect(said(`${rule("ka.verb = delete")}  colour: red\n`)[0]).toMatch(
      /^7:3 error LOAD_UNKNOWN_KEY example: `colour`/,
    );
  });
});
