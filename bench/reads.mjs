/** Calls that change nothing: nine tenths of what a trail holds, by service and kind of caller. */
import { AGENTS, person, service, session, workload } from "./identities.mjs";
import { record } from "./record.mjs";

/** @typedef {import("./random.mjs").Random} Random */
/** @typedef {{ account: string, region: string, time: number, cluster: import("./world.mjs").Cluster }} At */

const APPS = ["checkout", "search", "payments", "catalog", "mailer", "reports"];
const SERVICES = ["ec2", "autoscaling", "lambda", "eks", "config", "guardduty", "ecs-tasks", "cloudtrail"];

/** @param {Random} rng @param {At} at */
function nodeCaller(rng, at, agent) {
  const instance = `i-0${rng.hex(16)}`;
  const who = session(rng, at.account, `${at.cluster.name}-node`, instance, at.time);
  who.sessionContext.ec2RoleDelivery = "2.0";
  return { who, ip: `10.${rng.int(8)}.${rng.int(250)}.${1 + rng.int(250)}`, agent };
}

const credentials = (/** @type {Random} */ rng, at) => ({
  accessKeyId: `ASIAEXAMPLE${rng.upper(9)}`,
  sessionToken: rng.base64(64),
  expiration: new Date(at.time + 3_600_000).toUTCString(),
});

