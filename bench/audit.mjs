/**
 * Writes a deterministic corpus of Kubernetes audit events as a control plane logs them: JSON lines, gzip, 10,000 a
 * file. Most of it is what a cluster says to itself; of 1,000 events about ten are a person's.
 *
 *   node bench/audit.mjs --out DIR [--events N] [--seed S]
 */
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { gzipSync } from "node:zlib";
import { random } from "./random.mjs";

const START = Date.UTC(2026, 2, 2);
const PER_FILE = 10_000;
const NAMESPACES = ["shop", "payments", "search", "kube-system", "monitoring", "ingress"];
const APPS = ["web", "api", "worker", "cart", "checkout", "index", "gateway", "cache"];
const CONTROLLERS = ["deployment-controller", "replicaset-controller", "endpointslice-controller", "job-controller"];

/**
 * @typedef {import("./random.mjs").Random} Random
 * @typedef {{ verb: string, resource: string, group?: string, subresource?: string, name?: string, namespace?: string,
 *   user: object, agent: string, level: string, request?: object, response?: object, code?: number, uri?: string }} Request
 */

const node = (rng) => `ip-10-0-${rng.int(8)}-${rng.int(250)}.eu-west-1.compute.internal`;
const user = (username, groups, extra) => ({
  username,
  groups: [...groups, "system:authenticated"],
  ...(extra && { extra }),
});
const kubelet = (name) => user(`system:node:${name}`, ["system:nodes"]);
const controller = (rng) =>
  user(`system:serviceaccount:kube-system:${rng.pick(CONTROLLERS)}`, [
    "system:serviceaccounts",
    "system:serviceaccounts:kube-system",
  ]);
const workload = (rng) =>
  user(`system:serviceaccount:${rng.pick(NAMESPACES)}:${rng.pick(APPS)}`, ["system:serviceaccounts"]);
const person = (rng) => {
  const name = rng.pick(["alice", "bob", "carol", "dave"]);
  const arn = `arn:aws:sts::111122223333:assumed-role/Developer/${name}`;
  const extra = {
    arn: [arn],
    canonicalArn: ["arn:aws:iam::111122223333:role/Developer"],
    sessionName: [name],
    principalId: ["AROAEXAMPLE"],
  };
  return user(arn, ["dev-team"], extra);
};

const meta = (rng, name, namespace) => ({
  name,
  namespace,
  uid: rng.uuid(),
  resourceVersion: String(rng.int(9_000_000)),
  creationTimestamp: "2026-02-11T08:00:00Z",
  labels: { app: name.split("-")[0], "app.kubernetes.io/managed-by": "Helm", "pod-template-hash": rng.hex(10) },
  managedFields: [
    {
      manager: "kube-controller-manager",
      operation: "Update",
      apiVersion: "v1",
      fieldsType: "FieldsV1",
      fieldsV1: {
        "f:metadata": { "f:labels": { "f:app": {}, "f:pod-template-hash": {} } },
        "f:spec": { "f:replicas": {} },
      },
    },
  ],
});

