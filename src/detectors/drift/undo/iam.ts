import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { restore } from "./request.ts";
import { undoRoleTags } from "./tags.ts";
import { cleared, difference, update } from "./update.ts";

export function undoRole(subject: Subject, script: Script): void {
  const RoleName = subject.name("name");
  if (RoleName === undefined) return;
  update(subject, script, "iam", "UpdateAssumeRolePolicy", { RoleName });
  update(subject, script, "iam", "UpdateRole", { RoleName });
  const none = cleared(subject, "permissions_boundary");
  if (none.length > 0) script.call("iam", "DeleteRolePermissionsBoundary", { RoleName }, none);
  else update(subject, script, "iam", "PutRolePermissionsBoundary", { RoleName });
  undoRoleTags(subject, script, RoleName);
}

export function undoRolePolicy(subject: Subject, script: Script): void {
  update(subject, script, "iam", "PutRolePolicy", { RoleName: subject.name("role"), PolicyName: subject.name("name") });
}

export function undoPolicy(subject: Subject, script: Script): void {
  const PolicyArn = subject.name("arn");
  const { input, lines } = restore(subject, "iam", "CreatePolicyVersion", subject.under("policy"));
  if (PolicyArn === undefined || lines.length === 0) return;
  if (!script.call("iam", "CreatePolicyVersion", { PolicyArn, ...input, SetAsDefault: true }, lines)) return;
  script.note("a policy keeps five versions: where IAM refuses a sixth, delete one that is not the default first.");
}

export function undoOidcProvider(subject: Subject, script: Script): void {
  const OpenIDConnectProviderArn = subject.name("arn");
  if (OpenIDConnectProviderArn === undefined) return;
  update(subject, script, "iam", "UpdateOpenIDConnectProviderThumbprint", { OpenIDConnectProviderArn });
  for (const line of subject.under("client_id_list").filter(({ verdict }) => verdict === "drifted")) {
    const { added, removed } = difference(line);
    for (const ClientID of removed)
      script.call("iam", "AddClientIDToOpenIDConnectProvider", { OpenIDConnectProviderArn, ClientID }, [line]);
    for (const ClientID of added)
      script.call("iam", "RemoveClientIDFromOpenIDConnectProvider", { OpenIDConnectProviderArn, ClientID }, [line]);
  }
}
