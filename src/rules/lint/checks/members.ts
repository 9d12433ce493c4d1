/** How a path fits the members of a request, as tables write them: `taints[].key`, `labels.*`. */
export type Fit =
  | "value"
  /** What lies there is an object or a list. */
  | "container"
  | "none";

/** @param path  inside of the request, indexes as `[0]` or `.0` */
export function fitOf(path: string, members: readonly string[]): { fit: Fit; member?: string } {
  const steps = stepsOf(path);
  let container: string | undefined;
  for (const member of members) {
    const pattern = stepsOf(member);
    const isWithin = steps.every((step, at) => at < pattern.length && (pattern[at] === "*" || pattern[at] === step));
    if (!isWithin) continue;
    if (steps.length === pattern.length) return { fit: "value", member };
    container ??= member;
  }
  return container === undefined ? { fit: "none" } : { fit: "container", member: container };
}

function stepsOf(path: string): string[] {
  return path
    .replaceAll(/\[(\d*)\]/g, ".[]")
    .split(".")
    .map((step) => (/^\d+$/.test(step) ? "[]" : step));
}
