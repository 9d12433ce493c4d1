import { describe, expect, it } from "vitest";
import { audit, recordOf } from "../../../../test/falco-records.ts";
import { bindField, fieldsOf } from "./index.ts";
import type { FieldValue } from "./field.ts";

const annotated = (key: string) => `"annotations":{"${key}":"x"}`;
const spec = (text: string) => `"requestObject":{"spec":{${text}}}`;
const VOLUMES = spec(
  '"volumes":[{"name":"x","emptyDir":{}},{"name":"y","hostPath":{"path":"/etc"}},{"flexVolume":{"driver":"d"}}]',
);
const RULES =
  '"requestObject":{"rules":[{"verbs":["get"],"resources":"pods"},{"verbs":["*"],"apiGroups":["apps"]},{"nonResourceURLs":["/x"],"resources":["pods"]}]}';
const SUBJECTS = `"requestObject":{"subjects":[{"kind":"User","name":"bob"},{"kind":"Group","name":"g"},
  {"kind":"ServiceAccount","name":"sa","namespace":"ns"},{"kind":"ServiceAccount","name":"lost"},{"kind":"User"},{"name":"x"},7]}`;
const POD = '"objectRef":{"resource":"pods","subresource":""},"responseObject":{"metadata":{"name":"web-1"}}';

type Case = readonly [field: string, argument: string | undefined, members: string, value: FieldValue];

