import { AppError } from "../model/errors.ts";
import type { Sql, SqlDatabase } from "./sql.ts";

/** Forward only; each entry is one version of the schema. `clustered` is what the dialect appends to keyed tables. */
const MIGRATIONS: readonly ((clustered: string) => readonly string[])[] = [
  (clustered) => [
    `CREATE TABLE commits (id TEXT NOT NULL PRIMARY KEY, event_time BIGINT NOT NULL)${clustered}`,
    `CREATE TABLE checkpoints (source TEXT NOT NULL, part TEXT NOT NULL, position TEXT NOT NULL,
       PRIMARY KEY (source, part))${clustered}`,
    `CREATE TABLE seen (source TEXT NOT NULL, id TEXT NOT NULL, event_time BIGINT NOT NULL,
       PRIMARY KEY (source, id))${clustered}`,
    `CREATE TABLE memory (detector TEXT NOT NULL, revision BIGINT NOT NULL, name TEXT NOT NULL, version BIGINT NOT NULL,
       wake_at BIGINT, body TEXT NOT NULL, PRIMARY KEY (detector, revision, name))${clustered}`,
    `CREATE INDEX memory_wake ON memory (wake_at, detector, revision, name) WHERE wake_at IS NOT NULL`,
    `CREATE TABLE findings (id TEXT NOT NULL PRIMARY KEY, revision BIGINT NOT NULL, status TEXT NOT NULL,
       severity BIGINT NOT NULL, last_seen TEXT NOT NULL, body TEXT NOT NULL)`,
    `CREATE INDEX findings_order ON findings (severity DESC, last_seen DESC, id)`,
    `CREATE TABLE rejects (unit TEXT NOT NULL, at BIGINT NOT NULL, batch TEXT NOT NULL, number BIGINT NOT NULL,
       body TEXT NOT NULL, PRIMARY KEY (unit, at, batch, number))${clustered}`,
  ],
  (clustered) => [
    `CREATE TABLE finding_events (event TEXT NOT NULL, finding TEXT NOT NULL, tells_change BIGINT NOT NULL,
       PRIMARY KEY (event, finding))${clustered}`,
    `CREATE INDEX finding_events_finding ON finding_events (finding, event)`,
  ],
];

/**
 * Brings the schema up to this program's version, in one transaction.
 * @param tables  the dialect's way to list the tables that are there
 * @throws AppError "rejected" where the schema is newer than the program, or the database belongs to something else
 */
export async function migrate(database: SqlDatabase, tables: (sql: Sql) => Promise<string[]>): Promise<void> {
  await database.transaction(async (sql) => {
    const existing = await tables(sql);
    if (existing.length > 0 && !existing.includes("binnacle_schema")) {
      throw new AppError("rejected", `${database.name}: this database belongs to another program`, {
        hint: "Give the store a file of its own.",
      });
    }
    await sql.run("CREATE TABLE IF NOT EXISTS binnacle_schema (version BIGINT NOT NULL)", []);
    const [row] = await sql.all("SELECT version FROM binnacle_schema");
    const version = Number(row?.["version"] ?? 0);
    if (version > MIGRATIONS.length) {
      throw new AppError(
        "rejected",
        `${database.name}: written by a newer Binnacle (schema ${version}, this program knows ${MIGRATIONS.length})`,
        { hint: "Use that version or a later one, or give another store." },
      );
    }
    for (const statements of MIGRATIONS.slice(version)) {
      for (const statement of statements(database.clustered)) await sql.run(statement, []);
    }
    if (!row) await sql.run("INSERT INTO binnacle_schema (version) VALUES (?)", [MIGRATIONS.length]);
    else if (version < MIGRATIONS.length) await sql.run("UPDATE binnacle_schema SET version = ?", [MIGRATIONS.length]);
  });
}
