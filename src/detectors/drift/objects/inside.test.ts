import { describe, expect, it } from "vitest";
import { deployment } from "../../../../test/deployment.ts";
import { auditRecords, inside, lines, stateOf, write } from "../../../../test/inside.ts";
import { CLUSTER, call, judge, open } from "../../../../test/world.ts";
import type { World } from "../../../../test/world.ts";
import type { Finding } from "../../../model/finding.ts";
import type { Json, JsonObject } from "../../../model/json.ts";

const world = (...resources: JsonObject[]): World => ({ resources: [], terraform: stateOf(...resources) });
const named = (name: string, namespace?: string, more: JsonObject = {}): JsonObject => ({
  metadata: [{ annotations: null, labels: null, name, ...(namespace === undefined ? {} : { namespace }), ...more }],
});
const ref = (resource: string, name: string, namespace?: string, apiGroup = "") => ({
  objectRef: {
    resource,
    name,
    apiVersion: "v1",
    ...(namespace === undefined ? {} : { namespace }),
    ...(apiGroup === "" ? {} : { apiGroup }),
  },
});
const answer = (kind: string, name: string, content: JsonObject, metadata: JsonObject = {}) => ({
  responseObject: { kind, metadata: { name, ...metadata }, ...content },
});
const HIDDEN = { level: "Metadata" };
const told = (findings: readonly Finding[]) => findings.map((finding) => [finding.severity, lines(finding)]);

describe("content that the audit level hides", () => {
  const config = world(
    inside("kubernetes_config_map.web", { id: "shop/web", data: { a: "1" }, ...named("web", "shop") }),
  );
  const change = write({ ...HIDDEN, ...ref("configmaps", "web", "shop"), verb: "update" });
  const [finding] = judge(config, [change]);

  it("is changed, and what it is now nobody knows", () => {
    expect(finding).toMatchObject({
      status: "open",
      severity: "medium",
      title: "kubernetes_config_map.web: changed, content unknown",
      unseen: ["requestObject", "responseObject"],
      undo: [{ kind: "terraform", text: "terraform apply -target=kubernetes_config_map.web" }],
    });
    expect(finding!.changes).toEqual([
      {
        path: "data",
        before: { a: "1" },
        verdict: "unknown",
        reason: "changed, content unknown (audit level Metadata)",
      },
    ]);
  });

  it.each([
    ["kubernetes_secret.web", { id: "shop/web", data: { password: "hunter2" }, ...named("web", "shop") }],
    ["kubernetes_secret_v1_data.web", { data: { password: "hunter2" }, ...named("web", "shop") }],
    [
      "kubernetes_manifest.web",
      {
        manifest: {
          apiVersion: "v1",
          kind: "Secret",
          metadata: { name: "web", namespace: "shop" },
          stringData: { p: "hunter2" },
        },
      },
    ],
    [
      "kubectl_manifest.web",
      { yaml_body: "apiVersion: v1\nkind: Secret\nmetadata: {name: web, namespace: shop}\nstringData: {p: hunter2}\n" },
    ],
  ])("is not told by way of the state either: %s", (address, attributes) => {
    const findings = judge(world(inside(address, attributes)), [
      write({ ...HIDDEN, ...ref("secrets", "web", "shop") }),
    ]);
    expect(open(findings)).toHaveLength(1);
    expect(JSON.stringify(findings)).not.toContain("hunter2");
  });

  it("may be deleted, or not: until somebody writes to it again", () => {
    const gone = write({ ...HIDDEN, ...ref("configmaps", "web", "shop"), verb: "delete" });
    const [maybe] = judge(config, [gone]);
    expect(maybe).toMatchObject({
      status: "open",
      title: "kubernetes_config_map.web: deleted, or a dry run of it",
      changes: [{ path: "", verdict: "unknown" }],
      undo: [{ kind: "terraform" }, { kind: "note" }],
    });
    const [after] = judge(config, [gone, write({ ...HIDDEN, ...ref("configmaps", "web", "shop") })]);
    expect(lines(after)).toEqual(
      [["data", { a: "1" }, undefined, "unknown"]].concat([["", undefined, undefined, "reverted"]] as never),
    );
  });

  it("comes to light with a write that tells the object", () => {
    const exact = write({ ...ref("configmaps", "web", "shop"), ...answer("ConfigMap", "web", { data: { a: "1" } }) });
    expect(judge(config, [change, exact])).toMatchObject([{ status: "resolved", resolution: "reverted", count: 2 }]);
  });
});