const CASES: readonly Case[] = [
  ["ka.auditid", undefined, "", "a"],
  ["ka.stage", undefined, "", "ResponseComplete"],
  ["ka.auth.decision", undefined, annotated("authorization.k8s.io/decision"), "x"],
  ["ka.auth.reason", undefined, annotated("authorization.k8s.io/reason"), "x"],
  ["ka.auth.openshift.decision", undefined, annotated("authentication.openshift.io/decision"), "x"],
  ["ka.auth.openshift.username", undefined, annotated("authentication.openshift.io/username"), "x"],
  [
    "ka.validations.admission.policy.failure",
    undefined,
    annotated("validation.policy.admission.k8s.io/validation_failure"),
    "x",
  ],
  ["ka.security.pod.violations", undefined, annotated("pod-security.kubernetes.io/audit-violations"), "x"],
  ["ka.cluster.name", undefined, annotated("cluster_name"), "x"],
  ["ka.user.name", undefined, '"user":{"username":"jane"}', "jane"],
  ["ka.user.name", undefined, '"user":{}', undefined],
  ["ka.user.name", undefined, '"user":["username"]', undefined],
  ["ka.user.groups", undefined, '"user":{"groups":["a","b"]}', ["a", "b"]],
  ["ka.user.groups", undefined, '"user":{"groups":[]}', undefined],
  ["ka.user.groups", undefined, '"user":{"groups":"a"}', undefined],
  ["ka.user.groups", undefined, '"user":{"groups":["a", 1.0 ,null,{"b" : 2.50}]}', ["a", "1.0", "null", '{"b":2.50}']],
  ["ka.impuser.name", undefined, '"impersonatedUser":{"username":"root"}', "root"],
  ["ka.verb", undefined, '"verb":""', ""],
  ["ka.verb", undefined, '"verb":"get","verb":"list"', "list"],
  ["ka.verb", undefined, "", undefined],
  ["ka.uri", undefined, '"requestURI":"/api?a=b"', "/api?a=b"],
  ["ka.uri.param", "command", '"requestURI":"/x?command=a+b&command=c"', "a b"],
  ["ka.uri.param", "q", '"requestURI":"/x?q"', ""],
  ["ka.uri.param", "q", "", undefined],
  ["ka.target.name", undefined, '"objectRef":{"name":null}', "null"],
  ["ka.target.namespace", undefined, '"objectRef":{"namespace":"shop"}', "shop"],
  ["ka.target.resource", undefined, '"objectRef":{"resource":"pods"}', "pods"],
  ["ka.target.subresource", undefined, '"objectRef":{"subresource":"exec"}', "exec"],
  ["ka.target.pod.name", undefined, POD, "web-1"],
  ["ka.target.pod.name", undefined, POD.replace('""', '"exec"'), undefined],
  ["ka.target.pod.name", undefined, POD.replace("pods", "secrets"), undefined],
  ["ka.req.binding.subjects", undefined, '"requestObject":{"subjects":[{"kind" : "User"}]}', ['{"kind":"User"}']],
  ["ka.req.binding.subjects.user_names", undefined, SUBJECTS, ["bob"]],
  [
    "ka.req.binding.subjects.user_names",
    undefined,
    '"requestObject":{"subjects":[{"kind":"Group","name":"g"}]}',
    undefined,
  ],
  ["ka.req.binding.subjects.serviceaccount_names", undefined, SUBJECTS, ["sa", "lost"]],
  ["ka.req.binding.subjects.serviceaccount_ns_names", undefined, SUBJECTS, ["ns:sa"]],
  ["ka.req.binding.subjects.group_names", undefined, SUBJECTS, ["g"]],
  ["ka.req.binding.role", undefined, '"requestObject":{"roleRef":{"name":"admin"}}', "admin"],
  ["ka.req.binding.subject.has_name", "x", "", "true"],
  ["ka.req.configmap.name", undefined, '"objectRef":{"name":"cfg"}', "cfg"],
  ["ka.req.configmap.obj", undefined, '"requestObject":{"data":{"b": "1", "a": "2"}}', '{"b":"1","a":"2"}'],
  ["ka.req.container.image", undefined, spec('"containers":[{"image":"a:1"},{"image":"b"}]'), "a:1"],
  ["ka.req.container.image.repository", undefined, spec('"containers":[{"image":"a:1"},{}]'), "a"],
  ["ka.req.container.host_network", undefined, spec('"hostNetwork":true'), "true"],
  ["ka.req.pod.host_network", undefined, spec('"hostNetwork":true'), "true"],
  ["ka.req.pod.host_ipc", undefined, spec('"hostIPC":false'), "false"],
  ["ka.req.pod.host_pid", undefined, spec('"hostPID":true'), "true"],
  ["ka.req.container.privileged", undefined, spec('"containers":[{},{"securityContext":{"privileged":true}}]'), "true"],
  ["ka.req.container.privileged", undefined, spec('"containers":[{"securityContext":{"privileged":"true"}}]'), "false"],
  ["ka.req.container.privileged", undefined, spec(""), undefined],
  ["ka.req.pod.run_as_user", undefined, spec('"securityContext":{"runAsUser":0}'), "0"],
  [
    "ka.req.pod.run_as_group",
    undefined,
    spec('"securityContext":{"runAsGroup":12345678901234567890}'),
    "12345678901234567890",
  ],
  ["ka.req.pod.fs_group", undefined, spec('"securityContext":{"fsGroup":1e3}'), "1e3"],
  ["ka.req.pod.supplemental_groups", undefined, spec('"securityContext":{"supplementalGroups":[1, 20]}'), ["1", "20"]],
  ["ka.req.role.rules", undefined, '"requestObject":{"rules":[{"verbs": ["get"]}]}', ['{"verbs":["get"]}']],
  ["ka.req.role.rules.verbs", undefined, RULES, ["get", "*"]],
  ["ka.req.role.rules.verbs", "0", RULES, ["get"]],
  ["ka.req.role.rules.verbs", "2", RULES, undefined],
  ["ka.req.role.rules.apiGroups", undefined, RULES, ["apps"]],
  ["ka.req.role.rules.nonResourceURLs", "2", RULES, ["/x"]],
  ["ka.req.role.rules.resources", undefined, RULES, ["pods"]],
  ["ka.req.service.type", undefined, spec('"type":"LoadBalancer"'), "LoadBalancer"],
  ["ka.req.service.ports", "5", spec('"ports":[{"port": 80},{}]'), ['[{"port":80},{}]']],
  ["ka.req.service.ports", undefined, spec('"ports":{}'), undefined],
  ["ka.req.volume.hostpath", "/et*", VOLUMES, "true"],
  ["ka.req.volume.hostpath", "/et", VOLUMES, "false"],
  ["ka.req.volume.hostpath", "/etc", spec(""), undefined],
  ["ka.req.pod.volumes.hostpath", undefined, VOLUMES, ["/etc"]],
  ["ka.req.pod.volumes.hostpath", "0", VOLUMES, undefined],
  ["ka.req.pod.volumes.flexvolume_driver", undefined, VOLUMES, ["d"]],
  ["ka.req.pod.volumes.volume_type", undefined, VOLUMES, ["emptyDir", "hostPath", "flexVolume"]],
  ["ka.req.pod.volumes.volume_type", "1", VOLUMES, ["hostPath"]],
  ["ka.resp.name", undefined, POD, "web-1"],
  ["ka.response.code", undefined, '"responseStatus":{"code":201}', "201"],
  ["ka.response.code", undefined, '"responseStatus":{"code":2.010e2}', "2.010e2"],
  ["ka.response.reason", undefined, '"responseStatus":{"reason":"NotFound"}', "NotFound"],
  ["ka.useragent", undefined, '"userAgent":"kubectl/v1"', "kubectl/v1"],
  ["ka.sourceips", undefined, '"sourceIPs":["1.1.1.1","2.2.2.2"]', ["1.1.1.1", "2.2.2.2"]],
  ["ka.sourceips", "1", '"sourceIPs":["1.1.1.1","2.2.2.2"]', ["2.2.2.2"]],
  ["ka.sourceips", "2", '"sourceIPs":["1.1.1.1","2.2.2.2"]', undefined],
];

