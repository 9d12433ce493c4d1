import type { Reject } from "../model/source.ts";
import { columnText } from "./column-text.ts";
import { cursorOf, cursorText } from "./cursor.ts";
import type { Sql } from "./sql.ts";

/** Keeps the rejects of a commit. */
export async function writeRejects(sql: Sql, batch: string, rejects: readonly Reject[]): Promise<void> {
  await sql.run(
    "INSERT INTO rejects (unit, at, batch, number, body) VALUES (?, ?, ?, ?, ?)",
    ...rejects.map((reject, number) => [
      columnText(reject.unit),
      reject.offset,
      columnText(batch),
      number,
      JSON.stringify(reject),
    ]),
  );
}

/** One page, by unit and offset. */
export async function rejectPage(
  sql: Sql,
  cursor: string | undefined,
  limit: number,
): Promise<{ rejects: Reject[]; cursor?: string }> {
  const after = cursor === undefined ? [] : cursorOf(cursor, ["string", "number", "string", "number"]);
  const rows = await sql.all(
    `SELECT * FROM rejects ${after.length > 0 ? "WHERE (unit, at, batch, number) > (?, ?, ?, ?)" : ""}
     ORDER BY unit, at, batch, number LIMIT ?`,
    [...after, limit + 1],
  );
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    rejects: page.map((row) => JSON.parse(String(row["body"])) as Reject),
    ...(rows.length > limit &&
      last && {
        cursor: cursorText([String(last["unit"]), Number(last["at"]), String(last["batch"]), Number(last["number"])]),
      }),
  };
}