describe("deletions", () => {
  const policy = (name: string, namespace: string) =>
    inside(`kubernetes_network_policy.${name.replaceAll("-", "_")}`, { spec: [{}], ...named(name, namespace) });
  const held = world(
    policy("allow-dns", "payments"),
    inside("kubernetes_namespace.billing", named("billing")),
    inside("kubernetes_deployment.api", deployment(named("api", "billing"))),
    inside("kubernetes_config_map.c11", { data: {}, ...named("c11", "billing") }),
  );

  it("are told as far as the record tells them, a namespace's objects with the namespace", () => {
    const findings = judge(held, auditRecords("deletions.jsonl"));
    expect(findings.map(({ title, severity, controls }) => [title, severity, controls])).toEqual([
      ["kubernetes_config_map.c11: deleted, or a dry run of it", "medium", []],
      ["kubernetes_network_policy.allow_dns: network policy deleted", "medium", ["aws-k8s-09"]],
      ["kubernetes_namespace.billing: namespace deleted", "high", []],
    ]);
    expect(findings.at(-1)!.undo).toEqual([
      { kind: "terraform", text: "terraform apply -target=kubernetes_namespace.billing # creates it" },
    ]);
  });

  it("by the namespace controller are told where no state holds the namespace", () => {
    const alone = world(inside("kubernetes_deployment.api", deployment(named("api", "billing"))));
    expect(judge(alone, auditRecords("deletions.jsonl"))).toMatchObject([
      { title: "kubernetes_deployment.api: deleted", status: "open", actor: { via: "controller" } },
    ]);
  });

  it("and a creation anew are one story", () => {
    const web = world(
      inside("kubernetes_service_account.web", { automount_service_account_token: true, ...named("web", "shop") }),
    );
    const of = ref("serviceaccounts", "web", "shop");
    const same = answer("ServiceAccount", "web", {});
    const other = answer("ServiceAccount", "web", { automountServiceAccountToken: false });
    const deleted = write({ ...of, verb: "delete" });
    expect(judge(web, [deleted, write({ ...of, ...same, verb: "create" })])).toMatchObject([
      { resolution: "reverted" },
    ]);
    const [replaced] = judge(web, [deleted, write({ ...of, ...other, verb: "create" })]);
    expect(lines(replaced)).toEqual([
      ["", undefined, undefined, "replaced"],
      ["automount_service_account_token", true, false, "drifted"],
    ]);
  });
});

