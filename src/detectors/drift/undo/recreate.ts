import { isObject } from "../../../model/json.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { isEmpty, number } from "./request.ts";
import { associatePolicy, createAccessEntry } from "./access.ts";
import { createAddon } from "./addon.ts";
import { createLegacyRule, createRuleResource } from "./security-group.ts";
import { undoGroupTag } from "./autoscaling.ts";
import { undoEc2Tag } from "./ec2.ts";

/** Deleted objects that one call brings back under the name that the state knows. All others only Terraform makes again. */
const RECREATE: { [type: string]: (subject: Subject, script: Script) => void } = {
  aws_autoscaling_group_tag: undoGroupTag,
  aws_cloudwatch_log_group: createLogGroup,
  aws_ec2_tag: undoEc2Tag,
  aws_eks_access_entry: createAccessEntry,
  aws_eks_access_policy_association: associatePolicy,
  aws_eks_addon: createAddon,
  aws_iam_role_policy: putRolePolicy,
  aws_iam_role_policy_attachment: attachRolePolicy,
  aws_kms_alias: createAlias,
  aws_kms_key: keepKey,
  aws_security_group_rule: createLegacyRule,
  aws_vpc_security_group_egress_rule: (subject, script) => createRuleResource(subject, script, "Egress"),
  aws_vpc_security_group_ingress_rule: (subject, script) => createRuleResource(subject, script, "Ingress"),
};

export function recreate(subject: Subject, script: Script): void {
  RECREATE[subject.type]?.(subject, script);
  const lines = subject.under("").filter((line) => !script.isSettled(line));
  if (lines.length > 0)
    script.note("it is gone, and no AWS call brings it back as it was: an apply creates it again.", lines);
}

function createLogGroup(subject: Subject, script: Script): void {
  const logGroupName = subject.name("name");
  if (logGroupName === undefined || ["kms_key_id", "tags_all"].some((path) => subject.isWithheld(path))) return;
  const tags = subject.state("tags_all") ?? subject.state("tags");
  const group = {
    logGroupName,
    kmsKeyId: subject.text("kms_key_id"),
    logGroupClass: subject.text("log_group_class"),
    tags: isObject(tags) && Object.keys(tags).length > 0 ? tags : undefined,
  };
  const made = script.call("logs", "CreateLogGroup", group, subject.under(""));
  const retentionInDays = number(subject.state("retention_in_days"));
  if (made && retentionInDays !== undefined && retentionInDays > 0)
    script.call("logs", "PutRetentionPolicy", { logGroupName, retentionInDays });
  script.note("the log events that the deleted group held do not come back.");
}

function putRolePolicy(subject: Subject, script: Script): void {
  const [RoleName, PolicyName] = [subject.name("role"), subject.name("name")];
  const PolicyDocument = subject.text("policy");
  if (RoleName === undefined || PolicyName === undefined || PolicyDocument === undefined) return;
  script.call("iam", "PutRolePolicy", { RoleName, PolicyName, PolicyDocument }, subject.under(""));
}

function attachRolePolicy(subject: Subject, script: Script): void {
  const [RoleName, PolicyArn] = [subject.name("role"), subject.name("policy_arn")];
  if (RoleName === undefined || PolicyArn === undefined) return;
  script.call("iam", "AttachRolePolicy", { RoleName, PolicyArn }, subject.under(""));
}

function createAlias(subject: Subject, script: Script): void {
  const [AliasName, TargetKeyId] = [subject.name("name"), subject.text("target_key_id")];
  if (AliasName === undefined || TargetKeyId === undefined) return;
  script.call("kms", "CreateAlias", { AliasName, TargetKeyId }, subject.under(""));
}

/** A key only waits for its deletion; called off, it comes back disabled. */
function keepKey(subject: Subject, script: Script): void {
  const KeyId = subject.name("key_id");
  if (KeyId === undefined) return;
  script.call("kms", "CancelKeyDeletion", { KeyId }, subject.under(""));
  if (isEmpty(subject.state("is_enabled")) || subject.state("is_enabled") === true)
    script.call("kms", "EnableKey", { KeyId });
  script.note(
    "only within the waiting period; an apply would create another key, which cannot read what this one encrypted.",
  );
}
