import { expect, it } from "vitest";
import type { Detector } from "../../model/detector.ts";
import type { Event } from "../../model/event.ts";
import { InterestIndex } from "./interest.ts";

const detector = (id: string, interest: Detector["interest"]) => ({ id, interest });
const index = new InterestIndex([
  detector("changes", { kinds: ["aws_cloudtrail"], actions: ["eks.amazonaws.com/*"], changesOnly: true }),
  detector("one call", { kinds: ["aws_cloudtrail"], actions: ["eks.amazonaws.com/ListClusters"] }),
  detector("all", {}),
]);
const event = (service: string, action: string, mutates: boolean, kind = "aws_cloudtrail") =>
  ({ kind, service, action, mutates }) as unknown as Event;

it.each([
  ["a change of the service", event("eks.amazonaws.com", "UpdateAddon", true), ["changes", "all"]],
  ["a read of the service", event("eks.amazonaws.com", "ListClusters", false), ["one call", "all"]],
  ["the same read once more", event("eks.amazonaws.com", "ListClusters", false), ["one call", "all"]],
  ["a call of that name elsewhere", event("ecs.amazonaws.com", "ListClusters", false), ["all"]],
  ["another kind", event("eks.amazonaws.com", "UpdateAddon", true, "k8s_audit"), ["all"]],
])("%s concerns", (_, given, expected) => {
  expect(index.wanting(given).map(({ id }) => id)).toEqual(expected);
});
