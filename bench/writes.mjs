/** Calls that change something, but nothing that a cluster's Terraform state holds. */
import { AGENTS, person, session, workload } from "./identities.mjs";
import { record } from "./record.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {import("./reads.mjs").At} At */

const WRITE = { readOnly: false };

/** @type {readonly (readonly [number, (rng: Random, at: At) => object])[]} */
export const writes = [
  [
    30,
    function createLogStream(rng, at) {
      const caller = workload(rng, at.account, `${at.cluster.name}-fluent-bit`, at.time);
      const request = {
        logGroupName: `/aws/containerinsights/${at.cluster.name}/application`,
        logStreamName: `ip-10-0-${rng.int(250)}-${rng.int(250)}.${at.region}.compute.internal-application.var.log.containers.shop-${rng.hex(9)}.log`,
      };
      return record(rng, at, ["logs", "CreateLogStream"], caller, request, null, WRITE);
    },
  ],
  [
    20,
    function assignAddresses(rng, at) {
      const eni = `eni-0${rng.hex(16)}`;
      const caller = {
        who: session(rng, at.account, `${at.cluster.name}-node`, `i-0${rng.hex(16)}`, at.time),
        ip: `10.0.${rng.int(250)}.${rng.int(250)}`,
        agent: AGENTS.go,
      };
      const request = { networkInterfaceId: eni, secondaryPrivateIpAddressCount: 14, allowReassignment: false };
      const addresses = Array.from({ length: 6 }, () => ({ privateIpAddress: `10.0.${rng.int(250)}.${rng.int(250)}` }));
      const response = {
        requestId: rng.uuid(),
        networkInterfaceId: eni,
        assignedPrivateIpAddressesSet: { assignedPrivateIpAddressSetType: addresses },
        _return: true,
      };
      return record(rng, at, ["ec2", "AssignPrivateIpAddresses"], caller, request, response, WRITE);
    },
  ],
  [
    15,
    function runInstances(rng, at) {
      const caller = {
        who: {
          ...session(rng, at.account, "AWSServiceRoleForAutoScaling", "AutoScaling", at.time),
          invokedBy: "autoscaling.amazonaws.com",
        },
        ip: "autoscaling.amazonaws.com",
        agent: "autoscaling.amazonaws.com",
      };
      const instance = `i-0${rng.hex(16)}`;
      const request = {
        instancesSet: { items: [{ minCount: 1, maxCount: 1 }] },
        launchTemplate: { launchTemplateId: `lt-0${rng.hex(16)}`, version: "3" },
        clientToken: `fleet-${rng.uuid()}`,
      };
      const response = {
        requestId: rng.uuid(),
        reservationId: `r-0${rng.hex(16)}`,
        ownerId: at.account,
        instancesSet: {
          items: [
            {
              instanceId: instance,
              imageId: `ami-0${rng.hex(16)}`,
              instanceState: { code: 0, name: "pending" },
              instanceType: "m6i.large",
              placement: { availabilityZone: `${at.region}a`, tenancy: "default" },
              subnetId: `subnet-0${rng.hex(16)}`,
              privateIpAddress: `10.0.${rng.int(250)}.${rng.int(250)}`,
            },
          ],
        },
      };
      return record(rng, at, ["ec2", "RunInstances"], caller, request, response, WRITE);
    },
  ],
  [
    15,
    function tagSnapshot(rng, at) {
      const caller = workload(rng, at.account, "backup-runner", at.time, AGENTS.python);
      const request = {
        resourcesSet: { items: [{ resourceId: `snap-0${rng.hex(16)}` }] },
        tagSet: { items: [{ key: "Name", value: `nightly-${rng.hex(6)}` }] },
      };
      return record(rng, at, ["ec2", "CreateTags"], caller, request, { requestId: rng.uuid(), _return: true }, WRITE);
    },
  ],
  [
    10,
    function otherGroupOpened(rng, at) {
      const group = `sg-0${rng.hex(16)}`;
      const rule = { ipProtocol: "tcp", fromPort: 5432, toPort: 5432 };
      const request = {
        groupId: group,
        ipPermissions: {
          items: [
            { ...rule, groups: {}, ipRanges: { items: [{ cidrIp: `10.${rng.int(250)}.0.0/16` }] }, ipv6Ranges: {} },
          ],
        },
      };
      const response = {
        requestId: rng.uuid(),
        _return: true,
        securityGroupRuleSet: {
          items: [{ groupOwnerId: at.account, groupId: group, securityGroupRuleId: `sgr-0${rng.hex(16)}`, ...rule }],
        },
      };
      const caller = person(rng, at.account, at.time, "ec2.authorize-security-group-ingress");
      return record(rng, at, ["ec2", "AuthorizeSecurityGroupIngress"], caller, request, response, WRITE);
    },
  ],
  [
    10,
    function functionDeployed(rng, at) {
      const name = `report-${rng.int(40)}`;
      const caller = workload(rng, at.account, "deploy-lambda", at.time, AGENTS.python);
      const request = {
        functionName: name,
        s3Bucket: `artifacts-${at.account}`,
        s3Key: `${name}/${rng.hex(40)}.zip`,
        publish: true,
      };
      const response = {
        functionName: name,
        functionArn: `arn:aws:lambda:${at.region}:${at.account}:function:${name}`,
        runtime: "nodejs22.x",
        codeSha256: rng.base64(44),
        version: String(rng.int(400)),
        lastUpdateStatus: "InProgress",
      };
      return record(rng, at, ["lambda", "UpdateFunctionCode20150331v2"], caller, request, response, WRITE);
    },
  ],
];
