import type { JsonObject } from "../../model/json.ts";
import { textAt } from "../member.ts";

/** The part of `requestURI` before its query, as sent. */
export function pathOf(raw: JsonObject): string {
  const uri = textAt(raw, "requestURI") ?? "";
  const query = uri.indexOf("?");
  return query === -1 ? uri : uri.slice(0, query);
}

/** The parameters of `requestURI`, in order; what does not decode stays as sent, as no server would take it. */
export function parametersOf(raw: JsonObject): URLSearchParams {
  const uri = textAt(raw, "requestURI") ?? "";
  const query = uri.indexOf("?");
  return new URLSearchParams(query === -1 ? "" : uri.slice(query + 1));
}

/** The first value of a parameter of `requestURI`; undefined where it is not there. */
export function parameter(raw: JsonObject, name: string): string | undefined {
  return parametersOf(raw).get(name) ?? undefined;
}
