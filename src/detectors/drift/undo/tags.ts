import type { FindingChange } from "../../../model/finding.ts";
import { bag } from "./request.ts";
import { keyChanges } from "./elements.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";

/** Tags of an object: what gets the state's value back, and the keys that go. */
interface Tags {
  set: { key: string; value: string }[];
  remove: string[];
  setLines: FindingChange[];
  removeLines: FindingChange[];
}

/** Restores tags of an EKS object, which are set by its ARN. */
export function undoEksTags(subject: Subject, script: Script): void {
  const resourceArn = arnOf(subject);
  const { set, remove, setLines, removeLines } = tagChanges(subject);
  if (resourceArn === undefined) return;
  if (set.length > 0) {
    const tags = bag();
    for (const { key, value } of set) tags[key] = value;
    script.call("eks", "TagResource", { resourceArn, tags }, setLines);
  }
  if (remove.length > 0) script.call("eks", "UntagResource", { resourceArn, tagKeys: remove }, removeLines);
}

/** Restores tags of an EC2 object (subnet, security group, launch template, VPC), which are set by its id. */
export function undoEc2Tags(subject: Subject, script: Script): void {
  const id = subject.name("id") ?? (subject.target.key || undefined);
  if (id === undefined) return;
  const { set, remove, setLines, removeLines } = tagChanges(subject);
  const pairs = set.map(({ key, value }) => ({ Key: key, Value: value }));
  if (set.length > 0) script.call("ec2", "CreateTags", { Resources: [id], Tags: pairs }, setLines);
  const keys = remove.map((key) => ({ Key: key }));
  if (remove.length > 0) script.call("ec2", "DeleteTags", { Resources: [id], Tags: keys }, removeLines);
}

export function undoRoleTags(subject: Subject, script: Script, RoleName: string): void {
  const { set, remove, setLines, removeLines } = tagChanges(subject);
  const pairs = set.map(({ key, value }) => ({ Key: key, Value: value }));
  if (set.length > 0) script.call("iam", "TagRole", { RoleName, Tags: pairs }, setLines);
  if (remove.length > 0) script.call("iam", "UntagRole", { RoleName, TagKeys: remove }, removeLines);
}

function tagChanges(subject: Subject): Tags {
  const changes = keyChanges(subject.under("tags", "tags_all"), "tags", "tags_all");
  const set = changes.filter(({ before }) => typeof before === "string");
  const gone = changes.filter(({ before }) => typeof before !== "string");
  return {
    set: set.map(({ key, before }) => ({ key, value: before as string })),
    remove: gone.map(({ key }) => key),
    setLines: set.map(({ line }) => line),
    removeLines: gone.map(({ line }) => line),
  };
}

/** Most ARNs of EKS end in a random part, so only the state knows them; a cluster's can be put together. */
function arnOf(subject: Subject): string | undefined {
  const known = ["arn", "access_entry_arn", "association_arn"].map((name) => subject.text(name));
  const found = known.find((arn) => arn !== undefined);
  if (found !== undefined || subject.type !== "aws_eks_cluster") return found;
  const { partition, account } = { ...subject.target, ...subject.resource };
  const name = subject.name("name");
  if (partition === undefined || account === undefined || subject.region === undefined || name === undefined)
    return undefined;
  return `arn:${partition}:eks:${subject.region}:${account}:cluster/${name}`;
}
