import { columnText } from "./column-text.ts";
import { marks, pieces } from "./sql.ts";
import type { Sql } from "./sql.ts";

/** The ids that are not remembered. */
export async function freshIds(sql: Sql, source: string, ids: readonly string[]): Promise<Set<string>> {
  const byColumn = new Map(ids.map((id) => [columnText(id), id]));
  for (const piece of pieces([...byColumn.keys()])) {
    const statement = `SELECT id FROM seen WHERE source = ? AND id IN (${marks(piece.length)})`;
    for (const row of await sql.all(statement, [columnText(source), ...piece])) byColumn.delete(String(row["id"]));
  }
  return new Set(byColumn.values());
}

/** Remembers ids at this event time; an id that is known keeps the time at which it was first seen. */
export async function rememberIds(sql: Sql, source: string, ids: readonly string[], time: number): Promise<void> {
  for (const piece of pieces(ids.map(columnText).toSorted())) {
    const rows = Array<string>(piece.length).fill("(?, ?, ?)").join(", ");
    const values = piece.flatMap((id) => [columnText(source), id, time]);
    await sql.run(`INSERT INTO seen (source, id, event_time) VALUES ${rows} ON CONFLICT DO NOTHING`, values);
  }
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
