import type { FindingChange } from "../../../model/finding.ts";
import { isObject } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { elementChanges } from "./elements.ts";
import { restore, scalarText } from "./request.ts";
import { difference } from "./update.ts";

export function undoAutoScalingGroup(subject: Subject, script: Script): void {
  const AutoScalingGroupName = subject.name("name");
  if (AutoScalingGroupName === undefined) return;
  const { input, lines } = restore(subject, "autoscaling", "UpdateAutoScalingGroup", subject.lines);
  const template = subject.under("launch_template").filter((line) => lines.includes(line));
  if (template.length > 0) input["LaunchTemplate"] = templateChoice(subject, template, "launch_template[0]", "id");
  const mixed = subject.under(MIXED).filter((line) => lines.includes(line));
  if (mixed.length > 0)
    Object.assign(input, mixedTemplate(input, templateChoice(subject, mixed, MIXED, "launch_template_id")));
  if (lines.length > 0) script.call("autoscaling", "UpdateAutoScalingGroup", { AutoScalingGroupName, ...input }, lines);
  for (const line of subject.under("suspended_processes").filter(({ verdict }) => verdict === "drifted")) {
    const { added, removed } = difference(line);
    if (added.length > 0)
      script.call("autoscaling", "ResumeProcesses", { AutoScalingGroupName, ScalingProcesses: added }, [line]);
    if (removed.length > 0)
      script.call("autoscaling", "SuspendProcesses", { AutoScalingGroupName, ScalingProcesses: removed }, [line]);
  }
  undoGroupTags(subject, script, AutoScalingGroupName);
}

const MIXED = "mixed_instances_policy[0].launch_template[0].launch_template_specification[0]";

/** A template is named by id and version together; the state fills in the one that did not change. */
function templateChoice(subject: Subject, lines: readonly FindingChange[], path: string, idName: string): JsonObject {
  const wanted = (member: string) => {
    const line = lines.find((candidate) => candidate.path === `${path}.${member}`);
    return scalarText(line ? line.before : subject.state(`${path}.${member}`));
  };
  const [id, version] = [wanted(idName), wanted("version")];
  return {
    ...(id === undefined ? {} : { LaunchTemplateId: id }),
    ...(version === undefined ? {} : { Version: version }),
  };
}

function mixedTemplate(input: JsonObject, choice: JsonObject): JsonObject {
  const policy = isObject(input["MixedInstancesPolicy"]) ? input["MixedInstancesPolicy"] : {};
  const template = isObject(policy["LaunchTemplate"]) ? policy["LaunchTemplate"] : {};
  const LaunchTemplate = { ...template, LaunchTemplateSpecification: choice };
  return { MixedInstancesPolicy: { ...policy, LaunchTemplate } };
}

function undoGroupTags(subject: Subject, script: Script, name: string): void {
  const row = subject.row("tag");
  const changes = row ? elementChanges(subject.under("tag"), row) : [];
  const tags = (side: "before" | "after") =>
    changes
      .filter((change) => side === "before" || change.before === undefined)
      .flatMap((change) => groupTag(name, change[side]));
  const [set, remove] = [tags("before"), tags("after")];
  const lines = (isSet: boolean) =>
    changes.filter(({ before }) => (before !== undefined) === isSet).map(({ line }) => line);
  if (set.length > 0) script.call("autoscaling", "CreateOrUpdateTags", { Tags: set }, lines(true));
  if (remove.length > 0) script.call("autoscaling", "DeleteTags", { Tags: remove }, lines(false));
}

function groupTag(ResourceId: string, tag: Json | undefined): { [member: string]: Json }[] {
  const { key, value, propagateAtLaunch } = (tag ?? {}) as JsonObject;
  if (typeof key !== "string") return [];
  return [
    {
      ResourceId,
      ResourceType: "auto-scaling-group",
      Key: key,
      Value: value ?? "",
      PropagateAtLaunch: propagateAtLaunch ?? false,
    },
  ];
}

export function undoGroupTag(subject: Subject, script: Script): void {
  const [group, Key] = [subject.name("autoscaling_group_name"), subject.name("key")];
  const Value = subject.state("tag[0].value");
  if (group === undefined || Key === undefined || typeof Value !== "string") return;
  const PropagateAtLaunch = subject.state("tag[0].propagate_at_launch") === true;
  const tag = { ResourceId: group, ResourceType: "auto-scaling-group", Key, Value, PropagateAtLaunch };
  script.call("autoscaling", "CreateOrUpdateTags", { Tags: [tag] }, subject.lines);
}
