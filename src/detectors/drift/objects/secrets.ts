import { isObject, scalarText } from "../../../model/json.ts";
import type { Json } from "../../../model/json.ts";
import { isSecretName } from "../../../tables/kubernetes/secret-names.ts";
import { masked } from "../state-values.ts";

/** A value in which variables that are named like secrets, at any depth, are nobody's to read. */
export function withoutSecrets(value: Json): Json {
  if (Array.isArray(value)) return value.map(withoutSecrets);
  if (!isObject(value)) return value;
  const isSecret = isSecretName(scalarText(value["name"]));
  const members = Object.entries(value).map(([name, member]) => [
    name,
    isSecret && name === "value" ? hidden(member) : withoutSecrets(member),
  ]);
  return Object.fromEntries(members) as { [member: string]: Json };
}

/** A secret that is there, as far as equal ones are recognised. */
export function hidden(value: Json): Json {
  return value === null || value === "" || isObject(value) ? value : masked(value);
}
