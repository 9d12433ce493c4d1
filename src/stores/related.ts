import { tellsChange } from "../model/finding.ts";
import type { Evidence, Finding } from "../model/finding.ts";
import { columnText } from "./column-text.ts";
import { marks, pieces } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** Remembers which events findings rest on. */
export async function writeFindingEvents(sql: Sql, findings: readonly Finding[]): Promise<void> {
  const rows = findings.flatMap((finding) =>
    [...new Set(finding.evidence.map(eventKey))].map((event) => [event, finding.id, tellsChange(finding) ? 1 : 0]),
  );
  await sql.run(
    "INSERT INTO finding_events (event, finding, tells_change) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
    ...rows.toSorted((a, b) => (a.join("\n") < b.join("\n") ? -1 : 1)),
  );
}

/** Forgets the events of findings that were none. */
export async function removeFindingEvents(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.run("DELETE FROM finding_events WHERE finding = ?", ...ids.toSorted().map((id) => [id]));
}

/**
 * The findings with the ids of those that speak of the same event: what changed on one side, the rules that saw it on
 * the other. What needs nobody is related to nothing.
 */
export async function withRelated(sql: Sql, findings: readonly Finding[]): Promise<Finding[]> {
  const related = new Map<string, Set<string>>(findings.map(({ id }) => [id, new Set()]));
  for (const piece of pieces([...related.keys()])) {
    const rows = await sql.all(
      `SELECT DISTINCT one.finding AS finding, other.finding AS related FROM finding_events one
       JOIN finding_events other ON other.event = one.event AND other.tells_change <> one.tells_change
       JOIN findings ON findings.id = other.finding AND findings.status <> 'quiet'
       WHERE one.finding IN (${marks(piece.length)})`,
      piece,
    );
    for (const row of rows) related.get(String(row["finding"]))!.add(String(row["related"]));
  }
  return findings.map((finding) => ({
    ...finding,
    related: finding.status === "quiet" ? [] : [...related.get(finding.id)!].toSorted(),
  }));
}

/** Clients choose the ids of audit events: the rest tells apart what shares one. */
function eventKey({ source, event_id: id, time, action }: Evidence): string {
  return columnText([source, time, action, id].join("\n"));
}
