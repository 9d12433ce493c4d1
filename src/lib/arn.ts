export interface Arn {
  partition: string;
  service: string;
  region: string;
  account: string;
  resource: string;
}

/** Takes an ARN apart; undefined where the text is none. */
export function parseArn(text: string): Arn | undefined {
  const parts = text.split(":");
  if (parts.length < 6 || parts[0] !== "arn") return undefined;
  const [, partition, service, region, account] = parts as [string, string, string, string, string];
  return { partition, service, region, account, resource: parts.slice(5).join(":") };
}

/** `role/path/Name` of IAM → `Name`; a bare name is itself. */
export function roleName(arnOrName: string): string {
  return arnOrName.slice(arnOrName.lastIndexOf("/") + 1);
}

/**
 * Whether two IAM ARNs name the same principal: partition, account, type and name; the path is left out,
 * because session issuers and the EKS API drop it. A bare name equals the name of an ARN.
 */
export function samePrincipal(a: string, b: string): boolean {
  if (a === b) return true;
  const [left, right] = [parseArn(a), parseArn(b)];
  if (!left || !right) return !left !== !right && roleName(a) === roleName(b);
  return (
    left.partition === right.partition &&
    left.account === right.account &&
    left.resource.split("/")[0] === right.resource.split("/")[0] &&
    roleName(left.resource) === roleName(right.resource)
  );
}

const keysOfLists = new WeakMap<readonly string[], ReadonlySet<string>>();

/** Whether one of the principals is this ARN, as `samePrincipal` compares; quick for the same list again. */
export function isAmong(principals: readonly string[], arn: string): boolean {
  let keys = keysOfLists.get(principals);
  if (!keys) keysOfLists.set(principals, (keys = new Set(principals.map(principalKey))));
  return keys.size > 0 && (keys.has(principalKey(arn)) || keys.has(roleName(arn)));
}

function principalKey(arnOrName: string): string {
  const arn = parseArn(arnOrName);
  if (!arn) return roleName(arnOrName);
  return `${arn.partition}:${arn.account}:${arn.resource.split("/")[0]}/${roleName(arn.resource)}`;
}

/** The partition that a region belongs to. Source: AWS General Reference, ARNs. */
export function partitionOf(region: string): string {
  if (region.startsWith("cn-")) return "aws-cn";
  if (region.startsWith("us-gov-")) return "aws-us-gov";
  return "aws";
}
