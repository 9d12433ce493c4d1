import { SeenKeys } from "../lib/seen-keys.ts";
import type { Finding } from "../model/finding.ts";
import type { Checkpoint, Reject } from "../model/source.ts";
import type { Commit, FindingFilter, MemoryRef, MemoryRow, Store } from "../model/store.ts";
import type { StoreDeps } from "./deps.ts";

/**
 * A store that ends with the process. What a later run would ask for (the ids of events and of commits) is not written
 * to tables but kept in memory: 12 to 24 bytes an event, of two dedupe windows at most.
 */
export class ThrowawayStore implements Store {
  readonly #tables: Store;
  readonly #seen: SeenWithin;
  readonly #commits = new Set<string>();
  /** Whether a memory was ever written: a scan's mostly live and die in the process. */
  #remembers = false;

  constructor(tables: Store, { dedupeWindowMs }: StoreDeps) {
    this.#tables = tables;
    this.#seen = new SeenWithin(dedupeWindowMs);
  }

  async committed(id: string): Promise<boolean> {
    return this.#commits.has(id);
  }

  async fresh(source: string, ids: string[]): Promise<Set<string>> {
    return new Set(ids.filter((id) => !this.#seen.has(source, id)));
  }

  async recall(refs: MemoryRef[]): Promise<MemoryRow[]> {
    return this.#remembers ? this.#tables.recall(refs) : [];
  }

  async commit(commit: Commit): Promise<{ applied: boolean }> {
    const { seen, ...rest } = commit;
    const result = await this.#tables.commit(rest);
    if (!result.applied) return result;
    for (const id of [commit.id, ...(commit.covers ?? [])]) this.#commits.add(id);
    if (commit.memory.length > 0) this.#remembers = true;
    if (seen) this.#seen.add(seen.source, seen.ids, commit.now);
    return result;
  }

  checkpoint(source: string, partition: string): Promise<Checkpoint | undefined> {
    return this.#tables.checkpoint(source, partition);
  }

  due(now: number, limit: number): Promise<MemoryRow[]> {
    return this.#tables.due(now, limit);
  }

  findings(filter: FindingFilter, cursor?: string, limit?: number): Promise<{ findings: Finding[]; cursor?: string }> {
    return this.#tables.findings(filter, cursor, limit);
  }

  finding(id: string): Promise<Finding | undefined> {
    return this.#tables.finding(id);
  }

  countFindings(): ReturnType<Store["countFindings"]> {
    return this.#tables.countFindings();
  }

  rejects(cursor?: string, limit?: number): Promise<{ rejects: Reject[]; cursor?: string }> {
    return this.#tables.rejects(cursor, limit);
  }

  close(): Promise<void> {
    return this.#tables.close();
  }
}

/** Remembers ids for at least the window, in event time, and at most for twice as long. */
class SeenWithin {
  readonly #window: number;
  readonly #sources = new Map<string, { keys: SeenKeys; since: number }>();

  constructor(windowMs: number) {
    this.#window = windowMs;
  }

  has(source: string, id: string): boolean {
    return this.#sources.get(source)?.keys.has(id) === true;
  }

  add(source: string, ids: readonly string[], now: number): void {
    let seen = this.#sources.get(source);
    if (!seen) this.#sources.set(source, (seen = { keys: new SeenKeys(Number.POSITIVE_INFINITY), since: now }));
    else if (now - seen.since > this.#window) {
      seen.keys.age();
      seen.since = now;
    }
    for (const id of ids) seen.keys.add(id);
  }
}
