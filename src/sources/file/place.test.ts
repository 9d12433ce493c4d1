import { describe, expect, it } from "vitest";
import { placeOf } from "./place.ts";

const DAY = "2026/03/14";
const at = (hour: number, minute: number, second = 0) => Date.UTC(2026, 2, 14, hour, minute, second);
const trail = (prefix: string, time = "0910") =>
  `${prefix}AWSLogs/111122223333/CloudTrail/eu-west-1/${DAY}/111122223333_CloudTrail_eu-west-1_20260314T${time}Z_Mu0KsOhtH1ar15ZZ.json.gz`;
const sibling = (folder: string) => `AWSLogs/111122223333/${folder}/eu-west-1/${DAY}/x.json.gz`;

describe("what a path says", () => {
  it.each<[string, string, object]>([
    ["a trail's file", trail(""), { time: at(9, 10), delivered: true }],
    ["under a prefix", trail("security/trails/"), { time: at(9, 10), delivered: true }],
    [
      "of an organisation",
      trail("o-exampleorg1/").replace("AWSLogs/", "AWSLogs/o-exampleorg1/"),
      { time: at(9, 10), delivered: true },
    ],
    ["its name alone", trail("").split("/").at(-1)!, { time: at(9, 10), delivered: true }],
    ["a digest", sibling("CloudTrail-Digest"), { skip: "digest" }],
    ["an Insight", sibling("CloudTrail-Insight"), { skip: "insight" }],
    ["a Lake query", sibling("CloudTrail-Lake"), { skip: "lake" }],
    ["another CloudTrail folder", sibling("CloudTrail-NetworkActivity"), { skip: "cloudtrail-other" }],
    ["flow logs", sibling("vpcflowlogs"), { skip: "vpc-flow" }],
    ["another service", sibling("Config"), { skip: "other-service" }],
    ["a name of the object's prototype", sibling("constructor"), { skip: "other-service" }],
    [
      "Firehose",
      "eks-audit/2026/03/14/09/audit-to-s3-1-2026-03-14-09-00-12-5f0b8f8e-9c53-4d47-9a57-0e3f1b1c2d3e",
      { time: at(9, 0, 12) },
    ],
    ["a rotated audit log", "logs/audit-2026-03-14T09-10-11.123.log.gz", { time: at(9, 10, 11) }],
    ["the present audit log", "logs/audit.log", {}],
    ["any other", "2026-03-14/notes.txt", {}],
  ])("%s", (_, path, place) => expect(placeOf(path)).toEqual(place));
});