describe("what needs nobody", () => {
  const held = world(inside("kubernetes_namespace.shop", named("shop", undefined, { labels: { team: "web" } })));
  const labelled = (labels: JsonObject, more: JsonObject = {}) =>
    write({
      ...ref("namespaces", "shop"),
      ...answer("Namespace", "shop", {}, { labels: { "kubernetes.io/metadata.name": "shop", ...labels } }),
      ...more,
    });
  const added = { team: "web", by: "hand" };

  it.each<[string, JsonObject]>([
    ["what the state says", labelled({ team: "web" })],
    ["a dry run", labelled(added, { requestURI: "/api/v1/namespaces/shop?dryRun=All" })],
    ["an earlier stage", labelled(added, { stage: "ResponseStarted" })],
    ["a status", labelled(added, { objectRef: { resource: "namespaces", name: "shop", subresource: "status" } })],
    ["somebody faster", labelled(added, { responseStatus: { code: 409 } })],
    [
      "a controller that was refused",
      labelled(added, { responseStatus: { code: 403 }, user: { username: "system:serviceaccount:kube-system:x" } }),
    ],
    ["another object", labelled(added, ref("namespaces", "other"))],
  ])("leaves no finding: %s", (_, record) => expect(judge(held, [record])).toEqual([]));

  it.each<[string, JsonObject, string, string]>([
    [
      "a person who was refused",
      labelled(added, { responseStatus: { code: 403, message: "forbidden: no" } }),
      "failed",
      "403: forbidden: no",
    ],
    ["EKS", labelled(added, { user: { username: "eks:addon-manager" } }), "ignored", "automation: eks:addon-manager"],
    [
      "the control plane",
      labelled(added, { user: { username: "system:kube-controller-manager" } }),
      "ignored",
      "automation: system:kube-controller-manager",
    ],
    [
      "GitOps, where it is trusted",
      labelled(added, { user: { username: "system:serviceaccount:argocd:app-controller" } }),
      "ignored",
      "automation: system:serviceaccount:argocd:app-controller",
    ],
  ])("is quiet: %s", (_, record, resolution, note) => {
    const trust = { gitopsIdentities: ["system:serviceaccount:argocd:*"] };
    expect(judge({ ...held, trust }, [record])).toMatchObject([{ status: "quiet", resolution, timeline: [{ note }] }]);
  });

  it.each([
    ["AWS's own people", "eks:support-engineer"],
    ["a GitOps controller that nobody trusts", "system:serviceaccount:argocd:app-controller"],
    ["a service account of another namespace", "system:serviceaccount:kube-systems:x"],
  ])("is told all the same: %s", (_, username) => {
    expect(told(judge(held, [labelled(added, { user: { username } })]))).toEqual([
      ["low", [['metadata[0].labels["by"]', null, "hand", "drifted"]]],
    ]);
  });

  it("is an own apply that the state came to hold, and one it did not is told", () => {
    const user = { username: "x", extra: { canonicalArn: ["arn:aws:iam::111122223333:role/Apply"] } };
    const trust = { applyRoles: ["arn:aws:iam::111122223333:role/Apply"] };
    expect(judge({ ...held, trust }, [labelled({ team: "web" }, { user })])).toMatchObject([
      { resolution: "converged" },
    ]);
    expect(open(judge({ ...held, trust }, [labelled(added, { user })]))).toMatchObject([
      { changes: [{ reason: "by x, yet no state holds it" }] },
    ]);
  });
});

describe("server-side apply on an object last applied by the client", () => {
  it("is four patches and one entry", () => {
    const held = world(inside("kubernetes_deployment.web", deployment()));
    const [created] = auditRecords("deployment-changes.jsonl").filter(({ verb }) => verb === "create");
    const object = structuredClone(created!["responseObject"]) as JsonObject;
    (object["spec"] as JsonObject)["replicas"] = 4;
    const patches = [1, 2, 3, 4].map((n) =>
      write({
        ...ref("deployments", "web", "shop", "apps"),
        responseObject: { ...object, metadata: { ...(object["metadata"] as JsonObject), generation: n } },
      }),
    );
    const [finding] = judge(held, patches);
    expect([finding!.count, finding!.timeline.length, lines(finding)]).toEqual([
      1,
      1,
      [["spec[0].replicas", "2", "4", "drifted"]],
    ]);
  });
});

