import { parseArn } from "../lib/arn.ts";
import { parseTime } from "../lib/time.ts";
import type { Actor, Event, Origin, Outcome, Resource } from "../model/event.ts";
import type { JsonObject } from "../model/json.ts";
import { listOf, objectAt, own, textAt } from "./member.ts";
import { hasRepeatedKey } from "./repeated-keys.ts";

/** An EventBridge event of a service that is neither CloudTrail's nor S3's; the whole envelope is the record. */
export function awsEvent(raw: JsonObject, text: string, origin: Origin, receivedAt: number): Event {
  return new AwsEvent(raw, text, origin, receivedAt);
}

class AwsEvent implements Event {
  readonly kind = "aws_event";
  readonly id: string;
  readonly time: number;
  readonly raw: JsonObject;
  readonly text: string;
  readonly receivedAt: number;
  readonly origins: readonly Origin[];
  readonly mutates = false;
  readonly unseen: readonly string[] = [];

  constructor(raw: JsonObject, text: string, origin: Origin, receivedAt: number) {
    this.raw = raw;
    this.text = text;
    this.receivedAt = receivedAt;
    this.origins = [origin];
    this.id = ["aws_event", ...["account", "region", "id"].map((member) => textAt(raw, member) ?? "")].join("\n");
    this.time = parseTime(textAt(raw, "time") ?? "") ?? receivedAt;
  }

  get displayId(): string {
    return textAt(this.raw, "id") ?? this.id;
  }

  /** `aws.guardduty`. */
  get service(): string | undefined {
    return textAt(this.raw, "source");
  }

  get account(): string | undefined {
    return textAt(this.raw, "account");
  }

  get region(): string | undefined {
    return textAt(this.raw, "region");
  }

  get cluster(): string | undefined {
    const detail = objectAt(this.raw, "detail");
    return guardDutyCluster(detail) ?? configCluster(detail) ?? arnCluster(this.raw);
  }

  get actor(): Actor {
    return { name: this.service ?? "unknown", type: "AWSService", via: "aws-service" };
  }

  /** The detail-type. */
  get action(): string {
    return textAt(this.raw, "detail-type") ?? "";
  }

  get resource(): Resource {
    const detail = objectAt(this.raw, "detail");
    const item = objectAt(detail, "configurationItem");
    return {
      type: textAt(detail, "resourceType") ?? textAt(item, "resourceType") ?? "",
      name: textAt(detail, "resourceId") ?? textAt(item, "resourceId") ?? this.cluster ?? "",
    };
  }

  get outcome(): Outcome {
    return { ok: true };
  }

  get flags(): readonly string[] {
    const flags = this.origins[0]?.flags ?? [];
    return hasRepeatedKey(this.text) ? [...flags, "duplicate-keys"] : flags;
  }

  changes(): readonly [] {
    return [];
  }
}

function guardDutyCluster(detail: JsonObject): string | undefined {
  return textAt(objectAt(objectAt(detail, "resource"), "eksClusterDetails"), "name");
}

function configCluster(detail: JsonObject): string | undefined {
  const item = objectAt(detail, "configurationItem");
  if (textAt(item, "resourceType") !== "AWS::EKS::Cluster") return undefined;
  return textAt(item, "resourceName") ?? textAt(item, "resourceId");
}

function arnCluster(raw: JsonObject): string | undefined {
  for (const resource of listOf(own(raw, "resources"))) {
    const arn = typeof resource === "string" ? parseArn(resource) : undefined;
    const [type, name] = arn?.service === "eks" ? arn.resource.split("/") : [];
    if (type !== undefined && name) return name;
  }
  return undefined;
}