const podSpec = (rng, app) => ({
  containers: [
    {
      name: app,
      image: `111122223333.dkr.ecr.eu-west-1.amazonaws.com/${app}:1.${rng.int(40)}.${rng.int(9)}`,
      env: Array.from({ length: 6 }, (_, i) => ({ name: `SETTING_${i}`, value: rng.base64(20) })),
      resources: { limits: { cpu: "500m", memory: "512Mi" }, requests: { cpu: "100m", memory: "256Mi" } },
      ports: [{ containerPort: 8080, protocol: "TCP" }],
      livenessProbe: { httpGet: { path: "/healthz", port: 8080 }, periodSeconds: 10 },
      securityContext: { runAsNonRoot: true, allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
      volumeMounts: [{ name: "config", mountPath: "/etc/app" }],
    },
  ],
  volumes: [{ name: "config", configMap: { name: `${app}-config` } }],
  serviceAccountName: app,
  nodeSelector: { "kubernetes.io/os": "linux" },
  tolerations: [
    { key: "node.kubernetes.io/not-ready", operator: "Exists", effect: "NoExecute", tolerationSeconds: 300 },
  ],
});

/** @type {readonly (readonly [number, (rng: Random) => Request])[]} */
const REQUESTS = [
  [
    30,
    (rng) => {
      const name = node(rng);
      return {
        verb: "update",
        resource: "leases",
        group: "coordination.k8s.io",
        namespace: "kube-node-lease",
        name,
        user: kubelet(name),
        agent: "kubelet/v1.33.4 (linux/amd64) kubernetes/7b2f",
        level: "Metadata",
      };
    },
  ],
  [
    16,
    (rng) => ({
      verb: "watch",
      resource: rng.pick(["pods", "services", "configmaps", "endpointslices", "nodes"]),
      user: workload(rng),
      agent: "Go-http-client/2.0",
      level: "Metadata",
    }),
  ],
  [
    14,
    (rng) => ({
      verb: rng.pick(["get", "list"]),
      resource: rng.pick(["pods", "configmaps", "secrets", "services", "nodes"]),
      namespace: rng.pick(NAMESPACES),
      name: rng.pick(APPS),
      user: workload(rng),
      agent: "prometheus/2.53.0",
      level: "Metadata",
    }),
  ],
  [
    12,
    (rng) => {
      const name = node(rng);
      return {
        verb: "patch",
        resource: "nodes",
        subresource: "status",
        name,
        user: kubelet(name),
        agent: "kubelet/v1.33.4 (linux/amd64) kubernetes/7b2f",
        level: "Request",
        request: {
          status: {
            conditions: ["MemoryPressure", "DiskPressure", "PIDPressure", "Ready"].map((type) => ({
              type,
              status: "False",
              lastHeartbeatTime: "2026-03-02T09:00:00Z",
              reason: `Kubelet${type}`,
              message: "kubelet says so",
            })),
          },
        },
      };
    },
  ],
  [
    9,
    (rng) => {
      const app = rng.pick(APPS);
      const namespace = rng.pick(NAMESPACES);
      return {
        verb: "update",
        resource: "endpointslices",
        group: "discovery.k8s.io",
        namespace,
        name: `${app}-${rng.hex(5)}`,
        user: controller(rng),
        agent: "kube-controller-manager/v1.33.4",
        level: "Metadata",
      };
    },
  ],
  [
    6,
    (rng) => ({
      verb: "create",
      resource: "subjectaccessreviews",
      group: "authorization.k8s.io",
      user: workload(rng),
      agent: "metrics-server/v0.7",
      level: "Request",
      request: {
        kind: "SubjectAccessReview",
        spec: {
          resourceAttributes: { verb: "get", resource: "secrets", namespace: rng.pick(NAMESPACES) },
          user: "system:serviceaccount:shop:web",
        },
        status: { allowed: false },
      },
    }),
  ],
  [
    5,
    (rng) => {
      const app = rng.pick(APPS);
      const namespace = rng.pick(NAMESPACES);
      const object = {
        kind: "ReplicaSet",
        apiVersion: "apps/v1",
        metadata: meta(rng, `${app}-${rng.hex(10)}`, namespace),
        spec: { replicas: 3, template: { metadata: { labels: { app } }, spec: podSpec(rng, app) } },
      };
      return {
        verb: "update",
        resource: "replicasets",
        group: "apps",
        namespace,
        name: object.metadata.name,
        user: controller(rng),
        agent: "kube-controller-manager/v1.33.4",
        level: "RequestResponse",
        request: object,
        response: object,
      };
    },
  ],
  [
    4,
    (rng) => {
      const app = rng.pick(APPS);
      const namespace = rng.pick(NAMESPACES);
      const object = {
        kind: "Pod",
        apiVersion: "v1",
        metadata: meta(rng, `${app}-${rng.hex(10)}`, namespace),
        spec: podSpec(rng, app),
      };
      return {
        verb: "create",
        resource: "pods",
        namespace,
        user: controller(rng),
        agent: "kube-controller-manager/v1.33.4",
        level: "RequestResponse",
        request: object,
        response: object,
        code: 201,
      };
    },
  ],
  [
    3,
    (rng) => ({
      verb: "get",
      resource: "",
      uri: rng.pick(["/readyz", "/livez", "/api", "/apis"]),
      user: user("system:anonymous", ["system:unauthenticated"]),
      agent: "ELB-HealthChecker/2.0",
      level: "Metadata",
    }),
  ],
  [
    0.4,
    (rng) => ({
      verb: rng.pick(["get", "list"]),
      resource: rng.pick(["pods", "deployments", "events"]),
      namespace: rng.pick(NAMESPACES),
      user: person(rng),
      agent: "kubectl/v1.33.1 (darwin/arm64)",
      level: "Request",
    }),
  ],
  [
    0.3,
    (rng) => {
      const name = `${rng.pick(APPS)}-${rng.hex(10)}`;
      return {
        verb: "create",
        resource: "pods",
        subresource: "exec",
        namespace: rng.pick(NAMESPACES),
        name,
        user: person(rng),
        agent: "kubectl/v1.33.1 (darwin/arm64)",
        level: "RequestResponse",
        code: 101,
      };
    },
  ],
  [
    0.3,
    (rng) => ({
      verb: "get",
      resource: "secrets",
      namespace: rng.pick(NAMESPACES),
      name: `${rng.pick(APPS)}-tls`,
      user: person(rng),
      agent: "kubectl/v1.33.1 (darwin/arm64)",
      level: "Metadata",
    }),
  ],
];

/** One audit event of a request. */
function event(rng, at, made) {
  const { verb, resource, group, subresource, namespace, name, level, request, response, code = 200 } = made;
  const place = [
    group ? `/apis/${group}/v1` : "/api/v1",
    namespace && `namespaces/${namespace}`,
    resource,
    name,
    subresource,
  ];
  const time = new Date(at).toISOString().replace("Z", "000Z");
  return {
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    level,
    auditID: rng.uuid(),
    stage: "ResponseComplete",
    requestURI: made.uri ?? place.filter(Boolean).join("/"),
    verb,
    user: made.user,
    sourceIPs: [`10.0.${rng.int(8)}.${rng.int(250)}`],
    userAgent: made.agent,
    ...(resource && { objectRef: { resource, namespace, name, apiGroup: group, apiVersion: "v1", subresource } }),
    responseStatus: { metadata: {}, code },
    ...(request && { requestObject: request }),
    ...(response && { responseObject: response }),
    requestReceivedTimestamp: time,
    stageTimestamp: time,
    annotations: { "authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": "" },
  };
}

/**
 * Writes the corpus, or keeps the one that lies there when it was made by the same generator with the same options.
 * @param {{ out: string, events: number, seed?: number }} options
 * @returns {Promise<{ key: string, events: number, files: number, bytes: number }>}
 */
export async function auditCorpus({ out, events, seed = 1 }) {
  const key = createHash("sha256")
    .update(JSON.stringify([events, seed]))
    .update(readFileSync(new URL("./audit.mjs", import.meta.url)))
    .digest("hex");
  const manifestFile = path.join(out, "manifest.json");
  if (existsSync(manifestFile)) {
    const kept = JSON.parse(readFileSync(manifestFile, "utf8"));
    if (kept.key === key) return kept;
  }
  rmSync(out, { recursive: true, force: true });
  const folder = path.join(out, "audit");
  mkdirSync(folder, { recursive: true });
  const rng = random(seed);
  const next = rng.weighted(REQUESTS);
  const manifest = { key, events, files: 0, bytes: 0 };
  for (let done = 0; done < events; manifest.files += 1) {
    const count = Math.min(PER_FILE, events - done);
    const lines = Array.from({ length: count }, (_, i) =>
      JSON.stringify(event(rng, START + (done + i) * 20, next()(rng))),
    );
    const text = Buffer.from(`${lines.join("\n")}\n`);
    manifest.bytes += text.length;
    done += count;
    const name = `kube-apiserver-audit-${String(manifest.files).padStart(4, "0")}.jsonl.gz`;
    writeFileSync(path.join(folder, name), gzipSync(text));
  }
  writeFileSync(manifestFile, `${JSON.stringify(manifest, null, 2)}\n`);
  return manifest;
}

if (import.meta.filename === process.argv[1]) {
  const { values } = parseArgs({
    options: {
      out: { type: "string" },
      events: { type: "string", default: "150000" },
      seed: { type: "string", default: "1" },
    },
  });
  if (!values.out) throw new Error("--out DIR is missing");
  const { events, files, bytes } = await auditCorpus({
    out: values.out,
    events: Number(values.events),
    seed: Number(values.seed),
  });
  console.log(`${events} audit events in ${files} files, mean ${Math.round(bytes / events)} B`);
}
