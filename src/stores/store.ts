import { AppError } from "../model/errors.ts";
import type { Finding } from "../model/finding.ts";
import type { Checkpoint, Reject } from "../model/source.ts";
import type { Commit, FindingFilter, MemoryRef, MemoryRow, Store } from "../model/store.ts";
import { columnText } from "./column-text.ts";
import type { StoreDeps } from "./deps.ts";
import { countFindings, findingOf, findingPage, removeFindings, writeFindings } from "./findings.ts";
import { dueMemories, recallMemories, writeMemories } from "./memory.ts";
import { rejectPage, writeRejects } from "./rejects.ts";
import { freshIds, rememberIds, Forgetting } from "./seen.ts";
import { marks, pieces } from "./sql.ts";
import type { Sql, SqlDatabase } from "./sql.ts";

/** The store of both dialects; see the modules beside it for each table. */
export class SqlStore implements Store {
  readonly #database: SqlDatabase;
  readonly #release: () => Promise<void>;
  readonly #forgetting: Forgetting;
  #closed = false;

  /** @param release gives up whatever keeps other processes away; called after the connection is closed */
  constructor(database: SqlDatabase, { dedupeWindowMs }: StoreDeps, release: () => Promise<void>) {
    this.#database = database;
    this.#release = release;
    this.#forgetting = new Forgetting(dedupeWindowMs);
  }

  async checkpoint(source: string, partition: string): Promise<Checkpoint | undefined> {
    const [row] = await this.#database.all("SELECT position FROM checkpoints WHERE source = ? AND part = ?", [
      columnText(source),
      columnText(partition),
    ]);
    return row && { source, partition, position: JSON.parse(String(row["position"])) as string };
  }

  async committed(id: string): Promise<boolean> {
    return (await committedAmong(this.#database, [id])) > 0;
  }

  fresh(source: string, ids: string[]): Promise<Set<string>> {
    return freshIds(this.#database, source, ids);
  }

  recall(refs: MemoryRef[]): Promise<MemoryRow[]> {
    return recallMemories(this.#database, refs);
  }

  due(now: number, limit: number): Promise<MemoryRow[]> {
    return dueMemories(this.#database, now, limit);
  }

  async commit(commit: Commit): Promise<{ applied: boolean }> {
    const ids = [commit.id, ...(commit.covers ?? [])];
    return this.#database.transaction(async (sql) => {
      const known = await committedAmong(sql, ids);
      if (known === ids.length) return { applied: false };
      if (known > 0) throw new AppError("conflict", `${this.#database.name}: part of this commit was applied before`);
      await sql.run(
        "INSERT INTO commits (id, event_time) VALUES (?, ?)",
        ...ids.toSorted().map((id) => [columnText(id), commit.now]),
      );
      await writeMemories(sql, commit.memory);
      await removeFindings(sql, commit.withdrawn);
      await writeFindings(sql, commit.findings);
      await writeRejects(sql, commit.id, commit.rejects);
      await writeCheckpoints(sql, commit.checkpoints ?? []);
      if (commit.seen) await rememberIds(sql, this.#database.texts, commit.seen.source, commit.seen.ids, commit.now);
      await this.#forgetting.run(sql, commit.now);
      return { applied: true };
    });
  }

  findings(filter: FindingFilter, cursor?: string, limit = 100): Promise<{ findings: Finding[]; cursor?: string }> {
    return findingPage(this.#database, filter, cursor, limit);
  }

  finding(id: string): Promise<Finding | undefined> {
    return findingOf(this.#database, id);
  }

  countFindings(): Promise<{ [status in Finding["status"]]?: number }> {
    return countFindings(this.#database);
  }

  rejects(cursor?: string, limit = 100): Promise<{ rejects: Reject[]; cursor?: string }> {
    return rejectPage(this.#database, cursor, limit);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    await this.#database.close();
    await this.#release();
  }
}

async function committedAmong(sql: Sql, ids: readonly string[]): Promise<number> {
  let count = 0;
  for (const piece of pieces(ids)) {
    const rows = await sql.all(`SELECT id FROM commits WHERE id IN (${marks(piece.length)})`, piece.map(columnText));
    count += rows.length;
  }
  return count;
}

async function writeCheckpoints(sql: Sql, checkpoints: readonly Checkpoint[]): Promise<void> {
  await sql.run(
    `INSERT INTO checkpoints (source, part, position) VALUES (?, ?, ?)
     ON CONFLICT (source, part) DO UPDATE SET position = excluded.position`,
    ...checkpoints.map(({ source, partition, position }) => [
      columnText(source),
      columnText(partition),
      JSON.stringify(position),
    ]),
  );
}
