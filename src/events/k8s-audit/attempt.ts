import type { Attempt } from "../../model/event.ts";
import type { JsonObject } from "../../model/json.ts";
import { objectAt, textAt } from "../member.ts";
import { parametersOf } from "./request-uri.ts";

/** Sessions that kubectl opens by websocket (`get`), and where that fails by SPDY (`create`). */
const SESSIONS: ReadonlySet<string> = new Set(["exec", "attach", "portforward"]);

/**
 * What makes stages one request, and requests one command. Clients choose audit ids, and reuse them: the request holds
 * what else tells requests apart, and no stage.
 */
export function attemptOf(raw: JsonObject): Attempt {
  const request = key(raw, "auditID", "verb", "requestURI", "requestReceivedTimestamp");
  const command = commandOf(raw);
  return command === undefined ? { request } : { request, command };
}

function commandOf(raw: JsonObject): string | undefined {
  const object = objectAt(raw, "objectRef");
  if (!SESSIONS.has(textAt(object, "subresource") ?? "")) return undefined;
  const parameters = parametersOf(raw);
  parameters.sort();
  return JSON.stringify([
    key(objectAt(raw, "user"), "username"),
    key(objectAt(raw, "impersonatedUser"), "username"),
    key(object, "resource", "namespace", "name", "subresource"),
    parameters.toString(),
  ]);
}

function key(parent: JsonObject, ...members: string[]): string {
  return JSON.stringify(members.map((member) => textAt(parent, member) ?? ""));
}
