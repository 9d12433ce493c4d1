import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { scalarText } from "./request.ts";
import { undoEc2Tags } from "./tags.ts";
import { update } from "./update.ts";

/** The content of a template version never changes, so only the choice of the default one can go back. */
export function undoLaunchTemplate(subject: Subject, script: Script): void {
  const LaunchTemplateId = subject.name("id");
  if (LaunchTemplateId === undefined) return;
  for (const line of subject.under("default_version")) {
    const DefaultVersion = scalarText(line.before);
    if (DefaultVersion !== undefined)
      script.call("ec2", "ModifyLaunchTemplate", { LaunchTemplateId, DefaultVersion }, [line]);
  }
  undoEc2Tags(subject, script);
  const content = subject.lines.filter(
    (line) => !script.isSettled(line) && line.verdict !== "unmapped" && line.path !== "",
  );
  if (content.length > 0)
    script.note("a template version never changes: an apply makes a new one with the configuration's values.", content);
}

export function undoSubnet(subject: Subject, script: Script): void {
  // EC2 takes one attribute of a subnet at a time.
  for (const { path } of subject.lines)
    update(subject, script, "ec2", "ModifySubnetAttribute", { SubnetId: subject.name("id") }, path);
  undoEc2Tags(subject, script);
}

export function undoVpcEndpoint(subject: Subject, script: Script): void {
  update(subject, script, "ec2", "ModifyVpcEndpoint", { VpcEndpointId: subject.name("id") });
}

export function undoEc2Tag(subject: Subject, script: Script): void {
  const [resource, Key] = [subject.name("resource_id"), subject.name("key")];
  const Value = subject.state("value");
  if (resource === undefined || Key === undefined || typeof Value !== "string") return;
  script.call("ec2", "CreateTags", { Resources: [resource], Tags: [{ Key, Value }] }, subject.lines);
}
