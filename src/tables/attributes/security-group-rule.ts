import type { AliasTable } from "../types.ts";

/** State id is a hash: match on members; one resource may hold several sources, so a revoke of one source shrinks cidr_blocks. */
export const securityGroupRule: AliasTable = {
  type: "aws_security_group_rule",
  id: "{synthetic}",
  import: "{sg}_{type}_{protocol}_{from}_{to}_{source}",
  match: ["security_group_id+type+protocol+from_port+to_port+source"],
  surrounding: true,
  attributes: [
    {
      path: "cidr_blocks",
      kind: "list",
      request: {
        AuthorizeSecurityGroupIngress: "ipPermissions[].ipRanges[].cidrIp",
        AuthorizeSecurityGroupEgress: "ipPermissions[].ipRanges[].cidrIp",
      },
    },
    {
      path: "description",
      kind: "scalar",
      request: { AuthorizeSecurityGroupIngress: "ipPermissions[].ipRanges[].description" },
    },
  ],
};
