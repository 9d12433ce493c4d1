import type { Finding } from "../model/finding.ts";
import { rank } from "../model/severity.ts";
import type { FindingFilter } from "../model/store.ts";
import { cursorOf, cursorText } from "./cursor.ts";
import { removeFindingEvents, withRelated, writeFindingEvents } from "./related.ts";
import { marks, pieces } from "./sql.ts";
import type { Sql, SqlRow, SqlValue } from "./sql.ts";

interface Stored {
  revision: number;
  body: string;
}

/**
 * Writes findings in order. `revision` counts the changes of a finding's body, and so does not depend on how many
 * commits they took: one comes with the number of versions it stands for. Equal to the stored one, it changes nothing.
 */
export async function writeFindings(sql: Sql, findings: readonly Finding[]): Promise<void> {
  if (findings.length === 0) return;
  const before = await stored(sql, [...new Set(findings.map(({ id }) => id))].toSorted());
  const after = new Map<string, { finding: Finding } & Stored>();
  for (const finding of findings) {
    const known = after.get(finding.id) ?? before.get(finding.id);
    const body = JSON.stringify({ ...finding, revision: 0 });
    if (known?.body !== body)
      after.set(finding.id, { finding, revision: (known?.revision ?? 0) + finding.revision, body });
  }
  const rows = [...after.values()].toSorted((a, b) => (a.finding.id < b.finding.id ? -1 : 1));
  await sql.run(
    `INSERT INTO findings (id, revision, status, severity, last_seen, body) VALUES (?, ?, ?, ?, ?, ?)
     ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, status = excluded.status,
       severity = excluded.severity, last_seen = excluded.last_seen, body = excluded.body`,
    ...rows.map(({ finding: { id, status, severity, last_seen: lastSeen }, revision, body }) => {
      return [id, revision, status, rank(severity), lastSeen, body];
    }),
  );
  await writeFindingEvents(
    sql,
    rows.map(({ finding }) => finding),
  );
}

/** Deletes findings that were none. */
export async function removeFindings(sql: Sql, ids: readonly string[]): Promise<void> {
  await sql.run("DELETE FROM findings WHERE id = ?", ...ids.toSorted().map((id) => [id]));
  await removeFindingEvents(sql, ids);
}

/** One page, most severe first, then newest, then by id; the cursor is the place of its last finding in that order. */
export async function findingPage(
  sql: Sql,
  { statuses }: FindingFilter,
  cursor: string | undefined,
  limit: number,
): Promise<{ findings: Finding[]; cursor?: string }> {
  const where: string[] = [];
  const values: SqlValue[] = [];
  if (statuses) {
    if (statuses.length === 0) return { findings: [] };
    where.push(`status IN (${marks(statuses.length)})`);
    values.push(...statuses);
  }
  if (cursor !== undefined) {
    const [severity, lastSeen, id] = cursorOf(cursor, ["number", "string", "string"]);
    where.push("(severity < ? OR (severity = ? AND (last_seen < ? OR (last_seen = ? AND id > ?))))");
    values.push(severity!, severity!, lastSeen!, lastSeen!, id!);
  }
  const rows = await sql.all(
    `SELECT * FROM findings ${where.length > 0 ? `WHERE ${where.join(" AND ")}` : ""}
     ORDER BY severity DESC, last_seen DESC, id LIMIT ?`,
    [...values, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    findings: await withRelated(sql, page.map(findingRow)),
    ...(rows.length > limit &&
      last && { cursor: cursorText([Number(last["severity"]), String(last["last_seen"]), String(last["id"])]) }),
  };
}

export async function countFindings(sql: Sql): Promise<{ [status in Finding["status"]]?: number }> {
  const rows = await sql.all("SELECT status, COUNT(*) AS many FROM findings GROUP BY status");
  return Object.fromEntries(rows.map((row) => [String(row["status"]), Number(row["many"])]));
}

/** One finding by its id. */
export async function findingOf(sql: Sql, id: string): Promise<Finding | undefined> {
  const [row] = await sql.all("SELECT * FROM findings WHERE id = ?", [id]);
  return row && (await withRelated(sql, [findingRow(row)]))[0];
}

async function stored(sql: Sql, ids: readonly string[]): Promise<Map<string, Stored>> {
  const found = new Map<string, Stored>();
  for (const piece of pieces(ids)) {
    const rows = await sql.all(`SELECT id, revision, body FROM findings WHERE id IN (${marks(piece.length)})`, piece);
    for (const row of rows) {
      found.set(String(row["id"]), { revision: Number(row["revision"]), body: String(row["body"]) });
    }
  }
  return found;
}

function findingRow(row: SqlRow): Finding {
  return { ...(JSON.parse(String(row["body"])) as Finding), revision: Number(row["revision"]) };
}
