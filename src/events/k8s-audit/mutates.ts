const READS: ReadonlySet<string> = new Set(["get", "list", "watch", ""]);

/** Sessions into a pod or through the API server; by websocket they are a `get` anyway. */
const SESSIONS: ReadonlySet<string> = new Set(["exec", "attach", "portforward", "proxy"]);

/** Questions that are asked by a `create` and leave nothing behind. */
const REVIEWS: ReadonlySet<string> = new Set([
  "tokenreviews",
  "subjectaccessreviews",
  "localsubjectaccessreviews",
  "selfsubjectaccessreviews",
  "selfsubjectrulesreviews",
  "selfsubjectreviews",
]);

/** Whether a verb sends no object. */
export function isRead(verb: string): boolean {
  return READS.has(verb);
}

/** Whether a request of this form changes objects of the cluster, if it is let through and no dry run. */
export function isChange(verb: string, resource: string, subresource: string | undefined): boolean {
  if (READS.has(verb)) return false;
  return !SESSIONS.has(subresource ?? "") && !(verb === "create" && REVIEWS.has(resource));
}
