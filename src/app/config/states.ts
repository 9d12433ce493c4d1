import { isObject } from "../../model/json.ts";
import type { Problem } from "./problems.ts";
import { dottedPath } from "./positions.ts";
import type { Positions } from "./positions.ts";

/** Where states lie that are not on a disk; the keys people would write for them. */
const REMOTE: ReadonlySet<string> = new Set([
  "s3",
  "url",
  "http",
  "https",
  "remote",
  "cloud",
  "gcs",
  "azurerm",
  "consul",
  "kubernetes",
  "pg",
  "oss",
  "cos",
]);
const ANSWER = "is not supported yet; run `terraform state pull > FILE` and give that file as `path`";

/** Entries of `state` that name a place which cannot be read; `entries` are the places of entries answered here. */
export function remoteStates(states: unknown, positions: Positions): { problems: Problem[]; entries: Set<number> } {
  const problems: Problem[] = [];
  const entries = new Set<number>();
  for (const [n, entry] of (Array.isArray(states) ? states : []).entries()) {
    if (!isObject(entry)) continue;
    const remote = Object.keys(entry).find((key) => REMOTE.has(key));
    const location = typeof entry["path"] === "string" ? entry["path"] : "";
    const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(location)?.[1];
    if (remote !== undefined) {
      const at = positions.key(["state", n], remote);
      problems.push({ at, path: dottedPath(["state", n, remote]), message: `a state behind \`${remote}\` ${ANSWER}` });
      entries.add(n);
    } else if (scheme !== undefined) {
      const at = positions.value(["state", n, "path"]);
      problems.push({ at, path: dottedPath(["state", n, "path"]), message: `a ${scheme} URL ${ANSWER}` });
      entries.add(n);
    }
  }
  return { problems, entries };
}
