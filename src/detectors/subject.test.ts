import { describe, expect, it } from "vitest";
import { auditEvents } from "../../test/audit-events.ts";
import { remarkOf } from "./subject.ts";

describe("what must be known of a request beside what it asked for", () => {
  it.each([
    ["refusals.jsonl", 0, /^403 by authorization: clusterrolebindings\.rbac\.authorization\.k8s\.io is forbidden/],
    ["refusals.jsonl", 2, /^403 by admission: pods "priv" is forbidden: violates PodSecurity/],
    ["refusals.jsonl", 6, /^403 by impersonation: .*cannot impersonate resource "users"/],
    ["refusals.jsonl", 7, /^401 by authentication: Unauthorized$/],
    ["policy-denied.jsonl", 0, /^422: /],
    ["dry-runs.jsonl", 0, /^a dry run: nothing was changed$/],
    ["dry-runs.jsonl", 7, /^or only a dry run/],
  ])("%s, line %d", async (file, at, words) => {
    const event = (await auditEvents(file))[at]!;
    expect(remarkOf(event)).toMatch(words);
  });

  it("nothing, where it was simply carried out", async () => {
    const [began] = await auditEvents("sessions.jsonl");
    expect(remarkOf(began!)).toBeUndefined();
  });
});
