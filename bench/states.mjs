/**
 * Writes Terraform states of a given size around the world of the corpus.
 *
 * A state holds, in this order: the EKS resources of whole clusters (at most 200, so 100 resources are ten clusters),
 * further resources of types that a drift comparison reads up to 1,000, then everything else that an estate has.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { random } from "./random.mjs";
import { world } from "./world.mjs";

const WATCHED = 1000;
const PROVIDER = 'provider["registry.terraform.io/hashicorp/aws"]';
const TAGS = {
  environment: "prod",
  team: "platform",
};

/**
 * @param {{ file: string, resources: number, seed?: number }} options
 * @returns {{ bytes: number, resources: number, watched: number, clusters: string[] }} `clusters` names those the state holds
 */
export function state({ file, resources, seed = 1 }) {
  const rng = random(seed + 2);
  const held = world(seed)
    .flatMap((c) => c.resources)
    .slice(0, resources);
  const made = held.map((r) => block(r.type, r.name.replaceAll(/\W/g, "_"), r.attributes, `module.${r.cluster.name}`));
  for (let i = made.length; i < Math.min(resources, WATCHED); i++) made.push(surrounding(rng, i));
  const watched = made.length;
  for (let i = made.length; i < resources; i++) made.push(unrelated(rng, i));
  const text = JSON.stringify(
    {
      version: 4,
      terraform_version: "1.11.4",
      serial: 318,
      lineage: rng.uuid(),
      outputs: {},
      resources: made,
      check_results: null,
    },
    null,
    2,
  );
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${text}\n`);
  return {
    bytes: Buffer.byteLength(text),
    resources: made.length,
    watched,
    clusters: [...new Set(held.map((r) => r.cluster.name))],
  };
}

function block(type, name, attributes, module) {
  return {
    ...(module && { module }),
    mode: "managed",
    type,
    name,
    provider: PROVIDER,
    instances: [{ schema_version: 0, attributes, sensitive_attributes: [], private: "bnVsbA==" }],
  };
}

const tags = (name) => ({ tags: { ...TAGS, Name: name }, tags_all: { ...TAGS, Name: name } });

/** Types that a cluster can rest on: compared, but of other parts of the estate. */
function surrounding(rng, i) {
  const [account, region] = ["111122223333", "us-east-1"];
  const role = `service-${i}`;
  const trust = { Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" };
  const kinds = [
    () =>
      block("aws_iam_role", `role_${i}`, {
        arn: `arn:aws:iam::${account}:role/${role}`,
        assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
        create_date: "2025-11-03T08:00:00Z",
        description: "Role of an application that has nothing to do with a cluster",
        force_detach_policies: false,
        id: role,
        inline_policy: [{ name: "access", policy: policy(rng, 4) }],
        managed_policy_arns: [`arn:aws:iam::${account}:policy/base`],
        max_session_duration: 3600,
        name: role,
        path: "/",
        permissions_boundary: "",
        ...tags(role),
        unique_id: `AROAEXAMPLE${rng.upper(10)}`,
      }),
    () => {
      const id = `sg-0${rng.hex(16)}`;
      const rule = (port) => ({
        cidr_blocks: [`10.${rng.int(250)}.0.0/16`],
        description: "",
        from_port: port,
        ipv6_cidr_blocks: [],
        prefix_list_ids: [],
        protocol: "tcp",
        security_groups: [],
        self: false,
        to_port: port,
      });
      return block("aws_security_group", `group_${i}`, {
        arn: `arn:aws:ec2:${region}:${account}:security-group/${id}`,
        description: "Managed by Terraform",
        egress: [rule(443)],
        id,
        ingress: [rule(443), rule(8443)],
        name: `app-${i}`,
        name_prefix: "",
        owner_id: account,
        revoke_rules_on_delete: false,
        ...tags(`app-${i}`),
        timeouts: null,
        vpc_id: `vpc-0${rng.hex(16)}`,
      });
    },
    () => {
      const name = `/aws/lambda/report-${i}`;
      return block("aws_cloudwatch_log_group", `log_${i}`, {
        arn: `arn:aws:logs:${region}:${account}:log-group:${name}`,
        id: name,
        kms_key_id: `arn:aws:kms:${region}:${account}:key/${rng.uuid()}`,
        log_group_class: "STANDARD",
        name,
        name_prefix: "",
        retention_in_days: 90,
        skip_destroy: false,
        ...tags(name),
      });
    },
    () => {
      const id = rng.uuid();
      return block("aws_kms_key", `key_${i}`, {
        arn: `arn:aws:kms:${region}:${account}:key/${id}`,
        customer_master_key_spec: "SYMMETRIC_DEFAULT",
        deletion_window_in_days: 30,
        description: "Data of an application",
        enable_key_rotation: true,
        id,
        is_enabled: true,
        key_id: id,
        key_usage: "ENCRYPT_DECRYPT",
        multi_region: false,
        policy: policy(rng, 5),
        ...tags(`key-${i}`),
      });
    },
  ];
  return kinds[i % kinds.length]();
}

/** Everything else: records, functions, queues. */
function unrelated(rng, i) {
  const [account, region] = ["111122223333", "us-east-1"];
  const name = `report-${i}`;
  if (i % 4 === 0) {
    const zone = `Z0${rng.upper(18)}`;
    return block("aws_route53_record", `report_${i}`, {
      alias: [],
      allow_overwrite: null,
      cidr_routing_policy: [],
      failover_routing_policy: [],
      fqdn: `${name}.example.com`,
      geolocation_routing_policy: [],
      health_check_id: "",
      id: `${zone}_${name}.example.com_CNAME`,
      latency_routing_policy: [],
      multivalue_answer_routing_policy: false,
      name: `${name}.example.com`,
      records: [`internal-${name}-${rng.hex(10)}.${region}.elb.amazonaws.com`],
      set_identifier: "",
      timeouts: null,
      ttl: 300,
      type: "CNAME",
      weighted_routing_policy: [],
      zone_id: zone,
    });
  }
  if (i % 2 === 0)
    return block("aws_lambda_function", `report_${i}`, {
      architectures: ["arm64"],
      arn: `arn:aws:lambda:${region}:${account}:function:${name}`,
      code_sha256: rng.base64(44),
      description: "Builds a report from a queue and stores it in a bucket",
      environment: [{ variables: { BUCKET: `reports-${account}`, QUEUE: name } }],
      ephemeral_storage: [{ size: 512 }],
      function_name: name,
      handler: "index.handler",
      id: name,
      invoke_arn: `arn:aws:apigateway:${region}:lambda:path/2015-03-31/functions/${name}/invocations`,
      last_modified: "2026-01-03T08:00:00Z",
      memory_size: 512,
      role: `arn:aws:iam::${account}:role/${name}`,
      runtime: "nodejs22.x",
      source_code_hash: rng.base64(44),
      ...tags(name),
      timeout: 30,
      version: "$LATEST",
      vpc_config: [{ security_group_ids: [`sg-0${rng.hex(16)}`], subnet_ids: [`subnet-0${rng.hex(16)}`] }],
    });
  return block("aws_sqs_queue", `report_${i}`, {
    arn: `arn:aws:sqs:${region}:${account}:${name}`,
    content_based_deduplication: false,
    delay_seconds: 0,
    fifo_queue: false,
    id: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    kms_data_key_reuse_period_seconds: 300,
    kms_master_key_id: "",
    max_message_size: 262144,
    message_retention_seconds: 345600,
    name,
    name_prefix: "",
    policy: policy(rng, 1),
    receive_wait_time_seconds: 20,
    redrive_policy: JSON.stringify({
      deadLetterTargetArn: `arn:aws:sqs:${region}:${account}:${name}-dead`,
      maxReceiveCount: 5,
    }),
    sqs_managed_sse_enabled: true,
    ...tags(name),
    url: `https://sqs.${region}.amazonaws.com/${account}/${name}`,
    visibility_timeout_seconds: 180,
  });
}

function policy(rng, statements) {
  const Statement = Array.from({ length: statements }, () => ({
    Sid: `Allow${rng.upper(8)}`,
    Effect: "Allow",
    Action: ["s3:GetObject", "s3:ListBucket"],
    Resource: `arn:aws:s3:::data-${rng.hex(8)}/*`,
  }));
  return JSON.stringify({ Version: "2012-10-17", Statement });
}
