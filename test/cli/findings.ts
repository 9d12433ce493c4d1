import type { Finding } from "../../src/model/finding.ts";
import type { ScanResult } from "../../src/app/scan.ts";

// Findings written by hand, one for each thing that a format must show.

const CLUSTER = {
  name: "production",
  region: "us-east-1",
  account: "111122223333",
  arn: "arn:aws:eks:us-east-1:111122223333:cluster/production",
  labels: { env: "prod", team: "platform" },
};

const NIST = { "NIST SP 800-53 rev5": ["AC-17", "SC-7", "SC-8"] };

const finding = (part: Partial<Finding> & Pick<Finding, "id" | "title">): Finding => ({
  fingerprint: `${part.id.slice(4)}0000000000000000`.slice(0, 32),
  revision: 1,
  kind: "drift",
  rule: `drift/${part.resource?.type ?? "aws_eks_cluster"}`,
  severity: "medium",
  status: "open",
  resolution: null,
  flags: ["unconfirmed"],
  first_seen: "2026-03-12T10:15:30.000Z",
  last_seen: "2026-03-12T10:15:30.000Z",
  resolved_at: null,
  count: 1,
  cluster: CLUSTER,
  changes: [],
  controls: [],
  compliance: {},
  evidence: [
    {
      event_id: "6d1f0c52-4444-4e0b-9a57-77c9d5f0e001",
      time: "2026-03-12T10:15:30.000Z",
      source: "aws_cloudtrail",
      action: "UpdateClusterConfig",
      origin: "trail/111122223333_CloudTrail_us-east-1_20260312T1020Z_k3Vn8QwZr1TfYb2H.json.gz#12",
    },
  ],
  timeline: [],
  tags: ["eks", "drift"],
  related: [],
  undo: [],
  due: null,
  unseen: [],
  ...part,
});

export const endpointOpened = finding({
  id: "fnd_000000000000000000000001",
  title: "aws_eks_cluster.this[0]: public endpoint opened to the internet",
  severity: "critical",
  resource: {
    type: "aws_eks_cluster",
    address: "module.eks.aws_eks_cluster.this[0]",
    id: "production",
    state: "envs/prod/terraform.tfstate",
    code: "infra/eks/main.tf:12",
  },
  changes: [
    {
      path: "vpc_config[0].endpoint_public_access",
      before: false,
      after: true,
      verdict: "drifted",
      reason: "open to the world",
    },
    {
      path: "vpc_config[0].public_access_cidrs",
      before: ["203.0.113.0/24"],
      after: ["0.0.0.0/0"],
      verdict: "drifted",
    },
  ],
  actor: {
    name: "ops-admin",
    type: "IAMUser",
    arn: "arn:aws:iam::111122223333:user/ops-admin",
    via: "console",
    session: null,
    source_ip: "198.51.100.7",
    mfa: true,
    on_behalf_of: null,
    access_key: "MPLE",
    user_agent: "Mozilla/5.0 (X11; Linux x86_64)",
  },
  controls: ["aws-k8s-01"],
  compliance: NIST,
  runbook: "aws-k8s-01",
  undo: [
    {
      kind: "cli",
      text: [
        "aws eks update-cluster-config --region us-east-1 --name production --resources-vpc-config publicAccessCidrs=203.0.113.0/24",
        "aws eks wait cluster-active --region us-east-1 --name production",
        "aws eks update-cluster-config --region us-east-1 --name production --resources-vpc-config endpointPublicAccess=false",
        "aws eks wait cluster-active --region us-east-1 --name production",
      ].join("\n"),
    },
    { kind: "terraform", text: "terraform apply -target='module.eks.aws_eks_cluster.this[0]'" },
  ],
});

export const scaled = finding({
  id: "fnd_000000000000000000000002",
  title: 'aws_eks_node_group.workers["general"]: scaling sizes changed twice by two people within the same half hour',
  status: "acknowledged",
  last_seen: "2026-03-12T10:40:00.000Z",
  count: 2,
  resource: {
    type: "aws_eks_node_group",
    address: 'module.nodes["a/b"].aws_eks_node_group.workers["general"]',
    id: "production:general",
  },
  changes: [
    { path: "scaling_config[0].max_size", before: 10, after: 30, verdict: "drifted" },
    { path: "scaling_config[0].min_size", before: 3, after: 3, verdict: "reverted" },
    {
      path: "scaling_config[0].desired_size",
      before: 5,
      after: 12,
      verdict: "ignored",
      reason: "ignore_changes",
    },
    {
      path: 'labels["example.com/a-label-with-a-name-that-is-longer-than-most-terminals-would-like"]',
      before: `the old value ${"of a label that goes on and on ".repeat(10)}`.trim(),
      after: "new",
      verdict: "drifted",
      reason: "not in the configuration, an apply will not restore it",
    },
  ],
  timeline: [
    {
      time: "2026-03-12T10:15:30.000Z",
      what: "changed",
      by: "AdminRole/admin-session",
      event_id: "e1",
      changes: [
        { path: "scaling_config[0].max_size", from: 10, to: 20 },
        { path: "scaling_config[0].min_size", from: 3, to: 5 },
      ],
    },
    {
      time: "2026-03-12T10:40:00.000Z",
      what: "changed",
      by: "developer@example.com",
      event_id: "e2",
      changes: [
        { path: "scaling_config[0].max_size", from: 20, to: 30 },
        { path: "scaling_config[0].min_size", from: 5, to: 3 },
      ],
    },
  ],
  actor: {
    name: "developer@example.com",
    type: "AssumedRole",
    via: "cli",
    session: "developer@example.com",
    permission_set: "Developer",
    mfa: false,
    on_behalf_of: null,
  },
  undo: [{ kind: "note", text: "The maximum lies below the desired size that an autoscaler holds: send both." }],
});

