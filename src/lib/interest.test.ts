import { describe, expect, it } from "vitest";
import type { Interest } from "../model/detector.ts";
import type { Event } from "../model/event.ts";
import { InterestIndex } from "./interest.ts";

const one = (id: string, interest: Interest | readonly Interest[]) => ({ id, interest });
const CLOUDTRAIL = ["aws_cloudtrail"];
const AUDIT = ["k8s_audit"];
const index = new InterestIndex([
  one("changes", { kinds: CLOUDTRAIL, actions: ["eks.amazonaws.com/*"], changesOnly: true }),
  one("one call", { kinds: CLOUDTRAIL, actions: ["eks.amazonaws.com/ListClusters"] }),
  one("of any service", { kinds: CLOUDTRAIL, actions: ["*/DeleteCluster"] }),
  one("pods", [
    { kinds: AUDIT, actions: ["create"], resources: ["pods"] },
    { kinds: AUDIT, actions: ["delete"] },
  ]),
  one("writes", { kinds: AUDIT, actions: ["update"], exceptResources: ["leases", "*/status"] }),
  one("hostPath", { kinds: AUDIT, resources: ["pods"], needles: ["hostPath"] }),
  one("all", {}),
]);
const wanting = (event: Partial<Event>) => index.wanting({ text: "", ...event } as Event).map(({ id }) => id);

const call = (service: string, action: string, mutates: boolean) =>
  ({ kind: "aws_cloudtrail", service, action, mutates }) as const;
const request = (action: string, resourceType: string, text = "{}") =>
  ({ kind: "k8s_audit", action, resourceType, text, mutates: true }) as const;

describe("an event concerns", () => {
  it.each([
    ["a change of the service", call("eks.amazonaws.com", "UpdateAddon", true), ["changes", "all"]],
    ["a read of the service", call("eks.amazonaws.com", "ListClusters", false), ["one call", "all"]],
    ["a call of that name elsewhere", call("ecs.amazonaws.com", "ListClusters", false), ["all"]],
    ["a name wanted of any service", call("ecs.amazonaws.com", "DeleteCluster", true), ["of any service", "all"]],
    ["a verb and a resource", request("create", "pods"), ["pods", "all"]],
    ["the verb on another resource", request("create", "secrets"), ["all"]],
    ["a subresource of one", request("create", "pods/exec"), ["pods", "all"]],
    ["what is not excepted", request("update", "nodes"), ["writes", "all"]],
    ["no resource that is", request("update", "leases"), ["all"]],
    ["no subresource that is", request("update", "nodes/status"), ["all"]],
    ["another interest of the same", request("delete", "secrets"), ["pods", "all"]],
    ["a text that holds the needle", request("patch", "pods", '{"hostPath":1}'), ["hostPath", "all"]],
    ["a text that might hide it", request("patch", "pods", String.raw`{"\u0068ostPath":1}`), ["hostPath", "all"]],
    ["a text without it", request("patch", "pods"), ["all"]],
    ["another kind", { kind: "vpc_flow", action: "create", mutates: false } as const, ["all"]],
  ])("%s", (_, given, expected) => {
    expect(wanting(given)).toEqual(expected);
    expect(wanting(given)).toEqual(expected); // the second answer is a remembered one
  });

  it.each([
    ["verb", request("create\0x", "nodes")],
    ["resource", request("get", "pods\0x/exec")],
  ])("whoever wants its kind where its %s goes on behind a NUL", (_, hidden) => {
    expect(wanting({ ...hidden, text: "hostPath" })).toEqual(["pods", "writes", "hostPath", "all"]);
  });

  it("whoever wants its kind where the record was cut off", () => {
    const cut = { ...request("get", "nodes"), partial: { cutPath: "", cutByte: 9 } };
    expect(wanting(cut)).toEqual(["pods", "writes", "hostPath", "all"]);
  });
});
