import { placeOf } from "./site.ts";
import type { Check } from "./site.ts";

/** The first of the addresses of an audit event is what the client says it is. */
export const addresses: Check = ({ claim, source }) => {
  if (source !== "k8s_audit" || !/^sourceIPs(\[0\]|\.0)$/.test(claim.path ?? "")) return [];
  const message = "the first address is the client's own claim (X-Forwarded-For); the peer comes last";
  return [{ code: "first-address", message, hint: "test all addresses, or the last one", ...placeOf(claim) }];
};
