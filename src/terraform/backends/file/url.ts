import { refused } from "../../state/refusals.ts";
import type { StateFailure } from "../backend.ts";

const URL_LIKE = /^([a-z][a-z0-9+.-]*):\/\/([^/?#]*)([^?#]*)(.*)/is;

/** The refusal for a location that is a URL; undefined for a path. User, password and query are never repeated. */
export function refusedUrl(location: string): StateFailure | undefined {
  const match = URL_LIKE.exec(location);
  if (!match) return undefined;
  const [, scheme, authority, rest, query] = match as unknown as [string, string, string, string, string];
  const at = authority.lastIndexOf("@");
  // An @ further on may end a password that holds a slash: then nothing of the rest is safe to show.
  const hidden = `${rest}${query}`.includes("@");
  const shown = hidden ? `${scheme}://…` : `${scheme}://${authority.slice(at + 1)}${rest}`;
  const hasPassword = hidden || authority.slice(0, Math.max(at, 0)).includes(":");
  return { path: shown, error: refused(shown, hasPassword ? "password" : "remote") };
}
