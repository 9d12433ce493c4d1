import { parsePath } from "../../lib/path.ts";

/** `taint["k:E"]` → `taint`, `configuration_values#/env` → `configuration_values`. */
export function container(path: string): string {
  const attribute = attributeOf(path);
  return attribute.endsWith('"]') ? attribute.slice(0, attribute.indexOf('["')) : attribute;
}

/** Whether `outer` names `path` or something above it; the index forms `[0]`, `.0` and none are one. */
export function isCovered(path: string, outer: string): boolean {
  const [inner, wide] = [stepsOf(path), stepsOf(outer)];
  let at = 0;
  for (let here = 0; here < wide.length;) {
    const [step, wanted] = [inner[at], wide[here]];
    if (step === wanted) {
      at += 1;
      here += 1;
    } else if (step === 0) at += 1;
    else if (wanted === 0 && typeof step !== "number") here += 1;
    else return false;
  }
  return true;
}

/** Longer and deeper paths are not those of a schema. */
const [LONGEST, DEEPEST] = [1024, 32];

/** A path after all it lies under: `a[0].b` → `a`, `a[0]`, `a[0].b`. What stands in quotes is one step. */
export function pathsTo(path: string): string[] {
  const steps = [...path.slice(0, LONGEST).matchAll(/"(?:[^"\\]|\\.)*"|[.[#]/g)].filter(([step]) => step.length === 1);
  return [...steps.slice(0, DEEPEST).map(({ index }) => path.slice(0, index)), path];
}

/** Whether a path is another one or lies under it, indexes as they are written. */
export function isWithin(path: string, outer: string): boolean {
  return path === outer || (path.startsWith(outer) && /^[.[#]/.test(path.slice(outer.length)));
}

/** The last name of a path, as titles and short lines print it. */
export function shortName(path: string): string {
  return /[^.[\]]+(?:\["[^"]*"\])?(?:\[\d+\])?(?:#.*)?$/.exec(path)?.[0] ?? path;
}

function stepsOf(path: string): readonly (string | number)[] {
  const attribute = attributeOf(path);
  return parsePath(attribute) ?? [attribute];
}

/** The path without its JSON pointer; a `#` inside a quoted key is none. */
export function attributeOf(path: string): string {
  return /^(?:[^"#]|"(?:[^"\\]|\\.)*")*/.exec(path)![0];
}
