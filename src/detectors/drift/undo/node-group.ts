import type { FindingChange } from "../../../model/finding.ts";
import { isObject } from "../../../model/json.ts";
import type { JsonObject } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { bag, isEmpty, number, restore, scalarText } from "./request.ts";
import { elementChanges, keyChanges } from "./elements.ts";

const SCALING = "scaling_config[0]";
const WARM_POOL = "warm_pool_config";

/** Restores `aws_eks_node_group`: all settings in one call, version, release and template in another. */
export function undoNodeGroup(subject: Subject, script: Script): void {
  const clusterName = subject.name("cluster_name");
  const nodegroupName = subject.name("node_group_name");
  if (clusterName === undefined || nodegroupName === undefined) return;
  const ids = { clusterName, nodegroupName };
  const update = (operation: string, input: JsonObject, lines: FindingChange[]) => {
    if (lines.length === 0) return;
    if (script.call("eks", operation, { ...ids, ...input }, lines)) script.wait("NodegroupActive", ids);
  };
  const settings = configuration(subject, script);
  update("UpdateNodegroupConfig", settings.input, settings.lines);
  const version = versions(subject, script);
  update("UpdateNodegroupVersion", version.input, version.lines);
}

function configuration(subject: Subject, script: Script): { input: JsonObject; lines: FindingChange[] } {
  const plain = subject.lines.filter((line) => !isUnsetTwin(subject, line));
  const twins = subject.lines.filter((line) => isUnsetTwin(subject, line));
  const siblings = twins.flatMap((twin) => sibling(subject, twin, plain));
  const { input: restored, lines } = restore(subject, "eks", "UpdateNodegroupConfig", [...plain, ...siblings]);
  const { scalingConfig, ...others } = restored;
  const [labels, taints] = [labelChange(subject), taintChange(subject)];
  const input = bag();
  if (isObject(scalingConfig)) input["scalingConfig"] = fitted(subject, script, scalingConfig);
  if (labels.lines.length > 0) input["labels"] = labels.value;
  if (taints.lines.length > 0) input["taints"] = taints.value;
  Object.assign(input, others);
  const pool = subject.under(WARM_POOL);
  if (pool.length > 0) input["warmPoolConfig"] = warmPool(subject, pool);
  return {
    input,
    lines: [...new Set([...lines, ...labels.lines, ...taints.lines, ...pool, ...(lines.length > 0 ? twins : [])])],
  };
}

/** A number and its percentage exclude each other: the one that the state leaves unset goes when the other is sent. */
function isUnsetTwin(subject: Subject, line: FindingChange): boolean {
  const path = /^(update_config\[0\]\.max_unavailable|node_repair_config\[0\]\.max_\w+?)(_count|_percentage)?$/.exec(
    line.path,
  );
  return path !== null && (isEmpty(line.before) || line.before === 0) && subject.row(line.path) !== undefined;
}

/** The state's value of the other form, where no line restores it yet: sent, it takes this one's place. */
function sibling(subject: Subject, twin: FindingChange, restored: readonly FindingChange[]): FindingChange[] {
  const stem = twin.path.replace(/(_count|_percentage)$/, "");
  const paths = [stem, `${stem}_count`, `${stem}_percentage`].filter((path) => path !== twin.path);
  if (restored.some((line) => paths.includes(line.path))) return [];
  return paths.flatMap((path) => {
    const before = subject.state(path);
    return isEmpty(before) || before === 0 ? [] : [{ path, before }];
  });
}

/** EKS refuses a minimum above or a maximum below the desired size, also when that size is nobody's drift. */
function fitted(subject: Subject, script: Script, scaling: JsonObject): JsonObject {
  if (scaling["desiredSize"] !== undefined) return scaling;
  const quiet = subject.quiet.find((line) => line.path === `${SCALING}.desired_size` && line.after !== undefined);
  const present = number(quiet ? quiet.after : subject.state(`${SCALING}.desired_size`));
  const { minSize, maxSize } = scaling;
  if (present === undefined) return scaling;
  const fits =
    typeof maxSize === "number" && present > maxSize
      ? maxSize
      : typeof minSize === "number" && present < minSize
        ? minSize
        : present;
  if (fits === present) return scaling;
  script.note(
    `desiredSize=${fits} is sent as well: ${SCALING}.desired_size is ${present} now, and EKS refuses a ${fits < present ? "maximum below" : "minimum above"} it.`,
  );
  return { ...scaling, desiredSize: fits };
}

function labelChange(subject: Subject): { value: JsonObject; lines: FindingChange[] } {
  const changes = keyChanges(subject.under("labels"), "labels");
  const set = bag();
  for (const { key, before } of changes) if (typeof before === "string") set[key] = before;
  const remove = changes.filter(({ before }) => typeof before !== "string").map(({ key }) => key);
  const value = bag();
  if (Object.keys(set).length > 0) value["addOrUpdateLabels"] = set;
  if (remove.length > 0) value["removeLabels"] = remove;
  return { value, lines: changes.map(({ line }) => line) };
}

function taintChange(subject: Subject): { value: JsonObject; lines: FindingChange[] } {
  const row = subject.row("taint");
  const changes = row ? elementChanges(subject.under("taint"), row) : [];
  const set = changes.filter(({ before }) => before !== undefined).map(({ before }) => before!);
  const gone = changes.filter(({ before }) => before === undefined);
  const remove = gone.map(({ after }) => after).filter((taint) => taint !== undefined);
  const value = bag();
  if (set.length > 0) value["addOrUpdateTaints"] = set;
  if (remove.length > 0) value["removeTaints"] = remove;
  return { value, lines: changes.map(({ line }) => line) };
}

/** The block stands for `enabled`: gone from the state means off, and then no other member is sent. */
function warmPool(subject: Subject, lines: readonly FindingChange[]): JsonObject {
  const block = lines.find((line) => line.path === WARM_POOL);
  const off = block ? isEmpty(block.before) || block.before === false : isEmpty(subject.state(WARM_POOL));
  if (off) return { enabled: false };
  const rows = (subject.table?.attributes ?? []).filter((row) => row.path.startsWith(`${WARM_POOL}[0].`));
  const wanted = rows.flatMap((row): FindingChange[] => {
    const line = lines.find((candidate) => candidate.path === row.path);
    const before = line ? line.before : subject.state(row.path);
    return isEmpty(before) ? [] : [{ path: row.path, before }];
  });
  const { input } = restore(subject, "eks", "UpdateNodegroupConfig", wanted);
  return { enabled: true, ...(isObject(input["warmPoolConfig"]) ? input["warmPoolConfig"] : {}) };
}

function versions(subject: Subject, script: Script): { input: JsonObject; lines: FindingChange[] } {
  const open = subject.under("version", "release_version", "launch_template").filter((line) => !script.isSettled(line));
  const custom = subject.state("ami_type") === "CUSTOM";
  const images = open.filter((line) => line.path === "version" || line.path === "release_version");
  const { input, lines } = restore(subject, "eks", "UpdateNodegroupVersion", custom ? [] : images);
  const template = open.find((line) => line.path === "launch_template[0].version");
  const id = subject.text("launch_template[0].id");
  const wanted = scalarText(template?.before);
  if (template && id !== undefined && wanted !== undefined) {
    input["launchTemplate"] = { id, version: wanted };
    lines.push(template);
  }
  if (custom && template) script.settle(images);
  if (input["releaseVersion"] !== undefined)
    script.note(
      "AWS promises no way back to an earlier AMI release; where EKS refuses it, keep the release and write it into the configuration.",
    );
  return { input, lines };
}
