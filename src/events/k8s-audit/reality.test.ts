import { describe, expect, it } from "vitest";
import { auditEvents } from "../../../test/audit-events.ts";
import type { Event } from "../../model/event.ts";

// What a real API server wrote, and what must be read from it. The letters are those of the measurements these lines
// were taken for.

const requests = (events: Event[]) => new Set(events.map(({ attempt }) => attempt!.request)).size;
const commands = (events: Event[]) => new Set(events.map(({ attempt }) => attempt!.command)).size;

describe("A1: a failed login", () => {
  it("has the stage ResponseStarted only, no user and no decision", async () => {
    const events = await auditEvents("failed-logins.jsonl");
    expect(events.map(({ raw }) => [raw["stage"], raw["user"], raw["annotations"]])).toEqual([
      ["ResponseStarted", {}, undefined],
      ["ResponseStarted", {}, undefined],
    ]);
    expect(events[0]!.actor).toEqual({
      name: "unauthenticated",
      type: "Unknown",
      via: "unknown",
      sourceIp: "198.51.100.23",
      userAgent: "Go-http-client/2.0",
    });
    expect(events[0]!.outcome).toEqual({
      ok: false,
      code: "401",
      message: "Unauthorized",
      refusedBy: "authentication",
    });
  });
});

describe("A2: a session", () => {
  it.each([
    ["exec", 0],
    ["exec by SPDY", 6],
    ["port-forward", 8],
    ["watch", 12],
  ])("%s is one request of two stages, known when it begins", async (_, at) => {
    const [began, ended] = (await auditEvents("sessions.jsonl")).slice(at, at + 2) as [Event, Event];
    expect([began.raw["stage"], ended.raw["stage"]]).toEqual(["ResponseStarted", "ResponseComplete"]);
    expect(began.outcome).toEqual(ended.outcome);
    expect(began.outcome.ok).toBe(true);
    expect(began.id).not.toBe(ended.id);
    expect(began.attempt).toEqual(ended.attempt);
    expect(began.mutates || ended.mutates).toBe(false);
  });

  it("begins with the code 101, which is a success", async () => {
    const [exec] = await auditEvents("sessions.jsonl");
    expect(exec!.outcome).toEqual({ ok: true, code: "101" });
    expect(exec!.resource).toEqual({ type: "pods/exec", name: "tiny", namespace: "shop" });
  });
});

describe("A3: one command", () => {
  it("refused by websocket and again by SPDY is four events, two requests, one command", async () => {
    const refused = (await auditEvents("sessions.jsonl")).slice(2, 6);
    expect(refused.map(({ action }) => action)).toEqual(["get", "get", "create", "create"]);
    expect([requests(refused), commands(refused)]).toEqual([2, 1]);
    expect(refused[0]!.attempt!.command).toBeDefined();
    expect(refused.map(({ outcome }) => outcome.refusedBy)).toEqual(Array(4).fill("authorization"));
  });

  it("by another person, or of other words, is another one", async () => {
    const events = await auditEvents("sessions.jsonl");
    const [byBob, byErin, otherCommand] = [events[0], events[2], events[6]] as [Event, Event, Event];
    expect(commands([byBob, byErin, otherCommand])).toBe(3);
  });

  it("of a port-forward knows no ports: by websocket and SPDY it is the same", async () => {
    const events = (await auditEvents("sessions.jsonl")).slice(8, 12);
    expect(events.map(({ action }) => action)).toEqual(["get", "get", "create", "create"]);
    expect([requests(events), commands(events)]).toEqual([2, 1]);
  });

  it("that is no session has none", async () => {
    const [, , , , , , , , , , , , watch] = await auditEvents("sessions.jsonl");
    expect(watch!.attempt).not.toHaveProperty("command");
  });
});

describe("A4: a dry run", () => {
  it.each<[string, number, boolean | "unknown", boolean]>([
    ["create, in the URI", 0, true, false],
    ["patch, in the URI", 1, true, false],
    ["kubectl delete, in the body", 2, true, false],
    ["delete of a node, in the body", 3, true, false],
    ["delete by another client, in the body", 4, true, false],
    ["real delete with its options in the URI", 5, false, true],
    ["delete at Metadata that the URI calls one: a body may take it back", 6, "unknown", true],
    ["delete at Metadata", 7, "unknown", true],
  ])("%s", async (_, at, dryRun, mutates) => {
    const event = (await auditEvents("dry-runs.jsonl"))[at]!;
    expect({ dryRun: event.dryRun, mutates: event.mutates }).toEqual({ dryRun, mutates });
  });
});

