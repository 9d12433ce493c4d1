import { describe, expect, it } from "vitest";
import { deployment } from "../../../../test/deployment.ts";
import { auditRecords, inside, lines, stateOf, write } from "../../../../test/inside.ts";
import { judge, open } from "../../../../test/world.ts";
import type { JsonObject } from "../../../model/json.ts";

const world = { resources: [], terraform: stateOf(inside("kubernetes_deployment.web", deployment())) };
const records = auditRecords("deployment-changes.jsonl");
const [created] = records.filter(({ verb }) => verb === "create");
const POD = "spec[0].template[0].spec[0]";

describe("a Deployment that kubectl changed in every way it can", () => {
  const [finding, ...rest] = judge(world, records);

  it("is one finding, of what differs from the state at the end", () => {
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: "drift/kubernetes_deployment",
      status: "open",
      severity: "medium",
      cluster: { name: "production-cluster", account: "111122223333" },
      resource: { type: "kubernetes_deployment", address: "kubernetes_deployment.web", id: "shop/web" },
      actor: { name: "Developer/bob@example.com", via: "kubectl", source_ip: "203.0.113.11" },
    });
    expect(lines(finding)).toEqual([
      ['spec[0].template[0].metadata[0].annotations["rev"]', null, "2", "drifted"],
      ['metadata[0].annotations["team/note"]', null, "a/b~c", "drifted"],
      ['metadata[0].labels["example.com/tier"]', null, "front", "drifted"],
      [`${POD}.container[0].env[0]`, null, { name: "LOG_LEVEL", value: "info" }, "drifted"],
      ["spec[0].replicas", "2", "3", "drifted"],
      [`${POD}.container[0].image`, "public.ecr.aws/nginx/nginx:1.27", "public.ecr.aws/nginx/nginx:1.28", "drifted"],
      ['spec[0].template[0].metadata[0].annotations["kubectl.kubernetes.io/restartedAt"]', null, null, "reverted"],
    ]);
  });

  it("tells each real change once: not the creation that the state holds, dry runs, conflicts, status, a diff", () => {
    expect(finding!.count).toBe(9);
    expect(
      finding!.timeline.map(({ changes }) => changes?.map(({ path, from, to }) => [path.split(".").at(-1), from, to])),
    ).toEqual([
      [["env[0]", undefined, { name: "LOG_LEVEL", value: "debug" }]],
      [['annotations["rev"]', undefined, "2"]],
      [['annotations["team/note"]', undefined, "a/b~c"]],
      [['labels["example', undefined, "front"]].map(() => ['com/tier"]', undefined, "front"]),
      [["env[0]", { name: "LOG_LEVEL", value: "debug" }, { name: "LOG_LEVEL", value: "info" }]],
      [["replicas", "2", "3"]],
      [["image", "public.ecr.aws/nginx/nginx:1.27", "public.ecr.aws/nginx/nginx:1.28"]],
      [['io/restartedAt"]', undefined, "2026-11-21T03:27:05Z"]],
      [['io/restartedAt"]', "2026-11-21T03:27:05Z", null]],
    ]);
  });

  it("is the same whatever the order of the records", () => {
    const shuffled = records.toReversed();
    const [other, ...more] = judge(world, shuffled);
    expect(more).toEqual([]);
    expect(lines(other)).toEqual(expect.arrayContaining(lines(finding)!.slice(0, 6)));
    expect(other!.id).toBe(finding!.id);
    expect(other!.timeline).toEqual(finding!.timeline);
  });
});

/** The creation with another object, a moment later, as an update. */
function updated(change: (object: JsonObject) => void, more: JsonObject = {}): JsonObject {
  const { responseObject } = structuredClone(created!);
  change(responseObject as JsonObject);
  const { auditID: _id, stageTimestamp: _time, ...rest } = created!;
  return write({
    ...rest,
    verb: "update",
    responseStatus: { code: 200 },
    responseObject: responseObject!,
    ...more,
  });
}
const podOf = (object: JsonObject) => ((object["spec"] as JsonObject)["template"] as JsonObject)["spec"] as JsonObject;
const appOf = (object: JsonObject) => (podOf(object)["containers"] as JsonObject[])[0]!;

