import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { cleared, update } from "./update.ts";

export function undoLogGroup(subject: Subject, script: Script): void {
  const logGroupName = subject.name("name");
  if (logGroupName === undefined) return;
  const forever = cleared(subject, "retention_in_days");
  if (forever.length > 0) script.call("logs", "DeleteRetentionPolicy", { logGroupName }, forever);
  else update(subject, script, "logs", "PutRetentionPolicy", { logGroupName });
  const unencrypted = cleared(subject, "kms_key_id");
  if (unencrypted.length > 0) script.call("logs", "DisassociateKmsKey", { logGroupName }, unencrypted);
  else update(subject, script, "logs", "AssociateKmsKey", { logGroupName });
}
