import type { ResourceChange, ResourceRef } from "../../model/change.ts";
import { isObject } from "../../model/json.ts";
import type { Json, JsonObject } from "../../model/json.ts";
import { listOf, objectAt, own, textAt } from "../member.ts";
import { scopeOf } from "./call.ts";
import type { Call } from "./call.ts";
import { changeOf, resourceChange } from "./resource.ts";

const TYPE = "aws_launch_template";

/** EC2 operations on launch templates. */
export const launchTemplateCalls: { [action: string]: (call: Call) => ResourceChange[] } = {
  CreateLaunchTemplate: (call) => [told(call)],
  CreateLaunchTemplateVersion: (call) => [{ ...told(call), ...effectOf(call) }],
  ModifyLaunchTemplate: (call) => [told(call)],
  DeleteLaunchTemplate: (call) => [changeOf(target(call), "deleted")],
  DeleteLaunchTemplateVersions: versionsDeleted,
};

/**
 * Only what the call sends is told. Without a source version the new version holds that and nothing else; with one
 * (argument `source_version`) it is a patch and the rest stays.
 */
function told(call: Call): ResourceChange {
  const data = own(call.request, "launchTemplateData");
  const request = isObject(data) ? { ...call.request, launchTemplateData: providerForm(data) } : call.request;
  return { ...resourceChange({ ...call, request }, TYPE), target: target(call) };
}

function effectOf(call: Call): Pick<ResourceChange, "effect"> {
  const version = textAt(objectAt(call.response, "launchTemplateVersion"), "versionNumber");
  if (version === undefined) return {};
  return { effect: `version ${version} exists; a managed node group stays on its own until UpdateNodegroupVersion` };
}

/** No attribute holds the versions that are not the latest. */
function versionsDeleted(call: Call): ResourceChange[] {
  const versions = listOf(own(call.request, "launchTemplateVersion"));
  const value = { add: [], remove: versions };
  return [changeOf(target(call), "changed", [{ path: "LaunchTemplateVersion", kind: "set", value, unmapped: true }])];
}

/** By id where call or answer tells it, else by name. */
function target(call: Call): ResourceRef {
  const said = [
    call.request,
    objectAt(call.response, "launchTemplate"),
    objectAt(call.response, "launchTemplateVersion"),
  ];
  const first = (member: string) => said.map((body) => textAt(body, member)).find((value) => value !== undefined);
  const [id, name] = [first("launchTemplateId"), first("launchTemplateName")];
  const match: ResourceRef["match"] = id !== undefined ? { id } : name !== undefined ? { name } : {};
  return { type: TYPE, ...scopeOf(call), key: id ?? name ?? "", match };
}

/** The block lists of the template as the provider's state holds them. */
const BLOCKS: { [member: string]: (block: JsonObject) => JsonObject } = {
  blockDeviceMapping: (block) => {
    const { ebs, ...rest } = snakeCase(block);
    return isObject(ebs) ? { ...rest, ebs: [ebs] } : rest;
  },
  networkInterface: (block) => {
    const { security_group_id: groups, ...rest } = snakeCase(block);
    return groups === undefined ? rest : { ...rest, security_groups: listOf(groups) };
  },
  tagSpecification: (block) => {
    const tags = listOf(own(block, "tag")).filter(isObject);
    const pairs = tags.map((tag) => [textAt(tag, "key") ?? "", textAt(tag, "value") ?? ""] as const);
    return { resource_type: textAt(block, "resourceType") ?? null, tags: Object.fromEntries(pairs) };
  },
};

function providerForm(data: JsonObject): JsonObject {
  const members = Object.entries(data).map(([name, value]): [string, Json] => {
    const form = Object.hasOwn(BLOCKS, name) ? BLOCKS[name] : undefined;
    return [name, form ? listOf(value).map((block) => (isObject(block) ? form(block) : block)) : value];
  });
  return Object.fromEntries(members);
}

function snakeCase(block: JsonObject): JsonObject {
  const members = Object.entries(block).map(([name, value]): [string, Json] => [
    name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    isObject(value) ? snakeCase(value) : value,
  ]);
  return Object.fromEntries(members);
}
