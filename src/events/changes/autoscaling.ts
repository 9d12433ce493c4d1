import { isObject } from "../../model/json.ts";
import type { AttributeChange, ResourceChange } from "../../model/change.ts";
import { aliasTables } from "../../tables/attributes/index.ts";
import { listOf, own, textAt } from "../member.ts";
import { attributesOf } from "./attributes.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { changeOf, resourceChange } from "./resource.ts";

const TYPE = "aws_autoscaling_group";

/** Auto Scaling operations that the walk over the tables does not cover. */
export const autoscalingCalls: { [action: string]: (call: Call) => ResourceChange[] } = {
  CreateOrUpdateTags: tagged,
  DeleteTags: tagged,
  SuspendProcesses: suspended,
  ResumeProcesses: suspended,
};

/** One call may tag several groups. */
function tagged(call: Call): ResourceChange[] {
  const tags = listOf(own(call.request, "tags")).filter(isObject);
  const groups = new Set(tags.flatMap((tag) => textAt(tag, "resourceId") ?? []));
  return [...groups].map((name) => {
    const its = tags.filter((tag) => textAt(tag, "resourceId") === name);
    const one = { ...call, request: { tags: its } };
    const target = { type: TYPE, ...scopeOf(call), key: name, match: { name } };
    return changeOf(target, "changed", attributesOf(one, aliasTables.get(TYPE)!));
  });
}

/** A call that names no process means all of them. Source: Amazon EC2 Auto Scaling User Guide, process types. */
const PROCESSES = [
  "Launch",
  "Terminate",
  "AddToLoadBalancer",
  "AlarmNotification",
  "AZRebalance",
  "HealthCheck",
  "InstanceRefresh",
  "ReplaceUnhealthy",
  "ScheduledActions",
];

function suspended(call: Call): ResourceChange[] {
  const change = resourceChange(call, TYPE);
  if (call.cut !== undefined || change.attributes.length > 0) return [change];
  const value = call.action === "SuspendProcesses" ? { add: PROCESSES, remove: [] } : { add: [], remove: PROCESSES };
  const all: AttributeChange = { path: "suspended_processes", kind: "set", value };
  return [{ ...change, attributes: [all] }];
}
