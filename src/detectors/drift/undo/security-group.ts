import type { FindingChange } from "../../../model/finding.ts";
import { isObject } from "../../../model/json.ts";
import type { JsonObject } from "../../../model/json.ts";
import { permissions, ports } from "./permission.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { isEmpty, texts } from "./request.ts";
import { undoEc2Tags } from "./tags.ts";

export type Direction = "Ingress" | "Egress";

/** Restores rules held inside `aws_security_group`: what was added goes first, then what was taken comes back. */
export function undoSecurityGroup(subject: Subject, script: Script): void {
  const GroupId = subject.name("id") ?? subject.target.key;
  for (const direction of ["Ingress", "Egress"] as const) {
    const lines = subject.under(direction.toLowerCase()).filter((line) => line.path.endsWith('"]'));
    const added = lines.filter((line) => isEmpty(line.before) && isObject(line.after));
    const removed = lines.filter((line) => isObject(line.before) && isEmpty(line.after) && line.verdict !== "unknown");
    const described = lines.filter((line) => isObject(line.before) && isObject(line.after));
    send(
      "Revoke",
      added,
      permissions(
        added.map((line) => line.after as JsonObject),
        false,
      ),
    );
    send(
      "Authorize",
      removed,
      permissions(
        removed.map((line) => line.before as JsonObject),
        true,
      ),
    );
    const renamed = permissions(
      described.map((line) => line.before as JsonObject),
      true,
    );
    if (renamed.length > 0)
      script.call(
        "ec2",
        `UpdateSecurityGroupRuleDescriptions${direction}`,
        { GroupId, IpPermissions: renamed },
        described,
      );

    function send(verb: string, of: FindingChange[], IpPermissions: JsonObject[]) {
      if (IpPermissions.length === 0 || IpPermissions.length < of.length) return;
      script.call("ec2", `${verb}SecurityGroup${direction}`, { GroupId, IpPermissions }, of);
    }
  }
  undoEc2Tags(subject, script);
}

/** Restores one rule resource: EC2 takes all members of a rule at once, so the state fills in what did not change. */
export function undoRuleResource(subject: Subject, script: Script): void {
  const GroupId = subject.name("security_group_id");
  const SecurityGroupRuleId = subject.name("security_group_rule_id") ?? subject.text("id");
  const lines = subject.lines.filter((line) => subject.row(line.path) !== undefined && !line.path.startsWith("tags"));
  const members = ["ip_protocol", "from_port", "to_port", "cidr_ipv4", "cidr_ipv6", "referenced_security_group_id"];
  members.push("prefix_list_id", "description");
  if (GroupId === undefined || SecurityGroupRuleId === undefined || lines.length === 0) return;
  if (members.some((path) => subject.isWithheld(path))) return;
  const protocol = subject.text("ip_protocol");
  if (protocol === undefined) return;
  const rule: JsonObject = { IpProtocol: protocol, ...ports(protocol, subject.resource!.attributes) };
  const names = { CidrIpv4: "cidr_ipv4", CidrIpv6: "cidr_ipv6", ReferencedGroupId: "referenced_security_group_id" };
  for (const [member, path] of Object.entries({
    ...names,
    PrefixListId: "prefix_list_id",
    Description: "description",
  })) {
    const value = subject.text(path);
    if (value !== undefined) rule[member] = value;
  }
  const SecurityGroupRules = [{ SecurityGroupRuleId, SecurityGroupRule: rule }];
  script.call("ec2", "ModifySecurityGroupRules", { GroupId, SecurityGroupRules }, lines);
}

