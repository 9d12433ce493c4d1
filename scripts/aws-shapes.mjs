// Writes test/aws-shapes/shapes.json: for every AWS call that an undo may print, the members of its input.
// The tests check each printed command against that table, so that no parameter is invented.
//
//   node scripts/aws-shapes.mjs
//
// The SDK clients are installed into a temporary folder and not as dev dependencies: they are large, and only this
// script needs them. Add an operation below when an undo starts to use one, run it, format it (`npx oxfmt test/aws-shapes`), commit the table.
import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const SERVICES = {
  eks: {
    client: "@aws-sdk/client-eks@3.1146.0",
    operations: [
      "AssociateAccessPolicy",
      "CreateAccessEntry",
      "CreateAddon",
      "DeleteAccessEntry",
      "DeleteAddon",
      "DeleteCapability",
      "DeleteCluster",
      "DeleteFargateProfile",
      "DeleteNodegroup",
      "DeletePodIdentityAssociation",
      "DisassociateAccessPolicy",
      "DisassociateIdentityProviderConfig",
      "TagResource",
      "UntagResource",
      "UpdateAccessEntry",
      "UpdateAddon",
      "UpdateCapability",
      "UpdateClusterConfig",
      "UpdateClusterVersion",
      "UpdateNodegroupConfig",
      "UpdateNodegroupVersion",
      "UpdatePodIdentityAssociation",
    ],
    waiters: {
      AddonActive: "DescribeAddon",
      AddonDeleted: "DescribeAddon",
      ClusterActive: "DescribeCluster",
      ClusterDeleted: "DescribeCluster",
      FargateProfileDeleted: "DescribeFargateProfile",
      NodegroupActive: "DescribeNodegroup",
      NodegroupDeleted: "DescribeNodegroup",
    },
  },
  ec2: {
    client: "@aws-sdk/client-ec2@3.1146.0",
    operations: [
      "AuthorizeSecurityGroupEgress",
      "AuthorizeSecurityGroupIngress",
      "CreateTags",
      "DeleteLaunchTemplate",
      "DeleteSecurityGroup",
      "DeleteTags",
      "ModifyLaunchTemplate",
      "ModifySecurityGroupRules",
      "ModifySubnetAttribute",
      "ModifyVpcEndpoint",
      "RevokeSecurityGroupEgress",
      "RevokeSecurityGroupIngress",
      "UpdateSecurityGroupRuleDescriptionsEgress",
      "UpdateSecurityGroupRuleDescriptionsIngress",
    ],
  },
  iam: {
    client: "@aws-sdk/client-iam@3.1146.0",
    operations: [
      "AddClientIDToOpenIDConnectProvider",
      "AttachRolePolicy",
      "CreatePolicyVersion",
      "DeleteOpenIDConnectProvider",
      "DeletePolicy",
      "DeleteRole",
      "DeleteRolePermissionsBoundary",
      "DeleteRolePolicy",
      "DetachRolePolicy",
      "PutRolePermissionsBoundary",
      "PutRolePolicy",
      "RemoveClientIDFromOpenIDConnectProvider",
      "TagRole",
      "UntagRole",
      "UpdateAssumeRolePolicy",
      "UpdateOpenIDConnectProviderThumbprint",
      "UpdateRole",
    ],
  },
  kms: {
    client: "@aws-sdk/client-kms@3.1146.0",
    operations: [
      "CancelKeyDeletion",
      "CreateAlias",
      "DeleteAlias",
      "DisableKey",
      "DisableKeyRotation",
      "EnableKey",
      "EnableKeyRotation",
      "PutKeyPolicy",
      "UpdateAlias",
    ],
  },
  autoscaling: {
    client: "@aws-sdk/client-auto-scaling@3.1146.0",
    operations: [
      "CreateOrUpdateTags",
      "DeleteAutoScalingGroup",
      "DeleteTags",
      "ResumeProcesses",
      "SuspendProcesses",
      "UpdateAutoScalingGroup",
    ],
  },
  logs: {
    client: "@aws-sdk/client-cloudwatch-logs@3.1142.0",
    operations: [
      "AssociateKmsKey",
      "CreateLogGroup",
      "DeleteLogGroup",
      "DeleteRetentionPolicy",
      "DisassociateKmsKey",
      "PutRetentionPolicy",
    ],
  },
};

const folder = mkdtempSync(path.join(tmpdir(), "aws-shapes-"));
try {
  writeFileSync(path.join(folder, "package.json"), "{}");
  const clients = Object.values(SERVICES).map((service) => service.client);
  execFileSync("npm", ["install", "--no-save", "--ignore-scripts", "--no-audit", "--no-fund", ...clients], {
    cwd: folder,
    stdio: "inherit",
  });
  const load = createRequire(path.join(folder, "package.json"));
  const shapes = {};
  for (const [service, { client, operations, waiters = {} }] of Object.entries(SERVICES).toSorted(([a], [b]) =>
    a < b ? -1 : 1,
  )) {
    const sdk = load(client.slice(0, client.lastIndexOf("@")));
    shapes[service] = {
      operations: Object.fromEntries(operations.map((name) => [name, operation(sdk, name)])),
      waiters: Object.fromEntries(
        Object.entries(waiters).map(([waiter, name]) => {
          if (!sdk[`waitUntil${waiter}`]) throw new Error(`${service} has no waiter ${waiter}`);
          return [waiter, operation(sdk, name)];
        }),
      ),
    };
  }
  const target = path.join(path.dirname(fileURLToPath(import.meta.url)), "../test/aws-shapes/shapes.json");
  writeFileSync(target, `${JSON.stringify(shapes, null, 1)}\n`);
} finally {
  rmSync(folder, { recursive: true, force: true });
}

/** `{required, input}` of an operation; the first N members of a structure are the required ones. */
function operation(sdk, name) {
  const schema = sdk[`${name}$`];
  if (!schema) throw new Error(`no operation ${name}`);
  const input = resolved(schema[4]);
  return { required: input[4].slice(0, input[6] ?? 0).toSorted(), input: shape(input, []) };
}

function resolved(schema) {
  let found = schema;
  while (typeof found === "function") found = found();
  // A schema with traits of its own stands in a pair: [schema, traits].
  return Array.isArray(found) && typeof found[0] !== "number" ? resolved(found[0]) : (pairHead(found) ?? found);
}

function pairHead(found) {
  return Array.isArray(found) && found.length === 2 && typeof found[0] === "number" ? found[0] : undefined;
}

/** Structure → object of its members; list → array of one; map → `{"*": value}`; scalar → its name. */
function shape(schema, above) {
  const found = resolved(schema);
  if (typeof found === "number") return scalar(found);
  const [kind, , name, , first, second] = found;
  if (above.includes(name)) return "recursive";
  const below = [...above, name];
  if (kind === 3) {
    const members = first.map((member, at) => [member, shape(second[at], below)]);
    return Object.fromEntries(members.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  }
  if (kind === 1) return [shape(first, below)];
  if (kind === 2) return { "*": shape(second, below) };
  if (kind === 0) return scalar(first);
  throw new Error(`schema kind ${kind} of ${name}`);
}

function scalar(type) {
  if (type & 64) return [scalar(type & ~64)];
  if (type & 128) return { "*": scalar(type & ~128) };
  if (type === 2) return "boolean";
  if ([1, 17, 19].includes(type)) return "number";
  return "string";
}
