import { describe, expect, it } from "vitest";
import { ACCOUNT, at, call, judge, resource, session } from "../../../test/world.ts";
import type { World } from "../../../test/world.ts";

const nobody: World = { resources: [] };
const name = { name: "staging" };

describe("a change of a cluster that no state holds", () => {
  it.each([
    ["CreateCluster", { name: "staging", version: "1.33" }, ["name", "version"]],
    ["DeleteCluster", name, []],
    ["UpdateClusterVersion", { name: "staging", version: "1.34" }, ["version"]],
  ])("%s is a finding", (event, parameters, paths) => {
    const [finding, ...rest] = judge(nobody, [call(event, parameters)]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      kind: "rule",
      rule: "eks/configuration-change",
      severity: "high",
      status: "open",
      title: `aws_eks_cluster staging: ${event}`,
      undo: [],
      flags: [],
    });
    expect(finding!.changes.map(({ path }) => path)).toEqual(paths);
    expect(finding!.changes.every((change) => !("before" in change))).toBe(true);
  });

  it("is info by a role that applies", () => {
    const world = { ...nobody, trust: { applyRoles: [`arn:aws:iam::${ACCOUNT}:role/Deploy`] } };
    expect(judge(world, [call("DeleteCluster", name, session("Deploy"))])).toMatchObject([
      { severity: "info", status: "open" },
    ]);
  });

  it("that was refused is quiet and says why", () => {
    const refused = call("DeleteCluster", name, { errorCode: "AccessDenied", errorMessage: "no" });
    expect(judge(nobody, [refused])).toMatchObject([
      { status: "quiet", resolution: "failed", timeline: [{ what: "attempted", note: "AccessDenied: no" }] },
    ]);
  });

  it("is collected by principal and object: nobody hides behind a colleague", () => {
    const upgrade = (version: string, minute: number, who = {}) =>
      call("UpdateClusterVersion", { name: "staging", version }, { ...at(minute), ...who });
    const found = judge(nobody, [upgrade("1.33", 0), upgrade("1.34", 5), upgrade("1.35", 9, session("Admin"))]);
    expect(found.map(({ count, changes, actor }) => [actor!.name, count, changes])).toEqual([
      ["ops-admin", 2, [{ path: "version", after: "1.34" }]],
      ["Admin/session", 1, [{ path: "version", after: "1.35" }]],
    ]);
  });

  it("shows the latest value, in whatever order the calls come", () => {
    const upgrade = (version: string, minute: number) =>
      call("UpdateClusterVersion", { name: "staging", version }, at(minute));
    const records = [upgrade("1.33", 0), upgrade("1.34", 5)];
    expect(judge(nobody, records.toReversed())).toEqual(judge(nobody, records));
  });
});

it.each(["ecs.amazonaws.com", "redshift.amazonaws.com"])("CreateCluster of %s is somebody else's", (eventSource) => {
  expect(judge(nobody, [call("CreateCluster", name, { eventSource })])).toEqual([]);
});

it("leaves clusters that a state holds to drift", () => {
  const held = {
    resources: [
      resource("aws_eks_cluster", "staging", { ...name, version: "1.33" }, { clusters: [{ name: "staging" }] }),
    ],
  };
  expect(
    judge(held, [call("UpdateClusterVersion", { name: "staging", version: "1.34" })]).map(({ kind }) => kind),
  ).toEqual(["drift"]);
});
