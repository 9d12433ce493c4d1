import type { Event } from "../../../model/event.ts";
import { imageRepository } from "./image-repository.ts";
import { partAt } from "./record.ts";
import type { Part } from "./record.ts";
import type { Row } from "./row.ts";

/** What one container gives to a field; undefined where it gives nothing. */
type PerContainer = (container: Part, pod: Part) => readonly string[] | undefined;

interface Leaf {
  name: string;
  summary: string;
  /** Paths in a container that it reads; those that begin with `/` are the pod's. */
  reads: readonly string[];
  of: PerContainer;
  /** A container that gives nothing hides the others; without this it is passed over. */
  needsAll?: true;
}

const textAt = (...steps: string[]): PerContainer => {
  return (container) => {
    const part = container.member(...steps);
    return part && [part.text];
  };
};

const security = (name: string, member: string, summary: string): Leaf => ({
  name,
  summary,
  reads: [`securityContext.${member}`],
  of: textAt("securityContext", member),
});

/** The container's own value, else the pod's, else 0. */
const effective = (name: string, member: string, summary: string): Leaf => ({
  name,
  summary,
  reads: [`securityContext.${member}`, `/securityContext.${member}`],
  of: (container, pod) => {
    const part = container.member("securityContext", member) ?? pod.member("securityContext", member);
    return [part?.text ?? "0"];
  },
});

/** Texts joined by blanks; no list, or one that holds anything else, fails the field. */
const joined = (member: string): PerContainer => {
  return (container) => {
    const part = container.member(member);
    if (!part) return [];
    const words = part.value;
    if (!Array.isArray(words) || !words.every((word) => typeof word === "string")) return undefined;
    return [words.join(" ")];
  };
};

const LEAVES: readonly Leaf[] = [
  { name: "name", summary: "Names of the containers.", reads: ["name"], of: textAt("name"), needsAll: true },
  { name: "image", summary: "Images of the containers.", reads: ["image"], of: textAt("image"), needsAll: true },
  {
    name: "image.repository",
    summary: "Images without tag and digest.",
    reads: ["image"],
    of: (container) => {
      const image = container.member("image");
      return image && [imageRepository(image.text)];
    },
    needsAll: true,
  },
  {
    name: "command",
    summary: "Commands, their words joined by blanks.",
    reads: ["command"],
    of: joined("command"),
    needsAll: true,
  },
  { name: "args", summary: "Arguments, joined by blanks.", reads: ["args"], of: joined("args"), needsAll: true },
  security("privileged", "privileged", "Whether they are privileged; those that do not say are left out."),
  security("allow_privilege_escalation", "allowPrivilegeEscalation", "Whether they may gain privileges; as above."),
  security("read_only_fs", "readOnlyRootFilesystem", "Whether their root file system is read-only; as above."),
  security("run_as_user", "runAsUser", "User ids that they ask for; as above."),
  security("run_as_group", "runAsGroup", "Group ids that they ask for; as above."),
  security("proc_mount", "procMount", "How /proc is mounted in them; as above."),
  {
    name: "add_capabilities",
    summary: "Capabilities that they add.",
    reads: ["securityContext.capabilities.add"],
    of: (container) =>
      container
        .member("securityContext", "capabilities", "add")
        ?.elements()
        ?.map(({ text }) => text),
  },
  effective("eff_run_as_user", "runAsUser", "User ids that they run as: their own, else the pod's, else 0."),
  effective("eff_run_as_group", "runAsGroup", "Group ids that they run as: their own, else the pod's, else 0."),
  {
    name: "host_port",
    summary: "Ports on the node, else in the container.",
    reads: ["ports[].hostPort", "ports[].containerPort"],
    of: (container) =>
      container
        .member("ports")
        ?.elements()
        ?.flatMap((port) => (port.member("hostPort") ?? port.member("containerPort"))?.text ?? []),
  },
];

const KINDS = [
  ["containers", ""],
  ["initContainers", " Of init containers."],
  ["ephemeralContainers", " Of ephemeral containers."],
] as const;

const SPEC = "requestObject.spec";

/** Containers of a pod in the request; an index selects one. Source: Falco's k8saudit plugin, 0.18. */
export const kaContainers: readonly Row[] = KINDS.flatMap(([kind, whose]) =>
  // An ephemeral container has no ports.
  LEAVES.filter(({ name }) => kind !== "ephemeralContainers" || name !== "host_port").map((leaf) => ({
    name: `ka.req.pod.${kind}.${leaf.name}`,
    summary: leaf.summary + whose,
    isList: true,
    argument: "index",
    reads: (index) => leaf.reads.map((path) => pathOf(path, kind, index)),
    read: (event, index) => containerValues(event, kind, index, leaf),
  })),
);

/** The same of the first container, under the names of old. */
export const kaFirstContainer: readonly Row[] = [
  first("ka.req.container.image", "image", "Image of the first container."),
  first(
    "ka.req.container.image.repository",
    "image.repository",
    "Image of the first container without tag and digest.",
  ),
  {
    name: "ka.req.container.privileged",
    summary: "Whether any container is privileged.",
    reads: [pathOf("securityContext.privileged", "containers", undefined)],
    read: (event) => {
      const containers = partAt(event, ["requestObject", "spec", "containers"])?.elements();
      return containers && String(containers.some(isPrivileged));
    },
  },
];

function isPrivileged(container: Part): boolean {
  return container.member("securityContext", "privileged")?.value === true;
}

function first(name: string, leafName: string, summary: string): Row {
  const leaf = LEAVES.find((candidate) => candidate.name === leafName)!;
  const reads = leaf.reads.map((path) => pathOf(path, "containers", "0"));
  return { name, summary, reads, read: (event) => containerValues(event, "containers", "0", leaf)?.[0] };
}

function containerValues(event: Event, kind: string, index: string | undefined, { of, needsAll }: Leaf) {
  const pod = partAt(event, ["requestObject", "spec"]);
  const containers = selected(pod?.member(kind)?.elements(), index);
  if (!pod || !containers) return undefined;
  const values: string[] = [];
  for (const container of containers) {
    const given = of(container, pod);
    if (given) for (const value of given) values.push(value);
    else if (needsAll) return undefined;
  }
  return values.length > 0 ? values : undefined;
}

/** The element of an index, or all of them. */
export function selected<T>(elements: readonly T[] | undefined, index: string | undefined): readonly T[] | undefined {
  if (index === undefined || elements === undefined) return elements;
  const element = elements[Number(index)];
  return element === undefined ? undefined : [element];
}

function pathOf(path: string, kind: string, index: string | undefined): string {
  return path.startsWith("/") ? `${SPEC}.${path.slice(1)}` : `${SPEC}.${kind}[${index ?? ""}].${path}`;
}
