import { parsePath } from "../../lib/path.ts";

/** `taint["k:E"]` → `taint`, `configuration_values#/env` → `configuration_values`. */
export function container(path: string): string {
  const attribute = attributeOf(path);
  return attribute.endsWith('"]') ? attribute.slice(0, attribute.indexOf('["')) : attribute;
}

/** Whether `outer` names `path` or something above it; the index forms `[0]`, `.0` and none are one. */
export function isCovered(path: string, outer: string): boolean {
  const [inner, wide] = [normal(path), normal(outer)];
  return wide.length <= inner.length && wide.every((step, at) => step === inner[at]);
}

/** The last name of a path, as titles and short lines print it. */
export function shortName(path: string): string {
  return /[^.[\]]+(?:\["[^"]*"\])?(?:\[\d+\])?(?:#.*)?$/.exec(path)?.[0] ?? path;
}

function normal(path: string): string[] {
  const attribute = attributeOf(path);
  return (parsePath(attribute) ?? [attribute]).filter((step) => step !== 0).map(String);
}

/** The path without its JSON pointer; a `#` inside a quoted key is none. */
function attributeOf(path: string): string {
  return /^(?:[^"#]|"(?:[^"\\]|\\.)*")*/.exec(path)![0];
}
