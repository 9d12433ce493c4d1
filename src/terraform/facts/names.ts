import { parseArn, roleName } from "../../lib/arn.ts";
import type { TieKind } from "../../model/terraform.ts";

/** An IAM principal's ARN without the path: session issuers and the EKS API drop it. Other texts stay. */
export function withoutPath(text: string): string {
  return text.replace(/^(arn:[^:]+:iam::\d*:(?:role|user)\/)(?:.*\/)?([^/]+)$/, "$1$2");
}

/** Source: assigned internet protocol numbers; EC2 takes both forms. */
const PROTOCOLS: ReadonlyMap<string, string> = new Map(
  Object.entries({ all: "-1", "1": "icmp", "6": "tcp", "17": "udp", "58": "icmpv6" }),
);
const protocol = (value: string) => PROTOCOLS.get(value.toLowerCase()) ?? value.toLowerCase();

const last = (text: string) => text.slice(text.lastIndexOf("/") + 1);
const logGroup = (text: string) =>
  (text.startsWith("arn:") ? (parseArn(text)?.resource ?? text) : text).replace(/^log-group:/, "").replace(/:\*$/, "");
const issuer = (text: string) => text.replace(/^(https:\/\/|arn:[^/]*\/)/, "").replace(/\/$/, "");

/** How values of an attribute are written alike, so that equal names meet; an attribute not listed stays as it is. */
const BY_ATTRIBUTE: { [attribute: string]: (value: string) => string } = {
  role: roleName,
  key_id: last,
  target_key_id: last,
  protocol,
  ip_protocol: protocol,
  arn: (value) => withoutPath(value.replace(/:\*$/, "")),
};

/** The form of an attribute's value under which it is looked up. */
export function lookupForm(attribute: string, value: string): string {
  const form = Object.hasOwn(BY_ATTRIBUTE, attribute) ? BY_ATTRIBUTE[attribute] : undefined;
  return form ? form(value) : withoutPath(value);
}

/** What is left of a name, id or ARN when everything is taken off that one writer prints and another leaves out. */
const BY_TIE: { [kind in TieKind]: (name: string) => string } = {
  security_group: last,
  role: roleName,
  launch_template: last,
  autoscaling_group: last,
  kms_key: last,
  log_group: logGroup,
  subnet: last,
  oidc_provider: issuer,
  policy: (name) => name,
  route_table: last,
};

export function tieName(kind: TieKind, name: string): string {
  return BY_TIE[kind](name);
}

/** The alias in a KMS key reference (`alias/x` or its ARN); undefined where it names the key itself. */
export function kmsAlias(reference: string): string | undefined {
  return /(?:^|:)(alias\/.+)$/.exec(reference)?.[1];
}