describe("A8: addresses", () => {
  it("the peer comes last, what headers claimed stands before it", async () => {
    const [event] = await auditEvents("forwarded-addresses.jsonl");
    expect(event!.actor.sourceIp).toBe("198.51.100.23");
    expect(event!.actor.forwardedFor).toEqual(["192.0.2.44", "10.9.8.7", "192.0.2.45"]);
  });

  it("one address is the peer's, and nothing was claimed", async () => {
    const [event] = await auditEvents("sessions.jsonl");
    expect(event!.actor.sourceIp).toBe("203.0.113.11");
    expect(event!.actor).not.toHaveProperty("forwardedFor");
  });
});

describe("A9: audit ids that clients chose", () => {
  it("one id for three requests: three events, three requests", async () => {
    const events = (await auditEvents("audit-ids.jsonl")).slice(0, 3);
    expect(new Set(events.map(({ displayId }) => displayId)).size).toBe(1);
    expect(new Set(events.map(({ id }) => id)).size).toBe(3);
    expect(requests(events)).toBe(3);
  });

  it("quotes, markup and 200 characters are kept as they are", async () => {
    const [, , , quoted, long] = await auditEvents("audit-ids.jsonl");
    expect(quoted!.displayId).toBe('not a uuid, "quoted" <x>');
    expect(long!.displayId).toBe("L".repeat(200));
  });
});

describe("A10: who refused", () => {
  it.each([
    ["the authorizer", 0, "authorization", "403"],
    ["the authorizer, a list", 1, "authorization", "403"],
    ["pod security", 2, "admission", "403"],
    ["the check against escalation", 3, "admission", "403"],
    ["a webhook", 4, "admission", "403"],
    ["the node restriction", 5, "admission", "403"],
    ["the right to impersonate is missing", 6, "impersonation", "403"],
    ["nobody knows who asks", 7, "authentication", "401"],
  ])("%s", async (_, at, refusedBy, code) => {
    const { outcome } = (await auditEvents("refusals.jsonl"))[at]!;
    expect(outcome).toMatchObject({ ok: false, code, refusedBy });
  });

  it("a policy expression answers 422, which is no refusal of the three", async () => {
    const [denied] = await auditEvents("policy-denied.jsonl");
    expect(denied!.outcome).toMatchObject({ ok: false, code: "422" });
    expect(denied!.outcome).not.toHaveProperty("refusedBy");
  });
});

describe("A11: names", () => {
  it.each([
    ["generated, from the answer", 0, { type: "pods", name: "gen-prb82", namespace: "shop" }],
    ["generated for a controller", 1, { type: "pods", name: "web-7d9995f6bf-gnqdm", namespace: "shop" }],
    ["of a create that the authorizer refused: unknown", 2, { type: "clusterrolebindings", name: "" }],
    ["given", 3, { type: "deployments", name: "web", namespace: "shop" }],
  ])("%s", async (_, at, resource) => {
    const event = (await auditEvents("names.jsonl"))[at]!;
    expect(event.resource).toEqual(resource);
  });

  it("a refused create has no body either: nothing is unseen, for nobody ever read it", async () => {
    const [, , refused] = await auditEvents("names.jsonl");
    expect(refused!.raw).not.toHaveProperty("requestObject");
    expect(refused!.unseen).toEqual([]);
  });
});

describe("A12: probes of load balancers", () => {
  it("are anonymous and succeed; they name a path and no object", async () => {
    const [livez, readyz, root, secrets] = await auditEvents("probes.jsonl");
    expect(livez!.actor).toMatchObject({ name: "system:anonymous", type: "Anonymous" });
    expect(livez).toMatchObject({ resource: { type: "", name: "/livez" }, outcome: { ok: true, code: "200" } });
    expect(readyz!.resource).toEqual({ type: "", name: "/readyz" });
    expect(root!.outcome).toMatchObject({ ok: false, refusedBy: "authorization" });
    expect(secrets!.resource).toEqual({ type: "secrets", name: "", namespace: "kube-system" });
  });
});

