import { formatPath } from "../../../lib/path.ts";
import type { PathStep } from "../../../lib/path.ts";
import { snakeCase } from "../../../lib/snake-case.ts";
import type { AttributeChange } from "../../../model/change.ts";
import { isObject, scalarText } from "../../../model/json.ts";
import type { Json, JsonObject } from "../../../model/json.ts";
import type { Manifest } from "../../../terraform/objects/manifest.ts";
import { isSecretName } from "../../../tables/kubernetes/secret-names.ts";
import { paired } from "./elements.ts";
import { hidden, withoutSecrets } from "./secrets.ts";
import { isHollow, isOrdered, kindOfMember, sameScalar } from "./scalars.ts";

/** What names the object, and what is the server's. */
const NOT_COMPARED: ReadonlySet<string> = new Set(["apiVersion", "kind", "status"]);

/** In what an object differs from a manifest: in nothing that the manifest does not say. */
export function manifestDifferences(manifest: Manifest, live: JsonObject): AttributeChange[] {
  const { metadata = {}, ...rest } = manifest.value;
  const said = isObject(metadata) ? metadata : {};
  const kept = { labels: said["labels"] ?? {}, annotations: said["annotations"] ?? {} };
  const wanted = Object.fromEntries(
    Object.entries({ metadata: kept, ...rest }).filter(([name]) => !NOT_COMPARED.has(name)),
  );
  return differences(wanted, live, [], manifest);
}

function differences(
  wanted: Json,
  live: Json | undefined,
  at: readonly PathStep[],
  manifest: Manifest,
): AttributeChange[] {
  if (isHollow(wanted) && isHollow(live)) return [];
  if (isObject(wanted)) {
    const there = isObject(live) ? live : {};
    if (!isObject(live) && live !== undefined && live !== null) return [changed(live, at, manifest)];
    return Object.entries(wanted).flatMap(([name, value]) => {
      const found = differences(value, Object.hasOwn(there, name) ? there[name] : undefined, [...at, name], manifest);
      return name === "value" && isSecretName(scalarText(wanted["name"])) ? found.map(sealed) : found;
    });
  }
  if (Array.isArray(wanted)) return listDifferences(wanted, live, at, manifest);
  return sameScalar(wanted, live, lastName(at)) ? [] : [changed(live, at, manifest)];
}

/** Elements of the object that the manifest does not name belong to others. */
function listDifferences(wanted: readonly Json[], live: Json | undefined, at: readonly PathStep[], manifest: Manifest) {
  const there = Array.isArray(live) ? live : [];
  if (!wanted.every(isObject) || !there.every(isObject)) {
    const texts = [wanted, there].map((list) => list.map((item) => JSON.stringify(item)));
    const [left, right] = isOrdered(lastName(at)) ? texts : texts.map((list) => list.toSorted());
    return left!.join("\n") === right!.join("\n") ? [] : [changed(live, at, manifest)];
  }
  return paired(wanted, there).flatMap(({ at: index, held, live: element }) => {
    if (!held) return [];
    return element ? differences(held, element, [...at, index], manifest) : [changed(null, [...at, index], manifest)];
  });
}

function changed(live: Json | undefined, at: readonly PathStep[], manifest: Manifest): AttributeChange {
  const { attribute, isText } = manifest;
  const path = isText ? `${attribute}#${pointer(at)}` : formatPath([attribute, ...at]);
  return { path, kind: kindOfMember(lastName(at)), value: { set: withoutSecrets(live ?? null) } };
}

function sealed(change: AttributeChange): AttributeChange {
  return "set" in change.value ? { ...change, value: { set: hidden(change.value.set) } } : change;
}

/** RFC 6901 */
function pointer(at: readonly PathStep[]): string {
  return at.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** The member that a value belongs to, in the provider's spelling; of a key of `limits` that of the map. */
function lastName(at: readonly PathStep[]): string {
  const names = at.filter((step) => typeof step === "string").map(snakeCase);
  const map = names.at(-2);
  return map !== undefined && kindOfMember(map) === "quantity" ? map : (names.at(-1) ?? "");
}
