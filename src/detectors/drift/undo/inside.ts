import { parsePath } from "../../../lib/path.ts";
import type { FindingChange, UndoStep } from "../../../model/finding.ts";
import { scalarText } from "../../../model/json.ts";
import type { ManagedResource } from "../../../model/terraform.ts";
import { HELM_RELEASE, kindOfType } from "../../../tables/kubernetes/types.ts";
import { attributeOf } from "../paths.ts";
import { word } from "./shell.ts";
import type { Subject } from "./subject.ts";

/** The words of the command that puts a line back; undefined where it has none of its own. */
type Writer = (line: FindingChange, place: Place) => (string | undefined)[] | undefined;

interface Place {
  /** `deployment/web` */
  object: string;
  resource: ManagedResource;
}

const CONTEXT_NOTE =
  "the context is the one that `aws eks update-kubeconfig` makes, named by the cluster's ARN; another name of yours goes in its place.";
const CONTEXT_KEY = /^arn:aws[\w-]*:eks:[\w-]+:\d{12}:cluster\/[\w-]+$/;

/**
 * What undoes the open lines of an object inside a cluster. An apply puts back what Terraform holds; where kubectl has
 * a command for every open line, that too.
 * @param cluster  ARN of the cluster; without it nobody knows which one a command would meet
 */
export function undoInside(subject: Subject, cluster: string | undefined): UndoStep[] {
  const { resource } = subject;
  if (!resource) return [];
  if (resource.type === HELM_RELEASE) return releaseSteps(subject, resource, cluster);
  const open = [...subject.lines, ...subject.hidden, ...subject.undecided];
  const commands =
    subject.hidden.length + subject.undecided.length > 0 ? undefined : commandsFor(open, resource, cluster);
  const kubectl: UndoStep[] = commands ? [{ kind: "cli", text: commands.join("\n") }] : [];
  const address = word(resource.address);
  const effect = subject.whole("deleted") ? " # creates it" : "";
  const apply: UndoStep[] =
    address === undefined ? [] : [{ kind: "terraform", text: `terraform apply -target=${address}${effect}` }];
  const notes = [
    ...(commands ? [CONTEXT_NOTE] : []),
    ...(open.some(({ path, verdict }) => path === "" && verdict === "unknown")
      ? [
          "look first whether the object is still there: the audit log cannot tell. An apply creates it where it is not.",
        ]
      : []),
  ];
  return [...kubectl, ...apply, ...notes.map((text): UndoStep => ({ kind: "note", text }))];
}

/** A release is put back by Helm: Terraform compares its chart and values, not what became of them. */
function releaseSteps(subject: Subject, resource: ManagedResource, cluster: string | undefined): UndoStep[] {
  const { name, namespace } = resource.object!;
  const metadata = [resource.attributes["metadata"]].flat()[0];
  const revision = scalarText((metadata as { revision?: number } | null | undefined)?.revision);
  if (subject.whole("deleted") || subject.undecided.some(({ path }) => path === "")) {
    const address = word(resource.address);
    const apply: UndoStep[] =
      address === undefined ? [] : [{ kind: "terraform", text: `terraform apply -target=${address} # creates it` }];
    return [
      ...apply,
      { kind: "note", text: "look first whether the release is still there: the audit log cannot tell." },
    ];
  }
  const words = [
    "helm",
    "rollback",
    word(name),
    word(revision),
    "--namespace",
    word(namespace),
    "--kube-context",
    contextOf(cluster),
  ];
  const isKnown = /^\d+$/.test(revision) && !words.includes(undefined);
  const cli: UndoStep[] = isKnown ? [{ kind: "cli", text: words.join(" ") }] : [];
  const after =
    "Terraform compares the chart and the values of a release, not the objects: an apply alone may see nothing to do. A rollback makes a new revision; `terraform apply -refresh-only` takes its number into the state.";
  return [...cli, { kind: "note", text: after }, ...(isKnown ? [{ kind: "note" as const, text: CONTEXT_NOTE }] : [])];
}

function contextOf(cluster: string | undefined): string | undefined {
  return cluster !== undefined && CONTEXT_KEY.test(cluster) ? cluster : undefined;
}

/** One command a line, or none at all where a line has none. */
function commandsFor(
  open: readonly FindingChange[],
  resource: ManagedResource,
  cluster: string | undefined,
): string[] | undefined {
  const kind = kindOfType(resource.type);
  const context = contextOf(cluster);
  if (!kind || context === undefined || open.length === 0) return undefined;
  const { namespace, name } = resource.object!;
  const place = { object: `${kind.kind.toLowerCase()}/${name}`, resource };
  const where = ["kubectl", "--context", context, ...(namespace === "" ? [] : ["--namespace", word(namespace)])];
  const commands: string[] = [];
  for (const line of open) {
    const written = WRITERS.map(([path, write]) => (path.test(line.path) ? write(line, place) : undefined)).find(
      (words) => words !== undefined,
    );
    const words = written && [...where, ...written];
    if (!words || words.includes(undefined)) return undefined;
    commands.push(words.join(" "));
  }
  return commands;
}

const SCALABLE: ReadonlySet<string> = new Set(["Deployment", "StatefulSet", "ReplicationController"]);
const WITH_IMAGES: ReadonlySet<string> = new Set(["Deployment", "DaemonSet", "StatefulSet", "CronJob"]);

const WRITERS: readonly (readonly [path: RegExp, write: Writer])[] = [
  [/^spec\[0\]\.replicas$/, scale],
  [/^spec\[0\]\.template\[0\]\.spec\[0\]\.(init_)?container\[\d+\]\.image$/, image],
  [/^metadata\[0\]\.labels\[/, (line, place) => key("label", line, place)],
  [/^metadata\[0\]\.annotations\[/, (line, place) => key("annotate", line, place)],
];

function scale({ before }: FindingChange, { object, resource }: Place): ReturnType<Writer> {
  const replicas = scalarText(before);
  if (!SCALABLE.has(kindOfType(resource.type)!.kind) || !/^\d+$/.test(replicas)) return undefined;
  return ["scale", word(object), `--replicas=${replicas}`];
}

function image({ path, before }: FindingChange, { object, resource }: Place): ReturnType<Writer> {
  const name = nameBeside(path, resource);
  const wanted = scalarText(before);
  if (!WITH_IMAGES.has(kindOfType(resource.type)!.kind) || name === undefined || wanted === "") return undefined;
  return ["set", "image", word(object), word(`${name}=${wanted}`)];
}

/** The name of the container whose image a path is. */
function nameBeside(path: string, { attributes }: ManagedResource): string | undefined {
  let value: unknown = attributes;
  for (const step of parsePath(path.replace(/\.image$/, ".name")) ?? [""]) {
    value = typeof value === "object" && value !== null ? (value as { [key: string]: unknown })[step] : undefined;
  }
  return typeof value === "string" && value !== "" ? value : undefined;
}

function key(verb: "label" | "annotate", { path, before }: FindingChange, { object }: Place): ReturnType<Writer> {
  const name = parsePath(attributeOf(path))?.at(-1);
  if (typeof name !== "string" || /[=\s-]$|^-/.test(name)) return undefined;
  if (before === null || before === undefined) return [verb, word(object), word(`${name}-`)];
  if (typeof before !== "string") return undefined;
  return [verb, word(object), "--overwrite", word(`${name}=${before}`)];
}
