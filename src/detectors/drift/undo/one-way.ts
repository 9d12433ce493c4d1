import type { FindingChange } from "../../../model/finding.ts";
import type { Json } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { isEmpty, texts } from "./request.ts";
import { jsonLine } from "./shell.ts";
import { isLeftToService } from "./terraform.ts";

interface OneWay {
  path: string;
  /** Whether this change is one that the API does not take back. */
  stuck: (line: FindingChange, subject: Subject) => boolean;
  why: string;
  /** What Terraform can do: put another object in its place, or take the new value over. */
  way: "replaces" | "codify";
  /** Each line is an argument of its own in a block, which the edit names whole. */
  isBlock?: true;
}

const VERSION: OneWay = {
  path: "version",
  stuck: ({ before, after }) => !((minor(before) ?? 0) > (minor(after) ?? Infinity)),
  why: "a raised Kubernetes version cannot be lowered here: keep it and write it into the configuration.",
  way: "codify",
};

/** What goes one way only, by type. Source: EKS API reference (UpdateClusterConfig, UpdateClusterVersion, UpdateNodegroupVersion). */
const ONE_WAY: { [type: string]: readonly OneWay[] } = {
  aws_eks_node_group: [
    VERSION,
    {
      ...VERSION,
      path: "release_version",
      stuck: (line, subject) =>
        rises(line) || subject.under("version").some((version) => VERSION.stuck(version, subject)),
      why: "this AMI release belongs to the raised Kubernetes version: it stays with it.",
    },
  ],
  aws_eks_cluster: [
    VERSION,
    {
      path: "access_config[0].authentication_mode",
      stuck: () => true,
      why: "the authentication mode only goes forward (CONFIG_MAP, API_AND_CONFIG_MAP, API): keep it and write it into the configuration.",
      way: "codify",
    },
    {
      path: "encryption_config",
      stuck: ({ before }) => isEmpty(before),
      why: "encryption of secrets cannot be taken away again: keep it and write it into the configuration.",
      way: "codify",
      isBlock: true,
    },
    {
      path: "encryption_config",
      stuck: ({ before }) => !isEmpty(before),
      why: "encryption of secrets cannot be changed in place.",
      way: "replaces",
    },
    {
      path: "compute_config[0].node_role_arn",
      stuck: ({ before, after }) => !isEmpty(before) && !isEmpty(after),
      why: "the node role of Auto Mode cannot be exchanged in place.",
      way: "replaces",
    },
    {
      path: "vpc_config[0].control_plane_egress_mode",
      stuck: ({ before }) => before !== "CUSTOMER_ROUTED",
      why: "customer-routed egress cannot be given back to AWS in place.",
      way: "replaces",
    },
  ],
};

/** Settles the lines that no call takes back, with the reason. */
export function explainOneWay(subject: Subject, script: Script): void {
  for (const { path, stuck, why, way, isBlock } of ONE_WAY[subject.type] ?? []) {
    const lines = subject.under(path).filter((line) => stuck(line, subject));
    if (lines.length === 0) continue;
    script.note(why, lines);
    if (way === "replaces") script.replaces = true;
    else
      for (const line of lines)
        script.codify(
          line,
          isLeftToService(subject, line) ? undefined : edit(isBlock ? line.path : lastOf(path), line.after),
        );
  }
}

function lastOf(path: string): string | undefined {
  return path.split(".").at(-1);
}

/** `version = "1.34"`, `encryption_config.resources = ["secrets"]` */
function edit(path: string | undefined, value: Json | undefined): string | undefined {
  const isWritable =
    typeof value === "string" || (Array.isArray(value) && value.length > 0 && texts(value).length === value.length);
  return isWritable && path !== undefined ? `${path.replaceAll("[0]", "")} = ${hcl(value)}` : undefined;
}

/** A text, or a list of texts, as a Terraform literal: no template may start inside it. */
export function hcl(value: string | Json[]): string {
  return jsonLine(value).replace(/([$%])\{/g, "$1$1{");
}

/** `1.33.1-20260101` → `1.34.0-20260201`: an AMI release of a later Kubernetes version. */
function rises({ before, after }: FindingChange): boolean {
  return (minor(before) ?? 0) < (minor(after) ?? 0);
}

function minor(version: unknown): number | undefined {
  const found = typeof version === "string" ? /^1\.(\d{1,4})(?:\.|$)/.exec(version) : null;
  return found ? Number(found[1]) : undefined;
}
