import * as fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Finding } from "../../model/finding.ts";
import type { JsonObject } from "../../model/json.ts";
import { ACCOUNT, at, call, judge, resource, session } from "../../../test/world.ts";
import type { World } from "../../../test/world.ts";

// Events of CloudTrail arrive late and out of order: within the lateness the findings must not depend on that.

const name = { name: "production-cluster", nodegroupName: "general" };
const world: World = {
  resources: [
    resource("aws_eks_cluster", "production-cluster", { name: "production-cluster" }),
    resource("aws_eks_node_group", "production-cluster:general", {
      cluster_name: "production-cluster",
      node_group_name: "general",
      scaling_config: [{ min_size: 3, max_size: 9 }],
      labels: { tier: "web" },
    }),
  ],
  trust: { applyRoles: [`arn:aws:iam::${ACCOUNT}:role/Deploy`] },
};

const who = fc.constantFrom<JsonObject>({}, session("Deploy"), session("Admin"));
const calls = fc.oneof(
  fc.record({
    event: fc.constant("UpdateNodegroupConfig"),
    more: fc.record({
      scalingConfig: fc.record(
        { minSize: fc.constantFrom(3, 5), maxSize: fc.constantFrom(9, 12) },
        { requiredKeys: [] },
      ),
    }),
  }),
  fc.record({
    event: fc.constant("UpdateNodegroupConfig"),
    more: fc.record({
      labels: fc.constantFrom(
        { addOrUpdateLabels: { tier: "api" } },
        { removeLabels: ["tier"] },
        { addOrUpdateLabels: { tier: "web" } },
      ),
    }),
  }),
  fc.record({ event: fc.constant("DeleteNodegroup"), more: fc.constant({}) }),
  fc.record({
    event: fc.constant("CreateNodegroup"),
    more: fc.constantFrom({ scalingConfig: { minSize: 3, maxSize: 9 } }, { scalingConfig: { minSize: 4, maxSize: 9 } }),
  }),
);
const refused = fc.constantFrom<JsonObject>({}, {}, {}, { errorCode: "AccessDenied" });

/** A call every so many minutes, all within the lateness of 20 minutes. */
const story = fc
  .array(fc.tuple(calls, who, refused), { minLength: 1, maxLength: 7 })
  .map((steps) =>
    steps.map(([{ event, more }, identity, error], n) =>
      call(event, { ...name, ...(more as JsonObject) }, { ...at(n * 2.5), ...identity, ...error }),
    ),
  );

const byId = (findings: Finding[]) => findings.toSorted((a, b) => (a.id < b.id ? -1 : 1));

describe("order", () => {
  it("within the lateness changes nothing", () => {
    const shuffled = story.chain((records) =>
      fc.tuple(fc.constant(records), fc.shuffledSubarray(records, { minLength: records.length })),
    );
    fc.assert(
      fc.property(shuffled, ([records, order]) => {
        expect(byId(judge(world, order))).toEqual(byId(judge(world, records)));
      }),
      { numRuns: 300 },
    );
  });

  it("an event that comes twice changes nothing", () => {
    fc.assert(
      fc.property(story, (records) => {
        expect(byId(judge(world, [...records, ...records]))).toEqual(byId(judge(world, records)));
      }),
      { numRuns: 100 },
    );
  });
});
