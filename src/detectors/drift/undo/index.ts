import type { FindingChange, UndoStep } from "../../../model/finding.ts";
import { Subject } from "./subject.ts";
import type { UndoInput } from "./subject.ts";
import { Script } from "./script.ts";
import { undoAccessEntry, undoCapability, undoPodIdentity, associatePolicy } from "./access.ts";
import { undoAddon } from "./addon.ts";
import { undoCluster } from "./cluster.ts";
import { undoNodeGroup } from "./node-group.ts";
import { explainOneWay } from "./one-way.ts";
import { recreate } from "./recreate.ts";
import { remove } from "./remove.ts";
import { undoLegacyRule, undoRuleResource, undoSecurityGroup } from "./security-group.ts";
import { undoInside } from "./inside.ts";
import { undoAutoScalingGroup, undoGroupTag } from "./autoscaling.ts";
import { undoEc2Tag, undoLaunchTemplate, undoSubnet, undoVpcEndpoint } from "./ec2.ts";
import { undoOidcProvider, undoPolicy, undoRole, undoRolePolicy } from "./iam.ts";
import { undoAlias, undoKey, undoKeyPolicy } from "./kms.ts";
import { undoLogGroup } from "./logs.ts";
import { undoEc2Tags, undoEksTags } from "./tags.ts";
import { isLeftToService, terraformText } from "./terraform.ts";

export type { UndoInput } from "./subject.ts";

type Undoer = (subject: Subject, script: Script) => void;

/** What puts changed attributes back, by type. Types without an entry have no call that does. */
const UNDOERS: { [type: string]: Undoer } = {
  aws_autoscaling_group: undoAutoScalingGroup,
  aws_autoscaling_group_tag: undoGroupTag,
  aws_cloudwatch_log_group: undoLogGroup,
  aws_ec2_tag: undoEc2Tag,
  aws_eks_access_entry: undoAccessEntry,
  aws_eks_access_policy_association: associatePolicy,
  aws_eks_addon: undoAddon,
  aws_eks_capability: undoCapability,
  aws_eks_cluster: undoCluster,
  aws_eks_node_group: undoNodeGroup,
  aws_eks_pod_identity_association: undoPodIdentity,
  aws_iam_openid_connect_provider: undoOidcProvider,
  aws_iam_policy: undoPolicy,
  aws_iam_role: undoRole,
  aws_iam_role_policy: undoRolePolicy,
  aws_kms_alias: undoAlias,
  aws_kms_key: undoKey,
  aws_kms_key_policy: undoKeyPolicy,
  aws_launch_template: undoLaunchTemplate,
  aws_security_group: undoSecurityGroup,
  aws_security_group_rule: undoLegacyRule,
  aws_subnet: undoSubnet,
  aws_vpc: undoEc2Tags,
  aws_vpc_endpoint: undoVpcEndpoint,
  aws_vpc_security_group_egress_rule: undoRuleResource,
  aws_vpc_security_group_ingress_rule: undoRuleResource,
};

/**
 * What undoes the open lines of a drift finding.
 * @returns at most one `cli` step (AWS CLI commands for a POSIX shell, one a line, in order), at most one `terraform`
 * step, then a `note` for each thing that neither can do or that a reader must know. Values of events and states stand
 * in quotes that they cannot leave; sensitive values never appear.
 * Source of the calls: EKS, EC2, IAM, KMS, Auto Scaling and CloudWatch Logs API references; AWS CLI option names.
 */
export function undo(input: UndoInput): UndoStep[] {
  const subject = new Subject(input);
  const open = [...subject.lines, ...subject.hidden, ...subject.undecided];
  if (input.target.object) return open.length === 0 ? [] : undoInside(subject, input.cluster);
  const unmanaged = subject.whole("unmanaged") !== undefined;
  if (open.length === 0 || (!subject.resource && !unmanaged)) return [];
  const script = new Script(subject.region);
  if (unmanaged) remove(subject, script);
  else if (subject.whole("deleted")) {
    recreate(subject, script);
    script.settle(open);
  } else putBack(subject, script);
  return steps(script, terraformText(subject, script));
}

function putBack(subject: Subject, script: Script): void {
  if (subject.hidden.length > 0)
    script.note(
      "the state calls this value sensitive, so it is not printed: only an apply puts it back.",
      subject.hidden,
    );
  if (subject.whole("replaced") && SERVICE_CHOSEN.test(subject.table?.id ?? ""))
    return script.note(
      "the new object has another id than the one in the state: import it, or delete it before an apply creates it again.",
    );
  if (subject.undecided.length > 0)
    script.note("what it should be is not decided, so nothing is given that sets it.", subject.undecided);
  explainOneWay(subject, script);
  UNDOERS[subject.type]?.(subject, script);
  if (subject.type.startsWith("aws_eks_")) undoEksTags(subject, script);
  for (const line of subject.lines.filter((candidate) => !script.isSettled(candidate))) explain(subject, script, line);
  const left = subject.lines.filter((line) => isLeftToService(subject, line));
  if (left.length > 0) script.note("not in the configuration, so an apply does not restore it.", left);
}

/** Why no command stands for this line. */
function explain(subject: Subject, script: Script, line: FindingChange): void {
  const row = subject.row(line.path);
  if (line.path === "") return script.settle([line]);
  if (line.verdict === "unmapped")
    return script.note("no Terraform attribute holds it, so no state says what to put back.", [line]);
  if (row?.forceNew) {
    script.replaces = true;
    return script.note("it cannot be changed in place; restoring it replaces the resource.", [line]);
  }
  script.note("no AWS call puts it back.", [line]);
}

/** State ids that AWS makes up, so that a second object never has the id of the first. */
const SERVICE_CHOSEN = /^\{(association_id|security_group_rule_id|key_id|id|arn)\}$/;

function steps(script: Script, terraform: string | undefined): UndoStep[] {
  const cli: UndoStep[] = script.commands.length > 0 ? [{ kind: "cli", text: script.commands.join("\n") }] : [];
  const apply: UndoStep[] = terraform === undefined ? [] : [{ kind: "terraform", text: terraform }];
  return [...cli, ...apply, ...script.notes.map((text): UndoStep => ({ kind: "note", text }))];
}