describe("types of the provider", () => {
  it.each<[string, JsonObject, ReturnType<typeof ref>, Json, unknown[]]>([
    [
      "a service",
      inside("kubernetes_service.web", {
        ...named("web", "shop"),
        spec: [
          {
            cluster_ip: "10.0.0.1",
            external_ips: null,
            port: [{ name: "", node_port: 0, port: 80, protocol: "TCP", target_port: "8080" }],
            selector: { app: "web" },
            session_affinity: "None",
            type: "ClusterIP",
          },
        ],
        status: [{}],
        wait_for_load_balancer: true,
      }),
      ref("services", "web", "shop"),
      {
        spec: {
          clusterIP: "10.0.0.1",
          ports: [{ port: 80, protocol: "TCP", targetPort: 8080, nodePort: 30080 }],
          selector: { app: "web" },
          type: "NodePort",
          externalIPs: ["203.0.113.1"],
        },
      },
      [
        ["spec[0].external_ips", null, ["203.0.113.1"], "drifted"],
        ["spec[0].port[0].node_port", 0, 30080, "drifted"],
        ["spec[0].type", "ClusterIP", "NodePort", "drifted"],
      ],
    ],
    [
      "an ingress",
      inside("kubernetes_ingress_v1.web", {
        ...named("web", "shop"),
        spec: [
          {
            default_backend: [],
            ingress_class_name: "alb",
            rule: [
              {
                host: "a.example",
                http: [
                  {
                    path: [
                      {
                        backend: [{ resource: [], service: [{ name: "web", port: [{ name: 0, number: 80 }] }] }],
                        path: "/",
                        path_type: "Prefix",
                      },
                    ],
                  },
                ],
              },
            ],
            tls: [],
          },
        ],
      }),
      ref("ingresses", "web", "shop", "networking.k8s.io"),
      {
        spec: {
          ingressClassName: "alb",
          rules: [
            {
              host: "a.example",
              http: {
                paths: [
                  { backend: { service: { name: "other", port: { number: 80 } } }, path: "/", pathType: "Prefix" },
                ],
              },
            },
          ],
          tls: [{ hosts: ["a.example"] }],
        },
      },
      [
        ["spec[0].rule[0].http[0].path[0].backend[0].service[0].name", "web", "other", "drifted"],
        ["spec[0].tls[0]", null, { hosts: ["a.example"] }, "drifted"],
      ],
    ],
    [
      "a network policy",
      inside("kubernetes_network_policy_v1.deny", {
        ...named("deny", "shop"),
        spec: [
          {
            egress: [],
            ingress: [],
            pod_selector: [{ match_expressions: [], match_labels: null }],
            policy_types: ["Ingress"],
          },
        ],
      }),
      ref("networkpolicies", "deny", "shop", "networking.k8s.io"),
      {
        spec: { podSelector: {}, policyTypes: ["Ingress"], ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }] },
      },
      [["spec[0].ingress[0]", null, { from: [{ ip_block: { cidr: "0.0.0.0/0" } }] }, "drifted"]],
    ],
    [
      "a binding",
      inside("kubernetes_cluster_role_binding.admins", {
        ...named("admins"),
        role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" }],
        subject: [{ api_group: "rbac.authorization.k8s.io", kind: "Group", name: "platform", namespace: "default" }],
      }),
      ref("clusterrolebindings", "admins", undefined, "rbac.authorization.k8s.io"),
      {
        roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "cluster-admin" },
        subjects: [
          { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "platform" },
          { kind: "ServiceAccount", name: "web", namespace: "shop" },
        ],
      },
      [["subject[1]", null, { kind: "ServiceAccount", name: "web", namespace: "shop" }, "drifted"]],
    ],
    [
      "a role",
      inside("kubernetes_role.web", {
        ...named("web", "shop"),
        rule: [{ api_groups: [""], resource_names: [], resources: ["pods"], verbs: ["get", "list"] }],
      }),
      ref("roles", "web", "shop", "rbac.authorization.k8s.io"),
      { rules: [{ apiGroups: [""], resources: ["pods"], verbs: ["list", "get", "delete"] }] },
      [["rule[0].verbs", ["get", "list"], ["list", "get", "delete"], "drifted"]],
    ],
    [
      "a volume with its source beside its other members",
      inside("kubernetes_persistent_volume.data", {
        ...named("data"),
        spec: [
          {
            access_modes: ["ReadWriteOnce"],
            capacity: { storage: "10Gi" },
            persistent_volume_source: [{ csi: [{ driver: "ebs.csi.aws.com", volume_handle: "vol-1" }], host_path: [] }],
          },
        ],
      }),
      ref("persistentvolumes", "data"),
      {
        spec: {
          accessModes: ["ReadWriteOnce"],
          capacity: { storage: "10240Mi" },
          csi: { driver: "ebs.csi.aws.com", volumeHandle: "vol-2" },
        },
      },
      [["spec[0].persistent_volume_source[0].csi[0].volume_handle", "vol-1", "vol-2", "drifted"]],
    ],
    [
      "a storage class",
      inside("kubernetes_storage_class.gp3", {
        ...named("gp3"),
        storage_provisioner: "ebs.csi.aws.com",
        parameters: { type: "gp3" },
        reclaim_policy: "Delete",
      }),
      ref("storageclasses", "gp3", undefined, "storage.k8s.io"),
      { provisioner: "ebs.csi.aws.com", parameters: { type: "gp2" }, reclaimPolicy: "Delete" },
      [['parameters["type"]', "gp3", "gp2", "drifted"]],
    ],
    [
      "a daemon set's strategy, and the mode of a file",
      inside("kubernetes_daemonset.agent", {
        ...named("agent", "shop"),
        spec: [
          {
            strategy: [{ type: "RollingUpdate", rolling_update: [{ max_unavailable: "1" }] }],
            template: [
              { spec: [{ volume: [{ name: "c", config_map: [{ default_mode: "0644", name: "c", items: [] }] }] }] },
            ],
          },
        ],
      }),
      ref("daemonsets", "agent", "shop", "apps"),
      {
        spec: {
          updateStrategy: { type: "OnDelete" },
          template: { spec: { volumes: [{ name: "c", configMap: { name: "c", defaultMode: 420 } }] } },
        },
      },
      [
        ["spec[0].strategy[0].type", "RollingUpdate", "OnDelete", "drifted"],
        ["spec[0].strategy[0].rolling_update[0]", { max_unavailable: "1" }, null, "drifted"],
      ],
    ],
    [
      "labels of an object that is somebody else's",
      inside("kubernetes_labels.shop", {
        api_version: "v1",
        kind: "Namespace",
        ...named("shop"),
        labels: { "pod-security.kubernetes.io/enforce": "restricted" },
      }),
      ref("namespaces", "shop"),
      { metadata: { name: "shop", labels: { "pod-security.kubernetes.io/enforce": "privileged", other: "x" } } },
      [['labels["pod-security.kubernetes.io/enforce"]', "restricted", "privileged", "drifted"]],
    ],
    [
      "annotations, of pods too",
      inside("kubernetes_annotations.web", {
        api_version: "apps/v1",
        kind: "Deployment",
        ...named("web", "shop"),
        annotations: { a: "1" },
        template_annotations: { b: "2" },
      }),
      ref("deployments", "web", "shop", "apps"),
      { spec: { template: { metadata: { annotations: { b: "3", c: "4" } } } } },
      [
        ['annotations["a"]', "1", null, "drifted"],
        ['template_annotations["b"]', "2", "3", "drifted"],
      ],
    ],
    [
      "variables of one container",
      inside("kubernetes_env.web", {
        api_version: "apps/v1",
        kind: "Deployment",
        ...named("web", "shop"),
        container: "app",
        env: [
          { name: "A", value: "1", value_from: [] },
          { name: "B", value: "2", value_from: [] },
        ],
      }),
      ref("deployments", "web", "shop", "apps"),
      {
        spec: {
          template: {
            spec: {
              containers: [
                { name: "x", env: [{ name: "A", value: "9" }] },
                {
                  name: "app",
                  env: [
                    { name: "B", value: "3" },
                    { name: "C", value: "4" },
                  ],
                },
              ],
            },
          },
        },
      },
      [
        ["env[0]", { name: "A", value: "1" }, null, "drifted"],
        ["env[1].value", "2", "3", "drifted"],
      ],
    ],
    [
      "taints of a node",
      inside("kubernetes_node_taint.gpu", {
        ...named("ip-10-0-0-1"),
        taint: [{ effect: "NoSchedule", key: "gpu", value: "true" }],
      }),
      ref("nodes", "ip-10-0-0-1"),
      {
        spec: {
          taints: [
            { effect: "NoSchedule", key: "gpu", value: "false" },
            { effect: "NoExecute", key: "x" },
          ],
        },
      },
      [["taint[0].value", "true", "false", "drifted"]],
    ],
    [
      "a manifest, in what it says itself",
      inside("kubernetes_manifest.pdb", {
        manifest: {
          value: {
            apiVersion: "policy/v1",
            kind: "PodDisruptionBudget",
            metadata: { name: "web", namespace: "shop", labels: { "app.kubernetes.io/name": "web" } },
            spec: { minAvailable: 1, selector: { matchLabels: { app: "web" } } },
          },
          type: ["object", {}],
        },
      }),
      ref("poddisruptionbudgets", "web", "shop", "policy"),
      {
        metadata: { name: "web", namespace: "shop", labels: { more: "x" } },
        spec: { minAvailable: 0, maxUnavailable: 1, selector: { matchLabels: { app: "web" } } },
      },
      [
        ['manifest.metadata.labels["app.kubernetes.io/name"]', "web", null, "drifted"],
        ["manifest.spec.minAvailable", 1, 0, "drifted"],
      ],
    ],
    [
      "a manifest as YAML",
      inside("kubectl_manifest.web", {
        yaml_body:
          "apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: web, namespace: shop}\nspec:\n  replicas: 2\n  template:\n    spec:\n      containers:\n      - {name: app, image: a, env: [{name: API_TOKEN, value: hunter2}], resources: {limits: {cpu: 1}}}\n",
      }),
      ref("deployments", "web", "shop", "apps"),
      {
        spec: {
          replicas: 2,
          template: {
            spec: {
              containers: [
                { name: "side", image: "s" },
                {
                  name: "app",
                  image: "b",
                  env: [{ name: "API_TOKEN", value: "other" }],
                  resources: { limits: { cpu: "1000m" } },
                },
              ],
            },
          },
        },
      },
      [
        ["yaml_body#/spec/template/spec/containers/0/image", "a", "b", "drifted"],
        ["yaml_body#/spec/template/spec/containers/0/env/0/value", "(sensitive)", "(sensitive)", "drifted"],
      ],
    ],
  ])("%s", (_, resource, object, content, expected) => {
    const { resource: kind, name, namespace } = object.objectRef;
    const record = write({
      ...object,
      responseObject: {
        kind,
        metadata: { name, ...(namespace === undefined ? {} : { namespace }) },
        ...(content as JsonObject),
      },
    });
    const [finding, ...rest] = judge(world(resource), [record]);
    expect(rest).toEqual([]);
    expect(lines(finding)).toHaveLength(expected.length);
    expect(lines(finding)).toEqual(expect.arrayContaining(expected));
  });
});

