import type { TimelineEntry } from "../../model/finding.ts";

interface Answered {
  verb: string;
  code?: number;
  error?: string;
  firstIp?: string;
}

const READS: ReadonlySet<string> = new Set(["get", "list", "watch", ""]);

/** What an accepted request of a verb did; of verbs without an entry it is `changed`. */
const DID: { [verb: string]: TimelineEntry["what"] } = {
  create: "created",
  delete: "deleted",
  deletecollection: "deleted",
};

/** Whether the server did what was asked. */
export function isAccepted({ code }: Answered): boolean {
  return code !== undefined && code < 400;
}

/** What the timeline calls a request. */
export function whatOf(lost: Answered): TimelineEntry["what"] {
  if (READS.has(lost.verb)) return "noted";
  if (!isAccepted(lost)) return "attempted";
  return Object.hasOwn(DID, lost.verb) ? DID[lost.verb]! : "changed";
}

/** What the timeline says of a request beside. */
export function noteOf({ verb, code, error }: Answered): string {
  const answer = code === undefined ? "answer not known" : `answered ${code}`;
  return [`${verb === "" ? "request" : verb}, ${answer}`, ...(error === undefined ? [] : [error])].join(": ");
}

/** How a title goes on behind the request: `patch by bob succeeded (200) and is missing from the audit log`. */
export function titleOf(lost: Answered, by: string, count: number): string {
  const who = `${lost.verb === "" ? "request" : lost.verb} by ${by}`;
  const others = count > 1 ? `, one of ${count} requests,` : "";
  if (lost.code === undefined) return `${who}${others} is missing from the audit log`;
  const answer = isAccepted(lost) ? `succeeded (${lost.code})` : `was answered ${lost.code}`;
  return `${who}${others} ${answer} and is missing from the audit log`;
}

/** Why the finding is there. */
export function whyOf({ error, firstIp }: Answered): string {
  const cause = error === undefined ? "" : ` (${error})`;
  const from = firstIp === undefined ? "" : ` The first address it named is ${firstIp}; a client can claim another.`;
  return `The API server could not write the audit event of this request${cause}. Rules, drift and every other reader of the audit log miss it; only the server's own text log tells.${from}`;
}

/** Paths that a shell takes as they are. */
const PLAIN_PATH = /^\/[\w./:~-]*$/;

/** What to do. */
export function adviceOf(uri: string, lost: Answered, by: string): string {
  const path = uri.split("?")[0]!;
  const command = PLAIN_PATH.test(path) ? `: kubectl get --raw ${path}` : "";
  const answer = isAccepted(lost) ? "The request was carried out. " : "";
  // Broken JSON and YAML do this, and whoever knows it can do it on purpose.
  const how = /\bjson\b/i.test(lost.error ?? "")
    ? " A patch whose body is no JSON, YAML for instance, loses its audit event; kubectl sends none."
    : "";
  return `${answer}Compare the object with what it should be${command}. Ask ${by} what was sent.${how}`;
}