const secured = (text: string) => `[{},{"securityContext":{${text}}},{"securityContext":{}}]`;

/** What lists of containers give, whichever list it is. */
const CONTAINERS: readonly Case[] = [
  ["name", undefined, '[{"name":"a"},{"name":"b"}]', ["a", "b"]],
  ["image", "1", '[{"image":"a"},{"image":"b"}]', ["b"]],
  ["image", "2", '[{"image":"a"},{"image":"b"}]', undefined],
  ["image", undefined, '[{"image":"a"},{"name":"x"}]', undefined],
  ["image", "0", '[{"image":"a"},{"name":"x"}]', ["a"]],
  ["image", undefined, '{"image":"a"}', undefined],
  [
    "image.repository",
    undefined,
    '[{"image":"nginx:1.2@sha256:ab"},{"image":"reg:5000/app:1"}]',
    ["nginx", "reg:5000/app"],
  ],
  ["command", undefined, '[{"command":["sh","-c"]},{}]', ["sh -c"]],
  ["command", undefined, '[{"command":["sh"]},{"command":"sh"}]', undefined],
  ["args", undefined, '[{},{"args":["a",1]}]', undefined],
  ["args", "0", '[{"args":["a"]},{"args":[1]}]', ["a"]],
  ["privileged", undefined, secured('"privileged":true'), ["true"]],
  ["privileged", undefined, "[{}]", undefined],
  ["allow_privilege_escalation", undefined, secured('"allowPrivilegeEscalation":false'), ["false"]],
  ["read_only_fs", undefined, secured('"readOnlyRootFilesystem":true'), ["true"]],
  ["run_as_user", undefined, secured('"runAsUser":1000'), ["1000"]],
  ["run_as_group", undefined, secured('"runAsGroup":1000'), ["1000"]],
  ["proc_mount", undefined, secured('"procMount":"Unmasked"'), ["Unmasked"]],
  [
    "add_capabilities",
    undefined,
    secured('"capabilities":{"add":["NET_ADMIN","SYS_TIME"]}'),
    ["NET_ADMIN", "SYS_TIME"],
  ],
  ["eff_run_as_user", undefined, secured('"runAsUser":1000'), ["7", "1000", "7"]],
  ["eff_run_as_group", undefined, secured('"runAsGroup":1000'), ["0", "1000", "0"]],
  [
    "host_port",
    undefined,
    '[{"ports":[{"hostPort":80,"containerPort":8080},{"containerPort":9090},{}]},{}]',
    ["80", "9090"],
  ],
];

