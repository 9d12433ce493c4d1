import type { FindingChange } from "../../../model/finding.ts";
import type { AwsService } from "./command.ts";
import type { Script } from "./script.ts";
import type { Subject } from "./subject.ts";
import { isEmpty, restore, texts } from "./request.ts";

/** What the alias table of the type says this operation sets, in one call. */
export function update(
  subject: Subject,
  script: Script,
  service: AwsService,
  operation: string,
  ids: { [member: string]: string | undefined },
  ...paths: readonly string[]
): void {
  if (Object.values(ids).includes(undefined)) return;
  const { input, lines } = restore(
    subject,
    service,
    operation,
    paths.length > 0 ? subject.under(...paths) : subject.lines,
  );
  if (lines.length > 0) script.call(service, operation, { ...ids, ...input }, lines);
}

/** Lines of an attribute whose value the state leaves empty. */
export function cleared(subject: Subject, path: string): FindingChange[] {
  return subject.under(path).filter((line) => isEmpty(line.before) || line.before === 0);
}

/** What a set gained and lost. */
export function difference({ before, after }: FindingChange): { added: string[]; removed: string[] } {
  const [old, now] = [texts(before), texts(after)];
  return { added: now.filter((item) => !old.includes(item)), removed: old.filter((item) => !now.includes(item)) };
}
