import { AppError } from "../model/errors.ts";
import type { Json } from "../model/json.ts";
import type { MemoryRef, MemoryRow, MemoryWrite } from "../model/store.ts";
import { columnText, fromColumnText } from "./column-text.ts";
import { marks, pieces } from "./sql.ts";
import type { Sql, SqlRow, SqlValue } from "./sql.ts";

/** The memories of these keys, in no order; a key without one is left out. */
export async function recallMemories(sql: Sql, refs: readonly MemoryRef[]): Promise<MemoryRow[]> {
  const groups = new Map<string, MemoryRef[]>();
  for (const ref of refs) {
    const group = `${ref.revision} ${ref.detector}`;
    const members = groups.get(group);
    if (members) members.push(ref);
    else groups.set(group, [ref]);
  }
  const rows: MemoryRow[] = [];
  for (const group of groups.values()) {
    const { detector, revision } = group[0]!;
    for (const piece of pieces(group)) {
      const found = await sql.all(
        `SELECT * FROM memory WHERE detector = ? AND revision = ? AND name IN (${marks(piece.length)})`,
        [columnText(detector), revision, ...piece.map(({ key }) => columnText(key))],
      );
      rows.push(...found.map(memoryRow));
    }
  }
  return rows;
}

/** Memories whose time has come, earliest first. */
export async function dueMemories(sql: Sql, now: number, limit: number): Promise<MemoryRow[]> {
  const rows = await sql.all(
    "SELECT * FROM memory WHERE wake_at <= ? ORDER BY wake_at, detector, revision, name LIMIT ?",
    [now, limit],
  );
  return rows.map(memoryRow);
}

const INSERT = `INSERT INTO memory (detector, revision, name, version, wake_at, body) VALUES (?, ?, ?, 1, ?, ?)
  ON CONFLICT DO NOTHING`;
const UPDATE = `UPDATE memory SET version = version + 1, wake_at = ?, body = ?
  WHERE detector = ? AND revision = ? AND name = ? AND version = ?`;
const DELETE = "DELETE FROM memory WHERE detector = ? AND revision = ? AND name = ? AND version = ?";

/**
 * Compare-and-set for each; in the order of their keys, so that two writers cannot block each other.
 * @throws AppError "conflict" when a version is not the one in the table
 */
export async function writeMemories(sql: Sql, writes: readonly MemoryWrite[]): Promise<void> {
  const sorted = writes.map(keyed).toSorted((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : 0));
  for (const { write, key } of sorted) {
    if (!(await applied(sql, write, key))) {
      throw new AppError("conflict", `the memory of ${write.detector} for ${write.key} has moved on`);
    }
  }
}

async function applied(sql: Sql, { memory, version, wakeAt }: MemoryWrite, key: SqlValue[]): Promise<boolean> {
  if (memory === undefined && version === 0) return !(await exists(sql, key));
  if (memory === undefined) return (await sql.run(DELETE, [...key, version])) === 1;
  const body = JSON.stringify(memory);
  if (version === 0) return (await sql.run(INSERT, [...key, wakeAt ?? null, body])) === 1;
  return (await sql.run(UPDATE, [wakeAt ?? null, body, ...key, version])) === 1;
}

async function exists(sql: Sql, key: SqlValue[]): Promise<boolean> {
  return (await sql.all("SELECT 1 FROM memory WHERE detector = ? AND revision = ? AND name = ?", key)).length > 0;
}

function keyed(write: MemoryWrite): { write: MemoryWrite; key: SqlValue[]; order: string } {
  const key = [columnText(write.detector), write.revision, columnText(write.key)];
  return { write, key, order: key.join("\u0000") };
}

function memoryRow(row: SqlRow): MemoryRow {
  return {
    detector: fromColumnText(String(row["detector"])),
    revision: Number(row["revision"]),
    key: fromColumnText(String(row["name"])),
    version: Number(row["version"]),
    memory: JSON.parse(String(row["body"])) as Json,
    ...(row["wake_at"] !== null && { wakeAt: Number(row["wake_at"]) }),
  };
}
