import { z } from "zod";
import { parseArn } from "../../lib/arn.ts";
import { parseDuration } from "../../lib/time.ts";
import { SEVERITIES } from "../../model/severity.ts";
import { PRIORITIES } from "../../rules/falco/items/priorities.ts";
import type { Priority } from "../../rules/falco/items/priorities.ts";
import { stateBackends } from "../../terraform/backends/index.ts";
import { noPack, packNames } from "../packs.ts";

const DAY = 86_400_000;
const LONGEST = 3650 * DAY;

const text = (what: string) => z.string().min(1, "must not be empty").describe(what);

const duration = (usual: string, what: string) =>
  z
    .string()
    .regex(/^(\d+(ms|s|m|h|d))+$/, "expected a duration like 20m, 1h30m or 7d")
    .transform((written, context) => {
      const ms = parseDuration(written) ?? 0;
      if (ms > LONGEST) context.addIssue({ code: "custom", message: "longer than ten years" });
      return ms;
    })
    .prefault(usual)
    .describe(what);

const accountId = z
  .string("expected an account id: 12 digits in quotes")
  .regex(/^\d{12}$/, "expected an account id: 12 digits in quotes");

const principal = text("ARN of a role or user, or the bare name of a role.").refine(
  (written) => !written.startsWith("arn:") || /^\d{12}$/.test(parseArn(written)?.account ?? ""),
  "not an IAM ARN (arn:aws:iam::111122223333:role/Name)",
);

const list = <T extends z.ZodType>(item: T, what: string) => z.array(item).prefault([]).describe(what);

const match = z
  .strictObject({
    name: text("Cluster name.").optional(),
    account: text("Account id, or its name in `accounts`.").optional(),
    region: text("Region.").optional(),
  })
  .describe("Globs (`*`, `?`); all that stand here must fit.");

const trust = z
  .strictObject({
    admin_principals: list(principal, "Principals that administer clusters."),
    apply_roles: list(principal, "Roles that run Terraform."),
    gitops_identities: list(text("User name; `*` stands for any text."), "Kubernetes users that deploy from Git."),
    pod_identities: list(
      z.strictObject({
        cluster: text("Cluster name; absent = any.").optional(),
        namespace: text("Kubernetes namespace."),
        service_account: text("Kubernetes service account."),
        role: principal,
      }),
      "Which workload uses which role, where no state says it.",
    ),
  })
  .prefault({})
  .describe("What is expected here; every list may be empty.");

/** An entry of `drift_rules`. */
export const driftRule = z.strictObject({
  name: text("What the rule is called."),
  resource_types: z.array(text("Terraform type.")).min(1, "name at least one type").describe("Terraform types."),
  watched_attributes: z
    .array(text("Attribute path; a parent covers what is under it."))
    .describe("The attributes that are watched; the others of these types are ignored."),
  severity: z.enum(SEVERITIES).describe("Severity of a change of a watched attribute."),
});

const time = z
  .strictObject({
    lateness: duration("20m", "How late an event may come and still be in order."),
    dedupe_window: duration("25h", "How long event ids are remembered."),
    backfill_window: duration("24h", "How far past the period files are searched for late deliveries."),
    settle: duration("15m", "How long an apply may take to reach the state; a scan waits for its end instead."),
  })
  .prefault({})
  .describe("Durations: a number and ms, s, m, h or d, also joined (1h30m).");

const pack = text("Name of a pack.").superRefine((name, context) => {
  if (packNames().includes(name)) return;
  const { message, hint } = noPack(name);
  context.addIssue({ code: "custom", message: `${message}; ${hint}` });
});

const appendedOutput = z.strictObject({
  match: z
    .strictObject({
      rule: text("Name of the rule.").optional(),
      source: z.enum(["k8s_audit", "aws_cloudtrail"]).optional().describe("Source of the rule."),
      tags: z.array(text("Tag.")).optional().describe("Tags that the rule must all have."),
    })
    .prefault({})
    .describe("All that stand here must fit; nothing means every rule."),
  extra_output: text("Text with %fields, put behind the rule's output after a blank.").optional(),
  extra_fields: list(
    z.union([text("Name of a field."), z.record(z.string(), z.string())]),
    "Fields beside those the output names: a field's name, or a key with a format.",
  ),
  suggested_output: z
    .boolean()
    .prefault(true)
    .describe("Whether `static_fields` are put behind the output too, as `static_NAME=VALUE`."),
});

const constantName = z
  .string()
  .regex(/^[a-zA-Z][a-zA-Z0-9_]*(\.[a-zA-Z][a-zA-Z0-9_]*)*$/, "must be letters, digits and _, a letter first");

const falco = z
  .strictObject({
    rule_matching: z
      .enum(["all", "first"])
      .prefault("all")
      .describe("`first` as Falco: of its rules only the first that an event meets is heard."),
    priority: z
      .enum(PRIORITIES.map((priority) => priority.toLowerCase() as Lowercase<Priority>))
      .prefault("debug")
      .describe("Falco rules of a lesser priority do not run."),
    append_output: list(appendedOutput, "What is added to the output of Falco rules."),
    hostname: text("Name of this machine in alerts; null stands for FALCO_HOSTNAME, else its own name.")
      .nullable()
      .prefault(null),
    static_fields: z
      .record(constantName, z.string())
      .prefault({})
      .describe("Constants by name, which rules read as `static.NAME`."),
  })
  .prefault({})
  .describe("How Falco rules are read.");

/** The whole configuration file: every key, its default and its description. */
export const configSchema = z.strictObject({
  version: z.literal(1, "this program reads version 1").prefault(1).describe("Version of this file's format."),
  store: text("sqlite:PATH, or env:NAME of a variable that holds it. Absent: a scan keeps nothing.").optional(),
  state: list(
    z.union(stateBackends.map((backend) => backend.options) as StateOptions),
    "Terraform states to compare with.",
  ),
  code: list(text("Folder."), "Folders of Terraform source: lifecycle.ignore_changes, file and line."),
  clusters: list(
    z
      .strictObject({
        match,
        labels: z.record(z.string(), z.string()).describe("`env` and others of your own.").optional(),
        state: text(
          "Path of a Terraform state whose kubernetes_* and helm_release resources live in it; `*`, `?`.",
        ).optional(),
      })
      .refine((entry) => entry.state === undefined || /^[^*?]+$/.test(entry.match.name ?? ""), {
        path: ["state"],
        message: "needs the one cluster it belongs to: a `match.name` without `*` and `?`",
      }),
    "What is known of clusters. Labels: the first entry that fits counts, else the cluster's tags; a missing env is prod.",
  ),
  trust,
  accounts: list(
    z.strictObject({ id: accountId.describe("Account id, quoted."), name: text("What people call it.") }),
    "Names of accounts.",
  ),
  drift_rules: list(driftRule, "Which attributes are watched, and how severe their change is."),
  packs: z.array(pack).prefault(["eks"]).describe("Packs of rules that come with the program."),
  rules: list(
    text("File or folder."),
    "Rule files: Falco rules, filter patterns, queries; of a folder *.yaml and *.yml.",
  ),
  falco,
  time,
});

type StateOptions = [(typeof stateBackends)[number]["options"]];

export type Config = z.output<typeof configSchema>;
