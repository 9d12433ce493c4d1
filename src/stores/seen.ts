import { columnText } from "./column-text.ts";
import type { Sql, SqlDatabase } from "./sql.ts";

/** The ids that are not remembered. */
export async function freshIds(database: SqlDatabase, source: string, ids: readonly string[]): Promise<Set<string>> {
  const byColumn = new Map(ids.map((id) => [columnText(id), id]));
  const statement = `SELECT id FROM seen WHERE source = ? AND id IN (SELECT value FROM ${database.texts})`;
  const known = await database.all(statement, [columnText(source), JSON.stringify([...byColumn.keys()])]);
  for (const row of known) byColumn.delete(String(row["id"]));
  return new Set(byColumn.values());
}

/** Remembers ids at this event time; an id that is known keeps the time at which it was first seen. */
export async function rememberIds(
  sql: Sql,
  texts: string,
  source: string,
  ids: readonly string[],
  time: number,
): Promise<void> {
  if (ids.length === 0) return;
  // Sorted, so that two writers cannot block each other and neighbours go to the same page.
  const sorted = ids.map(columnText).toSorted();
  // "WHERE true" keeps the parser from reading ON CONFLICT as a join's condition.
  const statement = `INSERT INTO seen (source, id, event_time) SELECT ?, value, ? FROM ${texts} WHERE true ON CONFLICT DO NOTHING`;
  await sql.run(statement, [columnText(source), time, JSON.stringify(sorted)]);
}

/**
 * Forgets ids that are older than the window. Looking for them costs a walk through the table, so it happens each time
 * event time has moved by an eighth of the window: an id is kept for at least the window and at most an eighth longer.
 */
export class Forgetting {
  readonly #window: number;
  #last?: number;

  constructor(windowMs: number) {
    this.#window = windowMs;
  }

  async run(sql: Sql, now: number): Promise<void> {
    if (this.#last !== undefined && now - this.#last < this.#window / 8) return;
    await sql.run("DELETE FROM seen WHERE event_time < ?", [now - this.#window]);
    this.#last = now;
  }
}