function valueOf([field, argument, members]: Case): FieldValue {
  const bound = bindField("k8s_audit", field, argument);
  return "extract" in bound ? bound.extract(audit(members)) : `no field: ${bound.message}`;
}

describe("fields of audit events", () => {
  it.each(CASES)("%s[%s] of {%s}", (...given) => expect(valueOf(given)).toEqual(given[3]));

  describe.each(["containers", "initContainers", "ephemeralContainers"])("%s", (kind) => {
    const fitting = CONTAINERS.filter(([leaf]) => kind !== "ephemeralContainers" || leaf !== "host_port");
    it.each(fitting)("%s[%s] of %s", (leaf, argument, containers, value) => {
      const members = spec(`"securityContext":{"runAsUser":7},"${kind}":${containers}`);
      expect(valueOf([`ka.req.pod.${kind}.${leaf}`, argument, members, value])).toEqual(value);
    });
  });

  it.each<Case>([
    [
      "ka.req.pod.host_network",
      undefined,
      '"verb":"patch","requestObject":[{"op":"add","path":"/spec/hostNetwork","value":true}]',
      undefined,
    ],
    [
      "ka.req.binding.subjects",
      undefined,
      '"verb":"patch","requestObject":[{"op":"add","path":"/subjects/-","value":{"kind":"User","name":"x"}}]',
      undefined,
    ],
    [
      "ka.req.pod.ephemeralContainers.privileged",
      undefined,
      spec('"ephemeralContainers":[{"securityContext":{"privileged":true}}]'),
      ["true"],
    ],
    [
      "ka.req.pod.containers.privileged",
      undefined,
      spec('"ephemeralContainers":[{"securityContext":{"privileged":true}}]'),
      undefined,
    ],
    [
      "ka.req.pod.containers.image",
      undefined,
      '"requestObject":{"kind":"Deployment","spec":{"template":{"spec":{"containers":[{"image":"a"}]}}}}',
      undefined,
    ],
    ["ka.auth.decision", undefined, '"stage":"ResponseStarted","user":{},"responseStatus":{"code":401}', undefined],
  ])("as an API server writes them: %s[%s] of {%s}", (...given) => expect(valueOf(given)).toEqual(given[3]));

  it("have any number of values", () => {
    const names = Array.from({ length: 200_000 }, (_, n) => `C${n}`);
    const pod = `"requestObject":{"spec":{"containers":[{"securityContext":{"capabilities":{"add":${JSON.stringify(names)}}}}]}}`;
    const bound = bindField("k8s_audit", "ka.req.pod.containers.add_capabilities");
    expect("extract" in bound && bound.extract(audit(pod))).toEqual(names);
  });

  it("are absent without an audit id", () => {
    const event = recordOf("k8s_audit", '{"kind":"Event","verb":"get","stageTimestamp":"2026-01-02T03:04:05Z"}');
    const bound = bindField("k8s_audit", "ka.verb");
    expect("extract" in bound && bound.extract(event)).toBeUndefined();
  });

  it("are never found in the prototype of an object", () => {
    for (const name of ["constructor", "__proto__"]) {
      const bound = bindField("k8s_audit", "jevt.value", `/user/${name}`);
      expect("extract" in bound && bound.extract(audit('"user":{}'))).toBeUndefined();
    }
  });

  it("have each a case that fires", () => {
    const containers = ["containers", "initContainers", "ephemeralContainers"];
    const fired = [
      ...CASES.filter(([, , , value]) => value !== undefined).map(([name]) => name),
      ...containers.flatMap((kind) => CONTAINERS.map(([leaf]) => `ka.req.pod.${kind}.${leaf}`)),
    ];
    const names = fieldsOf("k8s_audit")
      .map(({ name }) => name)
      .filter((name) => name.startsWith("ka."));
    expect(names.filter((name) => !fired.includes(name))).toEqual([]);
    expect(names).not.toContain("ka.req.pod.ephemeralContainers.host_port");
  });
});
