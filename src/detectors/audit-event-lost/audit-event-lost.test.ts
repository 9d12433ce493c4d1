import { describe, expect, it } from "vitest";
import { factsOf } from "../../../test/world.ts";
import { auditEvents } from "../../../test/audit-events.ts";
import { controlPlaneEvent } from "../../events/control-plane-log/message.ts";
import type { Event } from "../../model/event.ts";
import type { Finding } from "../../model/finding.ts";
import { auditEventLost } from "./index.ts";
import type { Memory } from "./memory.ts";

const facts = factsOf({ resources: [] });
const detector = auditEventLost.create({}, { rules: { rules: [], interest: [], matches: () => [] } });
const CLUSTER = { name: "prod", account: "111122223333", region: "eu-west-1" };

/** The findings after all events, memory through JSON at each step. */
function judge(events: readonly Event[]): Finding[] {
  const memories = new Map<string, Memory>();
  const found = new Map<string, Finding>();
  for (const event of events) {
    for (const key of detector.keys(event, facts)) {
      const step = detector.fold(memories.get(key), event, key, facts);
      memories.set(key, JSON.parse(JSON.stringify(step.memory)) as Memory);
      for (const finding of step.findings) found.set(finding.id, finding);
    }
  }
  return [...found.values()];
}

let lines = 0;

/** The complaint about one request of alice; `change` puts other words into it. */
function complaint(change: { [words: string]: string } = {}, error = "json: bad"): Event {
  const line =
    '2026-11-21T03:37:17.2Z AUDIT: id="a" stage="ResponseComplete" ip="203.0.113.11" method="patch" user="alice" groups="x" as="<self>" asgroups="<lookup>" user-agent="curl" namespace="shop" uri="/api/v1/namespaces/shop/pods/x" response="200"';
  const changed = Object.entries(change).reduce((text, [from, to]) => text.replace(from, to), line);
  lines += 1;
  const text = `E1121 03:37:17.219682   14972 metrics.go:110] Error in audit plugin 'log' affecting 1 audit events: ${error}\nImpacted events:\n${changed}`;
  const origin = { unit: "api.log", record: lines, offset: lines, chain: [] };
  return controlPlaneEvent(text, { origin, receivedAt: 1, cluster: CLUSTER });
}

describe("an audit event that the server lost", () => {
  it("is a finding with who, what, when, and what to do", () => {
    const [found] = judge([complaint()]);
    expect(found).toMatchObject({
      kind: "rule",
      rule: "k8s/audit-event-lost",
      title: "request /api/v1/namespaces/shop/pods/x: patch by alice succeeded (200) and is missing from the audit log",
      severity: "high",
      status: "open",
      first_seen: "2026-11-21T03:37:17.200Z",
      count: 1,
      cluster: { name: "prod", account: "111122223333", region: "eu-west-1" },
      resource: { type: "request", id: "/api/v1/namespaces/shop/pods/x" },
      actor: { name: "alice", user_agent: "curl" },
      evidence: [{ source: "control_plane_log", action: "AuditEventLost", event_id: "a", origin: `api.log#${lines}` }],
      timeline: [{ what: "changed", by: "alice", note: "patch, answered 200: json: bad" }],
      controls: [],
      unseen: ["requestObject", "responseObject"],
    });
    expect(found!.actor).not.toHaveProperty("source_ip", expect.anything());
    expect(found!.output).toContain("203.0.113.11; a client can claim another");
    expect(found!.undo[0]!.text).toContain("kubectl get --raw /api/v1/namespaces/shop/pods/x.");
  });

  it("of the real log: three subjects, each request once although it is complained of twice", async () => {
    const findings = judge(await auditEvents("kube-apiserver-text.log"));
    expect(findings.map(({ title, count }) => [title, count])).toEqual([
      [
        "request /apis/apps/v1/namespaces/shop/deployments/web: patch by Developer/bob-example.com was answered 400 and is missing from the audit log",
        1,
      ],
      [
        "request /api/v1/namespaces/shop/pods/same-id: patch by Developer/bob-example.com, one of 2 requests, was answered 400 and is missing from the audit log",
        2,
      ],
      [
        "request /api/v1/namespaces/shop/pods/same-id?fieldManager=me&force=true: patch by Developer/bob-example.com succeeded (200) and is missing from the audit log",
        1,
      ],
    ]);
  });

  it("of another user is another finding, so that nobody hides in a colleague's", () => {
    const findings = judge([complaint(), complaint({ 'user="alice"': 'user="bob"' })]);
    expect(findings.map(({ actor }) => actor!.name)).toEqual(["alice", "bob"]);
    expect(findings[0]!.fingerprint).not.toBe(findings[1]!.fingerprint);
  });

  it.each<[string, { [words: string]: string }, string, string]>([
    ["refused", { '"200"': '"400"' }, "attempted", "was answered 400"],
    ["unanswered", { '"200"': '"<deferred>"' }, "attempted", "by alice is missing"],
    ["create", { '"patch"': '"create"', '"200"': '"201"' }, "created", "create by alice succeeded (201)"],
    ["delete", { '"patch"': '"delete"' }, "deleted", "delete by alice succeeded (200)"],
    ["read", { '"patch"': '"list"' }, "noted", "list by alice succeeded (200)"],
    ["nobody's", { '"alice"': '"<none>"', '"200"': '"401"' }, "attempted", "by unauthenticated was answered 401"],
  ])("%s", (_, change, what, words) => {
    const [found] = judge([complaint(change)]);
    expect(found!.timeline).toMatchObject([{ what }]);
    expect(found!.title).toContain(words);
  });

  it("speaks of the request that succeeded, whichever came first", () => {
    const [accepted, refused] = [complaint(), complaint({ '"200"': '"400"', 'id="a"': 'id="b"', "37:17": "38:00" })];
    const titles = [judge([accepted, refused]), judge([refused, accepted])].map(([found]) => found!.title);
    expect(titles[0]).toContain("one of 2 requests, succeeded (200)");
    expect(titles[1]).toBe(titles[0]);
  });

  it("names the user whose rights it took", () => {
    const [found] = judge([complaint({ "<self>": "system:admin" })]);
    expect(found!.actor).toMatchObject({ name: "alice", acts_as: "system:admin" });
  });

  it("offers no command made of a path that a shell would read otherwise", () => {
    const [found] = judge([complaint({ "pods/x": "pods/$(reboot)" })]);
    expect(found!.undo.map(({ text }) => text).join()).not.toContain("reboot");
  });

  it("says nothing of YAML where the server failed for another reason", () => {
    const [found] = judge([complaint({}, "audit backend shut down")]);
    expect(found!.undo[0]!.text).not.toContain("YAML");
    expect(found!.output).toContain("(audit backend shut down)");
  });
});
