/** What a file's path says before it is opened. */
export interface Place {
  /** Epoch ms that the name tells: delivery, for most. */
  time?: number;
  /** The time is that of a CloudTrail delivery: no event in the file is later. */
  delivered?: true;
  /** A folder of a trail's bucket that holds no events to read here. */
  skip?: string;
}

/**
 * `…/AWSLogs/[o-…/]111122223333/CloudTrail-Digest/…`: what the segment after the account holds.
 * Source: "Finding your CloudTrail log files", AWS CloudTrail User Guide.
 */
const SEGMENT = /(?:^|\/)AWSLogs\/(?:o-[a-z0-9]{10,32}\/)?\d{12}\/([^/]+)\//;
const SIBLINGS: { [segment: string]: string } = {
  "CloudTrail-Digest": "digest",
  "CloudTrail-Insight": "insight",
  "CloudTrail-Lake": "lake",
  vpcflowlogs: "vpc-flow",
};

/** Names that tell a time: CloudTrail, flow logs, Firehose, rotated audit logs. */
const CLOUDTRAIL = /_CloudTrail_[a-z0-9-]+_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[A-Za-z0-9]{16}\.json(?:\.gz)?$/;
const TIMED: readonly RegExp[] = [
  CLOUDTRAIL,
  /_vpcflowlogs_.*_(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)Z_[^/]*$/,
  /-\d+-(\d{4})-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-[0-9a-f]{8}-[0-9a-f-]{27}[^/]*$/,
  /(?:^|\/)[^/]*audit[^/]*-(\d{4})-(\d\d)-(\d\d)T(\d\d)-(\d\d)-(\d\d)(?:\.\d+)?\.(?:log|jsonl?)(?:\.gz)?$/,
];

/** Reads a path with `/` between its parts. */
export function placeOf(path: string): Place {
  const skip = siblingOf(SEGMENT.exec(path)?.[1]);
  if (skip !== undefined) return { skip };
  for (const pattern of TIMED) {
    const match = pattern.exec(path);
    if (!match) continue;
    const [year, month, day, hour, minute, second = 0] = match.slice(1).map(Number);
    const time = Date.UTC(year!, month! - 1, day, hour, minute, second);
    return pattern === CLOUDTRAIL ? { time, delivered: true } : { time };
  }
  return {};
}

function siblingOf(segment: string | undefined): string | undefined {
  if (segment === undefined || segment === "CloudTrail") return undefined;
  if (Object.hasOwn(SIBLINGS, segment)) return SIBLINGS[segment];
  return segment.startsWith("CloudTrail-") ? "cloudtrail-other" : "other-service";
}