export const addonUpdated = finding({
  id: "fnd_000000000000000000000003",
  title: "aws_eks_addon.vpc_cni: version changed, service account role perhaps cleared",
  severity: "high",
  resource: { type: "aws_eks_addon", address: "aws_eks_addon.vpc_cni", id: "production:vpc-cni", code: "addons.tf:3" },
  changes: [
    { path: "addon_version", before: "v1.15.1-eksbuild.1", after: "v1.16.0-eksbuild.1", verdict: "drifted" },
    {
      path: "service_account_role_arn",
      before: "arn:aws:iam::111122223333:role/vpc-cni-irsa",
      verdict: "unknown",
      reason: "omitted: cleared unless re-sent",
    },
  ],
  arguments: [{ path: "resolve_conflicts_on_update", before: "PRESERVE", after: "OVERWRITE" }],
  controls: ["aws-k8s-02", "aws-k8s-10"],
  unseen: ["responseElements"],
});

export const unmanaged = finding({
  id: "fnd_000000000000000000000004",
  title: "production:arn:aws:iam::111122223333:user/guest: access entry created outside Terraform",
  severity: "low",
  cluster: undefined,
  resource: { type: "aws_eks_access_entry", id: "production:arn:aws:iam::111122223333:user/guest" },
  changes: [{ path: "", verdict: "unmanaged", reason: "in no state" }],
});

export const reverted = finding({
  id: "fnd_000000000000000000000005",
  title: "aws_eks_node_group.batch: taint added",
  status: "resolved",
  resolution: "reverted",
  last_seen: "2026-03-12T11:03:08.000Z",
  resolved_at: "2026-03-12T11:03:08.000Z",
  resource: { type: "aws_eks_node_group", address: "aws_eks_node_group.batch", id: "production:batch" },
  changes: [{ path: 'taint["incident:NO_SCHEDULE"]', before: null, after: null, verdict: "reverted" }],
  timeline: [
    { time: "2026-03-12T10:15:30.000Z", what: "changed", by: "maria" },
    { time: "2026-03-12T11:03:08.000Z", what: "reverted", by: "maria" },
  ],
});

export const refused = finding({
  id: "fnd_000000000000000000000006",
  title: "aws_eks_cluster.this[0]: UpdateClusterVersion refused",
  status: "quiet",
  resolution: "failed",
  severity: "info",
  flags: [],
  resource: { type: "aws_eks_cluster", address: "module.eks.aws_eks_cluster.this[0]", id: "production" },
  timeline: [
    { time: "2026-03-12T10:15:30.000Z", what: "attempted", by: "priya", note: "AccessDeniedException: not authorized" },
  ],
});

export const hostile = finding({
  id: "fnd_000000000000000000000007",
  title: "=cmd|' /C calc'!A0: \u001b[2J\u001b]0;owned\u0007 name\r\nCRITICAL  faked \u202egpj.exe",
  severity: "info",
  cluster: { name: "本番環境", region: "ap-northeast-1", labels: {} },
  resource: {
    type: "aws_eks_cluster",
    id: "__proto__",
    code: "../näh {0}/mä in.tf:7",
    address: "a` | <script>alert(1)</script> [x](https://evil.example)",
  },
  changes: [{ path: 'labels["a\nb"]', before: "|x|`y`", after: { __proto__x: "\u009b31m{0}" }, verdict: "unmapped" }],
  actor: {
    name: "@everyone \u001b[31m<b>",
    type: "constructor",
    via: "toString",
    session: null,
    on_behalf_of: null,
    source_ip: "eks.amazonaws.com",
  },
  evidence: [],
});

export const everything = [endpointOpened, scaled, addonUpdated, unmanaged, reverted, refused, hostile];

/** A scan that found these. */
export function resultOf(findings: Finding[], part: Partial<ScanResult> = {}): ScanResult {
  return {
    findings,
    left: { resolved: 0, quiet: 0 },
    rejects: [],
    failures: [],
    notices: [],
    inputsRead: 1,
    statesUsable: true,
    summary: {
      units: 3,
      bytes: 48_210,
      counts: {
        events: { aws_cloudtrail: 1240 },
        partials: 0,
        pointers: 0,
        controls: 0,
        skips: { "read-only": 900 },
        duplicates: 1,
        rejects: part.rejects?.length ?? 0,
      },
      mutating: 340,
      pending: {},
      rules: { enabled: 0, failed: 0 },
      late: 0,
      outside_period: 0,
      replayed: 0,
      first_event: "2026-03-12T06:02:11.000Z",
      last_event: "2026-03-12T17:38:02.000Z",
      clusters: { judged: [{ name: "production" }], not_judged: [] },
      states: [{ path: "envs/prod/terraform.tfstate", serial: 118, resources: 17 }],
      duration_ms: 120,
    },
    ...part,
  };
}
