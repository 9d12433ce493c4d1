import { selected } from "./ka-containers.ts";
import { partAt, spelledAt, spelledListAt, valueAt } from "./record.ts";
import type { Part } from "./record.ts";
import type { Row } from "./row.ts";
import { uriParameter } from "./uri-parameter.ts";

interface SubjectKind {
  name: string;
  kind: string;
  summary: string;
  isNamespaced?: true;
}

const SUBJECTS: readonly SubjectKind[] = [
  { name: "user_names", kind: "User", summary: "Users that a binding in the request names." },
  { name: "serviceaccount_names", kind: "ServiceAccount", summary: "Service accounts that it names." },
  {
    name: "serviceaccount_ns_names",
    kind: "ServiceAccount",
    summary: "Service accounts that it names, as namespace:name.",
    isNamespaced: true,
  },
  { name: "group_names", kind: "Group", summary: "Groups that it names." },
];

const subjects: readonly Row[] = SUBJECTS.map(({ name, kind, summary, isNamespaced }) => {
  const members = isNamespaced ? ["kind", "namespace", "name"] : ["kind", "name"];
  return {
    name: `ka.req.binding.subjects.${name}`,
    summary,
    isList: true,
    reads: members.map((member) => `requestObject.subjects[].${member}`),
    read: (event) => {
      const named = partAt(event, ["requestObject", "subjects"])?.elements() ?? [];
      return some(named.flatMap((subject) => subjectName(subject, kind, isNamespaced)));
    },
  };
});

function subjectName(subject: Part, kind: string, isNamespaced = false): string[] {
  const [name, namespace] = [subject.member("name"), subject.member("namespace")];
  if (subject.member("kind")?.value !== kind || !name) return [];
  if (!isNamespaced) return [name.text];
  return namespace ? [`${namespace.text}:${name.text}`] : [];
}

const RULE_MEMBERS = [
  ["apiGroups", "API groups"],
  ["nonResourceURLs", "paths outside the API"],
  ["verbs", "verbs"],
  ["resources", "resources"],
] as const;

const rules: readonly Row[] = RULE_MEMBERS.map(([member, what]) => ({
  name: `ka.req.role.rules.${member}`,
  summary: `All ${what} of a role's rules in the request; an index selects a rule.`,
  isList: true,
  argument: "index",
  reads: (index) => [`requestObject.rules[${index ?? ""}].${member}`],
  read: (event, index) => {
    const chosen = selected(partAt(event, ["requestObject", "rules"])?.elements(), index) ?? [];
    return some(
      chosen.flatMap(
        (rule) =>
          rule
            .member(member)
            ?.elements()
            ?.map(({ text }) => text) ?? [],
      ),
    );
  },
}));

const VOLUMES = ["requestObject", "spec", "volumes"];

const volumeMember = (name: string, path: readonly string[], summary: string): Row => ({
  name,
  summary,
  isList: true,
  argument: "index",
  reads: (index) => [`requestObject.spec.volumes[${index ?? ""}].${path.join(".")}`],
  read: (event, index) => {
    const chosen = selected(partAt(event, VOLUMES)?.elements(), index) ?? [];
    return some(chosen.flatMap((volume) => volume.member(...path)?.text ?? []));
  },
});

/** Fields of audit events that look into lists or take an argument. Source: Falco's k8saudit plugin, 0.18. */
export const kaElements: readonly Row[] = [
  {
    name: "ka.uri.param",
    summary: "First value of a parameter of the query, decoded; the argument is its name.",
    argument: "key",
    reads: ["requestURI"],
    read: (event, name) => {
      const uri = spelledAt(event, ["requestURI"]);
      return uri === undefined ? undefined : uriParameter(uri, name!);
    },
  },
  {
    name: "ka.target.pod.name",
    summary: "Name of the pod in the response, where the request is about a pod itself.",
    reads: ["objectRef.resource", "objectRef.subresource", "responseObject.metadata.name"],
    read: (event) => {
      const subresource = valueAt(event.raw, ["objectRef", "subresource"]) ?? "";
      if (valueAt(event.raw, ["objectRef", "resource"]) !== "pods" || subresource !== "") return undefined;
      return spelledAt(event, ["responseObject", "metadata", "name"]);
    },
  },
  ...subjects,
  {
    name: "ka.req.binding.subject.has_name",
    summary: "Of old, and always true.",
    argument: "key",
    reads: [],
    read: () => "true",
  },
  ...rules,
  {
    name: "ka.req.service.ports",
    summary: "Ports of a Service in the request: one element, the JSON text of all, whatever the index.",
    isList: true,
    argument: "index",
    reads: ["requestObject.spec.ports"],
    read: (event) => {
      const ports = partAt(event, ["requestObject", "spec", "ports"]);
      return Array.isArray(ports?.value) ? [ports.text] : undefined;
    },
  },
  {
    name: "ka.req.volume.hostpath",
    summary:
      "Whether a volume of a pod in the request is the path of the node that the argument names; `*` at its end stands for anything.",
    argument: "key",
    reads: ["requestObject.spec.volumes[].hostPath.path"],
    read: (event, wanted) => {
      const paths = partAt(event, VOLUMES)
        ?.elements()
        ?.flatMap((volume) => volume.member("hostPath", "path")?.text ?? []);
      const fits = (path: string) =>
        path === wanted || (wanted!.endsWith("*") && path.startsWith(wanted!.slice(0, -1)));
      return paths && String(paths.some(fits));
    },
  },
  volumeMember(
    "ka.req.pod.volumes.hostpath",
    ["hostPath", "path"],
    "Paths of the node that a pod in the request mounts.",
  ),
  volumeMember("ka.req.pod.volumes.flexvolume_driver", ["flexVolume", "driver"], "Drivers of its flex volumes."),
  {
    name: "ka.req.pod.volumes.volume_type",
    summary: "Types of its volumes, for instance emptyDir.",
    isList: true,
    argument: "index",
    reads: (index) => [`requestObject.spec.volumes[${index ?? ""}]`],
    read: (event, index) => {
      const chosen = selected(partAt(event, VOLUMES)?.elements(), index) ?? [];
      return some(chosen.flatMap((volume) => volume.keys().filter((key) => key !== "name")));
    },
  },
  {
    name: "ka.sourceips",
    summary: "Addresses of the request: what headers claim first, the connection's peer last.",
    isList: true,
    argument: "index",
    reads: (index) => [`sourceIPs[${index ?? ""}]`],
    read: (event, index) => selected(spelledListAt(event, ["sourceIPs"]), index),
  },
];

function some(values: readonly string[]): readonly string[] | undefined {
  return values.length > 0 ? values : undefined;
}