/** @type {readonly (readonly [number, (rng: Random, at: At) => object])[]} */
export const reads = [
  [
    9,
    function webIdentity(rng, at) {
      const app = rng.pick(APPS);
      const provider = `arn:aws:iam::${at.account}:oidc-provider/${oidc(at)}`;
      const caller = {
        who: {
          type: "WebIdentityUser",
          principalId: `${provider}:sts.amazonaws.com:system:serviceaccount:shop:${app}`,
          userName: `system:serviceaccount:shop:${app}`,
          identityProvider: provider,
        },
        ip: `10.${rng.int(8)}.${rng.int(250)}.${rng.int(250)}`,
        agent: rng.pick([AGENTS.go, AGENTS.java, AGENTS.python]),
      };
      const role = `arn:aws:iam::${at.account}:role/${at.cluster.name}-${app}`;
      const name = `${at.time}${rng.int(1e6)}`;
      return record(
        rng,
        at,
        ["sts", "AssumeRoleWithWebIdentity"],
        caller,
        { roleArn: role, roleSessionName: name, durationSeconds: 3600 },
        {
          credentials: credentials(rng, at),
          subjectFromWebIdentityToken: `system:serviceaccount:shop:${app}`,
          assumedRoleUser: { assumedRoleId: `AROAEXAMPLE${rng.upper(10)}:${name}`, arn: `${role}/${name}` },
          provider,
          audience: "sts.amazonaws.com",
        },
        { resources: [{ accountId: at.account, type: "AWS::IAM::Role", ARN: role }] },
      );
    },
  ],
  [
    20,
    function serviceAssumesRole(rng, at) {
      const host = `${rng.pick(SERVICES)}.amazonaws.com`;
      const role = `arn:aws:iam::${at.account}:role/${at.cluster.name}-${rng.pick(APPS)}`;
      const name = rng.hex(16);
      return record(
        rng,
        at,
        ["sts", "AssumeRole"],
        service(host),
        { roleArn: role, roleSessionName: name, durationSeconds: 3600 },
        {
          credentials: credentials(rng, at),
          assumedRoleUser: { assumedRoleId: `AROAEXAMPLE${rng.upper(10)}:${name}`, arn: `${role}/${name}` },
        },
        { resources: [{ accountId: at.account, type: "AWS::IAM::Role", ARN: role }], sharedEventID: rng.uuid() },
      );
    },
  ],
  [
    18,
    function nodeDescribes(rng, at) {
      const call = rng.pick(["DescribeInstances", "DescribeNetworkInterfaces", "DescribeSubnets", "DescribeVolumes"]);
      const filter = {
        name: `tag:kubernetes.io/cluster/${at.cluster.name}`,
        valueSet: { items: [{ value: "owned" }] },
      };
      const request = { filterSet: { items: [filter] }, maxResults: 1000 };
      return record(rng, at, ["ec2", call], nodeCaller(rng, at, AGENTS.go), request, null);
    },
  ],
  [
    10,
    function keyUse(rng, at) {
      const key = `arn:aws:kms:${at.region}:${at.account}:key/${rng.uuid()}`;
      const caller = workload(
        rng,
        at.account,
        `${at.cluster.name}-${rng.pick(APPS)}`,
        at.time,
        "secretsmanager.amazonaws.com",
      );
      const invoked = {
        ...caller,
        who: { ...caller.who, invokedBy: "secretsmanager.amazonaws.com" },
        ip: caller.agent,
      };
      const request = {
        encryptionContext: {
          SecretARN: `arn:aws:secretsmanager:${at.region}:${at.account}:secret:shop/db-${rng.hex(6)}`,
        },
        encryptionAlgorithm: "SYMMETRIC_DEFAULT",
        keyId: key,
      };
      return record(rng, at, ["kms", rng.pick(["Decrypt", "GenerateDataKey", "DescribeKey"])], invoked, request, null, {
        resources: [{ accountId: at.account, type: "AWS::KMS::Key", ARN: key }],
      });
    },
  ],
  [
    6,
    function bucketRead(rng, at) {
      const bucket = `logs-${at.account}-${at.region}`;
      const call = rng.pick(["GetBucketAcl", "GetBucketPolicy", "GetBucketLocation", "ListBuckets"]);
      const request = { bucketName: bucket, Host: `${bucket}.s3.${at.region}.amazonaws.com`, acl: "" };
      return record(
        rng,
        at,
        ["s3", call],
        workload(rng, at.account, "config-recorder", at.time, AGENTS.java),
        request,
        null,
        {
          additionalEventData: {
            SignatureVersion: "SigV4",
            CipherSuite: "TLS_AES_128_GCM_SHA256",
            bytesTransferredIn: 0,
            AuthenticationMethod: "AuthHeader",
            "x-amz-id-2": rng.base64(28),
            bytesTransferredOut: 300 + rng.int(400),
          },
          resources: [{ accountId: at.account, type: "AWS::S3::Bucket", ARN: `arn:aws:s3:::${bucket}` }],
        },
      );
    },
  ],
  [
    9,
    function terraformRefreshes(rng, at) {
      const caller = { ...workload(rng, at.account, "terraform-plan", at.time, AGENTS.terraform), ip: "192.0.2.40" };
      const call = rng.pick([
        "DescribeCluster",
        "DescribeNodegroup",
        "DescribeAddon",
        "DescribeAccessEntry",
        "ListTagsForResource",
      ]);
      return record(rng, at, ["eks", call], caller, { name: at.cluster.name, maxResults: 100 }, null);
    },
  ],
  [
    7,
    function autoscalerLooks(rng, at) {
      const caller = workload(rng, at.account, `${at.cluster.name}-autoscaler`, at.time);
      const call = rng.pick(["DescribeAutoScalingGroups", "DescribeAutoScalingInstances", "DescribeScalingActivities"]);
      const request = {
        autoScalingGroupNames: [`eks-general-${rng.uuid()}`, `eks-batch-${rng.uuid()}`],
        maxRecords: 100,
      };
      return record(rng, at, ["autoscaling", call], caller, request, null);
    },
  ],
  [
    6,
    function consoleBrowsing(rng, at) {
      const [source, call] = rng.pick([
        ["iam", "ListRoles"],
        ["iam", "GetRole"],
        ["eks", "ListClusters"],
        ["logs", "DescribeLogGroups"],
        ["cloudwatch", "DescribeAlarms"],
      ]);
      return record(
        rng,
        at,
        [source, call],
        person(rng, at.account, at.time, `${source}.list`),
        { maxItems: 100 },
        null,
      );
    },
  ],
  [
    5,
    function logReads(rng, at) {
      const caller = workload(rng, at.account, `${at.cluster.name}-fluent-bit`, at.time);
      const request = { logGroupName: `/aws/eks/${at.cluster.name}/cluster`, limit: 50, descending: true };
      return record(rng, at, ["logs", "DescribeLogStreams"], caller, request, null);
    },
  ],
  [
    4,
    function podIdentity(rng, at) {
      const request = { clusterName: at.cluster.name, token: "HIDDEN_DUE_TO_SECURITY_REASONS" };
      return record(rng, at, ["eks-auth", "AssumeRoleForPodIdentity"], nodeCaller(rng, at, AGENTS.go), request, null);
    },
  ],
  [
    3,
    function denied(rng, at) {
      const caller = person(rng, at.account, at.time, "kms.list-aliases");
      return record(rng, at, ["kms", "ListAliases"], caller, null, null, {
        errorCode: "AccessDenied",
        errorMessage: `User: ${caller.who.arn} is not authorized to perform: kms:ListAliases because no identity-based policy allows the kms:ListAliases action`,
      });
    },
  ],
];

function oidc(/** @type {At} */ at) {
  return at.cluster.resources[0].attributes.identity[0].oidc[0].issuer.slice("https://".length);
}