describe("what an object says", () => {
  it.each<[string, (object: JsonObject) => void]>([
    [
      "quantities in another spelling",
      (object) => (appOf(object)["resources"] = { requests: { cpu: "10m", memory: "16384Ki" } }),
    ],
    [
      "stamps and counts",
      (object) => Object.assign(object["metadata"] as JsonObject, { generation: 9, resourceVersion: "9" }),
    ],
    [
      "annotations of Kubernetes' own",
      (object) => ((object["metadata"] as JsonObject)["annotations"] = { "deployment.kubernetes.io/revision": "9" }),
    ],
    ["members that no version of the provider holds", (object) => (podOf(object)["brandNew"] = { a: 1 })],
    ["an empty block", (object) => (podOf(object)["securityContext"] = {})],
    ["a status", (object) => (object["status"] = { replicas: 9 })],
  ])("is not drift: %s", (_, change) => expect(judge(world, [updated(change)])).toEqual([]));

  it.each<[string, (object: JsonObject) => void, unknown[][]]>([
    [
      "a quantity",
      (object) => (appOf(object)["resources"] = { requests: { cpu: "20m", memory: "16Mi" } }),
      [[`${POD}.container[0].resources[0].requests["cpu"]`, "0.01", "20m", "drifted"]],
    ],
    [
      "a number that the state writes as a text",
      (object) => ((appOf(object)["securityContext"] as JsonObject)["runAsUser"] = 0),
      [[`${POD}.container[0].security_context[0].run_as_user`, "101", "0", "drifted"]],
    ],
    [
      "a switch",
      (object) => ((appOf(object)["securityContext"] as JsonObject)["privileged"] = true),
      [[`${POD}.container[0].security_context[0].privileged`, false, true, "drifted"]],
    ],
    [
      "a list of words",
      (object) => (((appOf(object)["securityContext"] as JsonObject)["capabilities"] as JsonObject)["drop"] = null),
      [[`${POD}.container[0].security_context[0].capabilities[0].drop`, ["ALL"], [], "drifted"]],
    ],
    [
      "a port in place of another",
      (object) => (appOf(object)["ports"] = [{ containerPort: 9090, protocol: "TCP" }]),
      [
        [`${POD}.container[0].port[0]`, { container_port: 8080, protocol: "TCP" }, null, "drifted"],
        [`${POD}.container[0].port[1]`, null, { container_port: 9090, protocol: "TCP" }, "drifted"],
      ],
    ],
    [
      "a container put in front",
      (object) => (podOf(object)["containers"] as JsonObject[]).unshift({ name: "spy", image: "x" }),
      [[`${POD}.container[1]`, null, { name: "spy", image: "x" }, "drifted"]],
    ],
    [
      "a block that the state has not",
      (object) => (podOf(object)["hostAliases"] = [{ ip: "10.0.0.1", hostnames: ["db"] }]),
      [[`${POD}.host_aliases[0]`, null, { ip: "10.0.0.1", hostnames: ["db"] }, "drifted"]],
    ],
    [
      "the host's network",
      (object) => (podOf(object)["hostNetwork"] = true),
      [[`${POD}.host_network`, false, true, "drifted"]],
    ],
    [
      "a label gone",
      (object) => ((object["metadata"] as JsonObject)["labels"] = {}),
      [['metadata[0].labels["app"]', "app: web".slice(5), null, "drifted"]],
    ],
  ])("is drift: %s", (_, change, expected) => {
    const [finding, ...rest] = judge(world, [updated(change)]);
    expect(rest).toEqual([]);
    expect(lines(finding)).toEqual(expected);
  });

  it("hides what variables with the names of secrets hold", () => {
    const add = (value: string) => (object: JsonObject) => (appOf(object)["env"] = [{ name: "DB_PASSWORD", value }]);
    const spy = { name: "spy", image: "x", env: [{ name: "API_TOKEN", value: "hunter2" }] };
    const [other] = judge(world, [updated((object) => (podOf(object)["containers"] as JsonObject[]).push(spy))]);
    expect(JSON.stringify(other)).not.toContain("hunter2");
    const [finding] = judge(world, [updated(add("hunter2"))]);
    expect(JSON.stringify(finding)).not.toContain("hunter2");
    expect(lines(finding)).toEqual([
      [`${POD}.container[0].env[0]`, null, { name: "DB_PASSWORD", value: "(sensitive)" }, "drifted"],
    ]);
  });
});

describe("two hands on one object", () => {
  const HPA = { user: { username: "system:serviceaccount:kube-system:horizontal-pod-autoscaler" } };
  const scale = (replicas: number, more: JsonObject) =>
    write({
      objectRef: { apiGroup: "apps", resource: "deployments", namespace: "shop", name: "web", subresource: "scale" },
      verb: "update",
      responseObject: { kind: "Scale", metadata: { name: "web" }, spec: { replicas } },
      ...more,
    });

  it("leave each its own: what an autoscaler moved does not become the next person's", () => {
    const [finding, quiet] = judge(world, [
      scale(5, HPA),
      updated((object) => {
        (object["spec"] as JsonObject)["replicas"] = 5;
        appOf(object)["image"] = "x";
      }, {}),
    ]).toSorted((a, b) => a.status.localeCompare(b.status));
    expect(lines(finding)).toContainEqual([
      `${POD}.container[0].image`,
      "public.ecr.aws/nginx/nginx:1.27",
      "x",
      "drifted",
    ]);
    expect(finding!.changes).toContainEqual({
      path: "spec[0].replicas",
      before: "2",
      after: "5",
      verdict: "ignored",
      reason: "automation: system:serviceaccount:kube-system:horizontal-pod-autoscaler",
    });
    expect(quiet).toMatchObject({ status: "quiet", resolution: "ignored" });
  });

  it("and an autoscaler does not hide what a person did before", () => {
    const findings = judge(world, [
      updated((object) => (appOf(object)["image"] = "x")),
      updated((object) => {
        appOf(object)["image"] = "x";
        (object["metadata"] as JsonObject)["labels"] = { app: "web", by: "controller" };
      }, HPA),
    ]);
    expect(open(findings).map((finding) => [finding.actor?.name, lines(finding)?.[0]])).toEqual([
      ["Developer/bob@example.com", [`${POD}.container[0].image`, "public.ecr.aws/nginx/nginx:1.27", "x", "drifted"]],
    ]);
  });
});