describe("an object that an AWS service wrote through EKS", () => {
  const held = world(inside("kubernetes_config_map.web", { data: { a: "1" }, ...named("web", "shop") }));
  const object = { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "web", namespace: "shop" } };

  it("is compared as far as CloudTrail tells it", () => {
    const [finding, ...rest] = judge(held, [call("updateKubernetesObject", { name: CLUSTER.name, object })]);
    expect(rest).toEqual([]);
    expect(finding).toMatchObject({
      rule: "drift/kubernetes_config_map",
      changes: [{ path: "data", verdict: "unknown", reason: "written through EKS, content unknown" }],
    });
  });

  it("is no configuration of a cluster that no state holds", () => {
    expect(judge(held, [call("createKubernetesObject", { name: "other", object })])).toEqual([]);
  });
});

describe("what several resources own of one object", () => {
  it("is told of each apart", () => {
    const labels = (name: string, key: string) =>
      inside(`kubernetes_labels.${name}`, {
        api_version: "v1",
        kind: "Namespace",
        ...named("shop"),
        labels: { [key]: "1" },
      });
    const findings = judge(world(labels("one", "a"), labels("two", "b")), [
      write({ ...ref("namespaces", "shop"), ...answer("Namespace", "shop", {}, { labels: { a: "1", b: "2" } }) }),
    ]);
    expect(findings.map(({ resource, changes }) => [resource?.address, changes.length])).toEqual([
      ["kubernetes_labels.two", 1],
    ]);
  });

  it("and two states hold alike is unknown where they disagree", () => {
    const config = (name: string, value: string) =>
      inside(`kubernetes_config_map.${name}`, { data: { a: value }, ...named("web", "shop") });
    const [finding] = judge(world(config("one", "1"), config("two", "2")), [
      write({ ...ref("configmaps", "web", "shop"), ...answer("ConfigMap", "web", { data: { a: "3" } }) }),
    ]);
    expect(finding!.changes).toMatchObject([{ path: 'data["a"]', verdict: "unknown" }]);
  });
});
