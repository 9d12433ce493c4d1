import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { update } from "./update.ts";

export function undoKey(subject: Subject, script: Script): void {
  const KeyId = subject.name("key_id");
  if (KeyId === undefined) return;
  for (const [path, on, off] of KEY_SWITCHES) {
    for (const line of subject.under(path).filter(({ before }) => typeof before === "boolean"))
      script.call("kms", line.before === true ? on : off, { KeyId }, [line]);
  }
  if (subject.state("enable_key_rotation") === true)
    update(subject, script, "kms", "EnableKeyRotation", { KeyId }, "rotation_period_in_days");
  undoKeyPolicy(subject, script);
}

const KEY_SWITCHES = [
  ["is_enabled", "EnableKey", "DisableKey"],
  ["enable_key_rotation", "EnableKeyRotation", "DisableKeyRotation"],
] as const;

export function undoKeyPolicy(subject: Subject, script: Script): void {
  update(subject, script, "kms", "PutKeyPolicy", { KeyId: subject.name("key_id"), PolicyName: "default" });
}

export function undoAlias(subject: Subject, script: Script): void {
  update(subject, script, "kms", "UpdateAlias", { AliasName: subject.name("name") });
}