/** A deleted rule resource is allowed again, under an id that only AWS chooses. */
export function createRuleResource(subject: Subject, script: Script, direction: Direction): void {
  const GroupId = subject.name("security_group_id");
  const source = ["cidr_ipv4", "cidr_ipv6", "referenced_security_group_id", "prefix_list_id"];
  const members = ["ip_protocol", "from_port", "to_port", ...source, "description"];
  if (GroupId === undefined || members.some((path) => subject.isWithheld(path))) return;
  const value = (path: string) => subject.state(path) ?? null;
  const rule = Object.fromEntries(members.slice(1).map((path) => [path, value(path)]));
  const IpPermissions = permissions([{ ...rule, protocol: value("ip_protocol") }], true);
  if (IpPermissions.length === 0) return;
  const made = script.call("ec2", `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions }, subject.under(""));
  if (made)
    script.note(
      "either the command or the apply: the command's rule has a new id, so an apply after it meets a duplicate unless that rule is imported.",
    );
}

/** Restores `aws_security_group_rule`, one resource that may stand for several rules. */
export function undoLegacyRule(subject: Subject, script: Script): void {
  const frame = legacyFrame(subject);
  if (!frame) return;
  const { GroupId, direction, base } = frame;
  const lists = { cidr_blocks: "cidr_ipv4", ipv6_cidr_blocks: "cidr_ipv6", prefix_list_ids: "prefix_list_id" };
  for (const [path, member] of Object.entries(lists)) {
    for (const line of subject.under(path).filter(({ verdict }) => verdict === "drifted")) {
      const [before, after] = [texts(line.before), texts(line.after)];
      const rules = (sources: string[], description: boolean) =>
        permissions(
          sources.map((source) => ({ ...base, [member]: source })),
          description,
        );
      const extra = rules(
        after.filter((source) => !before.includes(source)),
        false,
      );
      const missing = rules(
        before.filter((source) => !after.includes(source)),
        true,
      );
      if (extra.length > 0)
        script.call("ec2", `RevokeSecurityGroup${direction}`, { GroupId, IpPermissions: extra }, [line]);
      if (missing.length > 0)
        script.call("ec2", `AuthorizeSecurityGroup${direction}`, { GroupId, IpPermissions: missing }, [line]);
    }
  }
  const described = subject.under("description");
  const IpPermissions = described.length > 0 ? legacyPermissions(subject, base) : [];
  if (IpPermissions.length > 0)
    script.call("ec2", `UpdateSecurityGroupRuleDescriptions${direction}`, { GroupId, IpPermissions }, described);
}

/** A deleted `aws_security_group_rule` comes back by the call that made it: its id is built from the rule. */
export function createLegacyRule(subject: Subject, script: Script): void {
  const frame = legacyFrame(subject);
  const IpPermissions = frame ? legacyPermissions(subject, frame.base) : [];
  if (!frame || IpPermissions.length === 0) return;
  script.call(
    "ec2",
    `AuthorizeSecurityGroup${frame.direction}`,
    { GroupId: frame.GroupId, IpPermissions },
    subject.under(""),
  );
}

function legacyFrame(subject: Subject) {
  const GroupId = subject.name("security_group_id");
  const protocol = subject.text("protocol");
  if (GroupId === undefined || protocol === undefined) return undefined;
  const { from_port, to_port } = subject.resource?.attributes ?? {};
  const base = {
    protocol,
    from_port: from_port ?? null,
    to_port: to_port ?? null,
    description: subject.text("description") ?? null,
  };
  const direction: Direction = subject.text("type") === "egress" ? "Egress" : "Ingress";
  return { GroupId, direction, base };
}

function legacyPermissions(subject: Subject, base: JsonObject): JsonObject[] {
  const self = subject.state("self") === true ? subject.name("security_group_id") : undefined;
  const rules: JsonObject[] = [
    ...texts(subject.state("cidr_blocks")).map((cidr_ipv4) => ({ ...base, cidr_ipv4 })),
    ...texts(subject.state("ipv6_cidr_blocks")).map((cidr_ipv6) => ({ ...base, cidr_ipv6 })),
    ...texts(subject.state("prefix_list_ids")).map((prefix_list_id) => ({ ...base, prefix_list_id })),
    ...texts([subject.state("source_security_group_id") ?? null, self ?? null]).map((id) => ({
      ...base,
      referenced_security_group_id: id,
    })),
  ];
  return permissions(rules, true);
}
