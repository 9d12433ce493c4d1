import type { Report } from "./report.ts";
import { safeJson } from "./text.ts";

/** One finding a line, nothing else. */
export function* ndjson(report: Report): Iterable<string> {
  for (const finding of report.findings) yield `${safeJson(finding)}\n`;
}

/** `{summary, findings, rejects}`, with the units that could not be read at all and the notices in the summary. */
export function* json(report: Report): Iterable<string> {
  const { summary, failures, notices, rejects } = report.result;
  const failed = failures.map(({ unit, error }) => ({
    unit,
    code: error.code,
    message: error.message,
    hint: error.hint,
  }));
  yield `{\n"summary": ${safeJson({ ...summary, failures: failed, notices }, 2)},\n"findings": [`;
  yield* items(report.findings);
  yield `],\n"rejects": [`;
  yield* items(rejects);
  yield "]\n}\n";
}

function* items(list: readonly unknown[]): Iterable<string> {
  for (const [at, item] of list.entries()) yield `${at === 0 ? "\n" : ",\n"}${safeJson(item)}`;
  if (list.length > 0) yield "\n";
}
