import { beforeAll, describe, expect, it } from "vitest";
import { loadConfig } from "../src/app/config/index.ts";
import type { LoadedConfig } from "../src/app/config/index.ts";
import { caseEvent, testRules } from "../src/app/rule-cases.ts";
import { loadRuleSet } from "../src/app/rules.ts";
import type { LoadedRuleSet } from "../src/app/rules.ts";
import type { Facts } from "../src/model/facts.ts";
import type { JsonObject } from "../src/model/json.ts";

const PACK = "packs/eks/rules";
const EXAMPLES = "packs/eks/examples";
const facts = {} as Facts;
let config: LoadedConfig;
beforeAll(async () => {
  config = await loadConfig(undefined, {});
});

describe("the pack eks", () => {
  it("loads without a word", async () => {
    const { problems, aside } = await loadRuleSet({ config, paths: [PACK], alone: true });
    expect({ problems, aside }).toEqual({ problems: [], aside: [] });
  });

  it("does in every case what the case says", async () => {
    const { rules, run, failures, problems } = await testRules({ config, paths: [PACK] });
    expect({ failures, problems }).toEqual({ failures: [], problems: [] });
    expect(rules).toBeGreaterThan(80);
    expect(run).toBeGreaterThan(rules * 5);
  });

  it("says for each control what it means, and how to answer it", async () => {
    const { rules } = await loadRuleSet({ config, paths: [PACK], alone: true });
    expect(rules.filter(({ description = "" }) => description === "")).toEqual([]);
    const controls = new Set(rules.flatMap((rule) => rule.controls));
    expect(controls.size).toBe(10);
    const critical = rules.filter(({ severity, controls: own }) => severity === "critical" && own.length > 0);
    expect(critical.filter(({ runbook }) => runbook === undefined)).toEqual([]);
  });
});

describe("the examples", () => {
  let examples: LoadedRuleSet;
  beforeAll(async () => {
    examples = await loadRuleSet({ config, paths: [EXAMPLES], alone: true });
  });
  const fires = (id: string, record: JsonObject) => {
    const { when, source } = examples.rules.find((rule) => rule.id === id)!;
    return when.test(caseEvent(record, source, undefined), facts);
  };
  const call = (eventName: string, requestParameters: JsonObject, service = "eks") => ({
    eventSource: `${service}.amazonaws.com`,
    eventName,
    eventTime: "2026-03-12T09:20:00Z",
    requestParameters,
  });

  it("load unchanged: four Falco rules, a filter pattern, ten queries", () => {
    expect(examples.problems.filter(({ level }) => level === "error")).toEqual([]);
    const languages = examples.rules.map(({ language }) => language);
    expect(languages.filter((language) => language === "falco")).toHaveLength(4);
    expect(languages.filter((language) => language === "filter-pattern")).toHaveLength(1);
    expect(languages.filter((language) => language === "insights")).toHaveLength(10);
  });

  it.each([
    ["EKS Cluster Created", call("CreateCluster", { name: "prod" }), true],
    ["EKS Cluster Created", call("CreateCluster", { clusterName: "prod" }, "ecs"), false],
    ["EKS Cluster Deleted", call("DeleteCluster", { name: "prod" }), true],
    ["EKS Cluster Version Upgraded", call("UpdateClusterVersion", { name: "prod", version: "1.34" }), true],
    ["EKS Node Group Configuration Updated", call("UpdateNodegroupConfig", { name: "prod" }), true],
    [
      "01 public API endpoint",
      call("UpdateClusterConfig", { resourcesVpcConfig: { endpointPublicAccess: true } }),
      true,
    ],
    [
      "01 public API endpoint",
      call("UpdateClusterConfig", { resourcesVpcConfig: { endpointPublicAccess: false } }),
      false,
    ],
    ["10 core add-on touched", call("DeleteAddon", { addonName: "coredns" }), true],
  ])("%s on %j", (rule, record, truth) => expect(fires(rule, record)).toBe(truth));

  it("the filter pattern hears the administrator, and not the one who only looks", () => {
    const request = {
      kind: "Event",
      auditID: "1",
      verb: "delete",
      user: { username: "kubernetes-admin" },
      objectRef: { resource: "clusterrolebindings" },
    };
    expect(fires("manual changes by operators", request)).toBe(true);
    expect(fires("manual changes by operators", { ...request, verb: "get" })).toBe(false);
  });
});
