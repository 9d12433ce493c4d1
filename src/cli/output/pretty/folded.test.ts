import { describe, expect, it } from "vitest";
import type { Finding } from "../../../model/finding.ts";
import { folded } from "./folded.ts";

const on = (id: string, events: string[], related: string[], more: Partial<Finding> = {}) =>
  ({
    id,
    related,
    kind: "rule",
    rule: id,
    severity: "low",
    status: "open",
    evidence: events.map((event) => ({ event_id: event })),
    ...more,
  }) as Finding;
const drift = (events: string[], related: string[], more: Partial<Finding> = {}) =>
  on("drift", events, related, { kind: "drift", ...more });

const shown = (...findings: Finding[]) =>
  folded(findings).map(({ finding, rules }) => [finding.id, finding.severity, ...rules.map(({ id }) => id)]);

describe("a rule", () => {
  it.each([
    [
      "that saw nothing but a change is named with it, and lends it its severity",
      [drift(["1", "2"], ["r"]), on("r", ["1"], ["drift"], { severity: "critical" })],
      [["drift", "critical", "r"]],
    ],
    [
      "that saw more stands for itself",
      [drift(["1"], ["r"]), on("r", ["1", "9"], ["drift"])],
      [
        ["drift", "low"],
        ["r", "low"],
      ],
    ],
    [
      "is not hidden in a change that needs nobody",
      [on("r", ["1"], ["drift"]), drift(["1"], ["r"], { status: "quiet" })],
      [
        ["r", "low"],
        ["drift", "low"],
      ],
    ],
    [
      "goes with what stands in for drift where no state is known",
      [on("eks/configuration-change", ["1"], ["r"]), on("r", ["1"], ["eks/configuration-change"])],
      [["eks/configuration-change", "low", "r"]],
    ],
    ["that nothing is related to stands for itself", [on("r", ["1"], [])], [["r", "low"]]],
  ])("%s", (_, findings, expected) => expect(shown(...findings)).toEqual(expected));

  it("moves a change to where its severity belongs", () => {
    const other = on("other", ["7"], [], { severity: "high" });
    const critical = on("r", ["1"], ["drift"], { severity: "critical" });
    expect(shown(other, critical, drift(["1"], ["r"]))).toEqual([
      ["drift", "critical", "r"],
      ["other", "high"],
    ]);
  });
});
