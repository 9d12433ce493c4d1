import { parseTime } from "../../lib/time.ts";
import type { JsonObject } from "../../model/json.ts";
import type { LostAudit } from "../../model/lost-audit.ts";
import { auditActor } from "../k8s-audit/actor.ts";
import { klogBody, pairsOf } from "./fields.ts";

/** How the API server begins its complaint (k8s.io/apiserver, audit/metrics.go). */
const COMPLAINT = /^Error in audit plugin '[^']*' affecting \d+ audit events: /;
/** The list of events under a complaint, one a line (audit/format.go). */
const LIST = "\nImpacted events:";
const LINE = /^(\d{4}-\d\d-\d\dT[\d:.]{8,18}(?:Z|[+-]\d\d:\d\d)) AUDIT: (?=id=)/;

/** What stands for a value that is not there. */
const ABSENT: ReadonlySet<string> = new Set(["", "<none>", "<self>", "<deferred>", "<unknown>"]);

/** Whether a message complains that audit events could not be written, or is a line of such a complaint by itself. */
export function isComplaint(text: string): boolean {
  // Nearly no message is one: the search saves looking for a head.
  if (text.includes("Error in audit plugin '")) return COMPLAINT.test(klogBody(text) ?? "");
  return LINE.test(text);
}

/**
 * The audit events that a message of the API server's text log says were lost.
 * @param text  a complaint with the lines under it, or such a line that was delivered alone
 */
export function lostAudits(text: string): LostAudit[] {
  const error = errorOf(text);
  return text.split("\n").flatMap((line) => {
    const head = LINE.exec(line);
    if (!head) return [];
    const fields = new Map(pairsOf(line.slice(head[0].length)));
    return [lostAudit(parseTime(head[1]!), fields, error)];
  });
}

function errorOf(text: string): string | undefined {
  const body = klogBody(text);
  const complaint = body === undefined ? undefined : COMPLAINT.exec(body);
  if (!complaint) return undefined;
  const list = body!.indexOf(LIST);
  return body!.slice(complaint[0].length, list === -1 ? undefined : list).trim();
}

function lostAudit(
  time: number | undefined,
  fields: ReadonlyMap<string, string>,
  error: string | undefined,
): LostAudit {
  const said = (name: string) => (ABSENT.has(fields.get(name) ?? "") ? undefined : fields.get(name));
  const user = said("user");
  const [verb, uri, code, firstIp] = [said("method") ?? "", said("uri") ?? "", Number(said("response")), said("ip")];
  const record: JsonObject = { requestURI: uri, userAgent: said("user-agent") ?? null };
  if (user !== undefined) record["user"] = { username: user };
  if (said("as") !== undefined) record["impersonatedUser"] = { username: said("as")! };
  return {
    auditId: said("id") ?? "",
    time,
    actor: auditActor(record),
    verb,
    uri,
    ...(user !== undefined && { user }),
    ...(Number.isInteger(code) && { code }),
    ...(firstIp !== undefined && { firstIp }),
    ...(error !== undefined && { error }),
  };
}