describe("smaller points", () => {
  it.each([
    ["a role's session", 0, { name: "Developer/bob@example.com", type: "User", via: "kubectl" }],
    ["a role mapped to a name", 1, { name: "kubernetes-admin", session: "carol@example.com", via: "kubectl" }],
    [
      "a service account's token in kubectl",
      2,
      { name: "system:serviceaccount:shop:web", type: "ServiceAccount", via: "kubectl" },
    ],
    [
      "a node",
      3,
      { type: "Node", arn: "arn:aws:iam::111122223333:role/eks-node-role", session: "i-0a1b2c3d4e5f60001" },
    ],
    ["a controller", 4, { name: "system:kube-controller-manager", type: "User", via: "controller" }],
    ["nobody", 5, { name: "system:anonymous", type: "Anonymous", via: "unknown" }],
  ])("who: %s", async (_, at, actor) => {
    const event = (await auditEvents("users.jsonl"))[at]!;
    expect(event.actor).toMatchObject(actor);
  });

  it("of an IAM identity: role, account, and four characters of the key", async () => {
    const [bob] = await auditEvents("users.jsonl");
    expect(bob!.actor).toMatchObject({
      arn: "arn:aws:iam::111122223333:role/Developer",
      account: "111122223333",
      session: "bob@example.com",
      accessKey: "0001",
    });
  });

  it("impersonation: the actor is who asked, beside whom they acted as", async () => {
    const [asVelero, asBob, refused] = (await auditEvents("impersonation.jsonl")).toSpliced(2, 1);
    expect(asVelero!.actor).toMatchObject({
      name: "PlatformAdmin/alice@example.com",
      actsAs: "system:serviceaccount:velero:velero",
    });
    expect(asBob!.actor).toMatchObject({ name: "PlatformAdmin/alice@example.com", actsAs: "bob" });
    expect(refused!.actor).not.toHaveProperty("actsAs");
    expect(refused!.outcome.refusedBy).toBe("impersonation");
    expect(refused!.outcome.message).toContain("cannot impersonate");
  });

  it("a token request is one request of two stages; only the second has changed something", async () => {
    const [received, complete] = (await auditEvents("token-requests.jsonl")) as [Event, Event];
    expect(received.attempt).toEqual(complete.attempt);
    expect([received.mutates, complete.mutates]).toEqual([false, true]);
    expect([received.outcome, complete.outcome]).toEqual([{ ok: true }, { ok: true, code: "201" }]);
  });

  it("reviews are questions: their create changes nothing", async () => {
    const events = await auditEvents("reviews.jsonl");
    expect(events.map(({ action, resource, mutates }) => [action, resource.type, mutates])).toEqual([
      ["create", "selfsubjectrulesreviews", false],
      ["create", "tokenreviews", false],
      ["create", "subjectaccessreviews", false],
    ]);
  });

  it("OPTIONS has an empty verb", async () => {
    const [options] = await auditEvents("odd-requests.jsonl");
    expect(options).toMatchObject({ action: "", mutates: false, dryRun: false });
  });

  it("user agents keep quotes, markup and tabs, and long ones are cut by the server", async () => {
    const [, odd, long] = await auditEvents("odd-requests.jsonl");
    expect(odd!.actor.userAgent).toBe('evil"<script>&e\tx');
    expect(long!.actor.userAgent).toBe(`${"U".repeat(1024)}...TRUNCATED`);
  });

  it("paths and queries that do not decode stay as they were sent", async () => {
    const [, , , dots, query, legacy] = await auditEvents("odd-requests.jsonl");
    expect(dots).toMatchObject({ resource: { type: "pods/..", name: "..", namespace: "shop" } });
    expect(query).toMatchObject({ resource: { name: "same-id" }, dryRun: false });
    expect(legacy).toMatchObject({ action: "watch", resource: { type: "secrets", namespace: "shop" } });
  });

  it("an ampersand of a URI is an escape in the text and itself in the value", async () => {
    const [exec] = await auditEvents("sessions.jsonl");
    expect(exec!.text).toContain("command=id\\u0026container=tiny");
    expect(exec!.raw["requestURI"]).toContain("command=id&container=tiny");
  });

  it("bodies over the server's limit are unseen, whatever the level says", async () => {
    const [event] = await auditEvents("bodies-removed.jsonl");
    expect(event!.raw["level"]).toBe("RequestResponse");
    expect(event).toMatchObject({ unseen: ["requestObject", "responseObject"], flags: ["bodiesRemoved"] });
  });

  it("a delete without its body is a delete or a dry run", async () => {
    const [, removed] = await auditEvents("bodies-removed.jsonl");
    expect(removed).toMatchObject({ action: "delete", dryRun: "unknown" });
  });

  it.each([
    [0, "merge"],
    [1, "strategic-merge"],
    [2, "operations"],
    [3, "apply"],
    [4, "merge"],
  ])("patch %d is written as %s", async (at, shape) => {
    const event = (await auditEvents("patches.jsonl"))[at]!;
    expect(event.patch).toBe(shape);
  });
});
