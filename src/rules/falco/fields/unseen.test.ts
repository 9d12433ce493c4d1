import { describe, expect, it } from "vitest";
import { audit, call } from "../../../../test/falco-records.ts";
import { bindField, isUnseen } from "./index.ts";

function unseen(
  source: "k8s_audit" | "aws_cloudtrail",
  field: string,
  argument: string | undefined,
  paths: string[],
): boolean {
  const bound = bindField(source, field, argument);
  if (!("extract" in bound)) throw new Error(bound.message);
  return isUnseen(bound.reads, source === "k8s_audit" ? audit("", { unseen: paths }) : call("", { unseen: paths }));
}

describe("a field whose path", () => {
  it.each([
    ["is unseen", "ka.verb", undefined, ["verb"], true],
    ["lies under an unseen one", "ka.req.pod.host_pid", undefined, ["requestObject"], true],
    ["holds an unseen one", "ka.req.configmap.obj", undefined, ["requestObject.data.key"], true],
    ["lies beside an unseen one", "ka.verb", undefined, ["requestObject", "verbs"], false],
    ["begins like an unseen one", "ka.uri", undefined, ["request"], false],
    ["has a key with dots", "ka.auth.decision", undefined, ["annotations"], true],
    ["names every element", "ka.req.pod.containers.image", undefined, ["requestObject.spec.containers[3].image"], true],
    [
      "names another member of them",
      "ka.req.pod.containers.image",
      undefined,
      ["requestObject.spec.containers[3].env[0].value"],
      false,
    ],
    ["names one element", "ka.req.pod.containers.image", "0", ["requestObject.spec.containers[3].image"], false],
    ["is a pointer with an index", "jevt.value", "/user/groups/1", ["user.groups[1]"], true],
    ["is the record", "jevt.value", "", ["requestObject"], false],
    [
      "is unseen in the pod",
      "ka.req.pod.containers.eff_run_as_user",
      undefined,
      ["requestObject.spec.securityContext"],
      true,
    ],
  ])("%s", (_, field, argument, paths, expected) => expect(unseen("k8s_audit", field, argument, paths)).toBe(expected));

  it.each([
    ["ct.user", ["userIdentity.userName"], true],
    ["ct.request.name", ["requestParameters"], true],
    ["ct.request.a.b", ["requestParameters.a"], true],
    ["ct.name", ["requestParameters"], false],
    ["evt.plugininfo", ["requestParameters"], false],
  ])("%s with %j unseen", (field, paths, expected) =>
    expect(unseen("aws_cloudtrail", field, undefined, paths)).toBe(expected),
  );
});

describe("in a record that was cut off inside of a list", () => {
  const event = audit(
    '"requestObject":{"metadata":{"name":"x"},"spec":{"volumes":[{}],"containers":[{"name":"a"},{}]}}',
    {
      unseen: ["requestObject.spec.containers[1]", "responseObject"],
      partial: { cutPath: "requestObject.spec.containers[1]", cutByte: 90 },
    },
  );
  it.each([
    ["what is there is whole", "jevt.value", "/requestObject/metadata", false],
    ["what is missing of a part that is whole stays missing", "jevt.value", "/requestObject/metadata/labels", false],
    ["a list beside the cut is whole", "ka.req.pod.volumes.hostpath", undefined, false],
    ["a member that is missing may have followed", "ka.req.pod.host_network", undefined, true],
    ["an element may have followed", "ka.req.pod.containers.image", "2", true],
    ["elements before the cut are whole", "ka.req.pod.containers.image", "0", false],
    ["a list that is missing may have followed", "ka.req.pod.initContainers.image", undefined, true],
    ["of members of the record it is known which are unseen", "ka.verb", undefined, false],
  ])("%s", (_, field, argument, expected) => {
    const bound = bindField("k8s_audit", field, argument);
    expect("reads" in bound && isUnseen(bound.reads, event)).toBe(expected);
  });
});
