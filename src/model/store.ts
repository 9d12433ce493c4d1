import type { Finding } from "./finding.ts";
import type { Json } from "./json.ts";
import type { Checkpoint, Reject } from "./source.ts";

export interface MemoryRef {
  detector: string;
  revision: number;
  key: string;
}

export interface MemoryRow extends MemoryRef {
  memory: Json;
  version: number;
  wakeAt?: number;
}

/** Compare-and-set: `version` is the one recalled, 0 for a new key; an undefined memory deletes the row. */
export interface MemoryWrite extends MemoryRef {
  memory: Json | undefined;
  version: number;
  wakeAt?: number;
}

export interface Commit {
  /** The batch's id: committed once, whatever comes again. */
  id: string;
  /** Ids of further batches folded into this commit; each counts as committed from then on. */
  covers?: string[];
  /** Epoch ms of event time: the greatest seen; drives the forgetting of seen ids. */
  now: number;
  /** The furthest of each partition. */
  checkpoints?: Checkpoint[];
  seen?: { source: string; ids: string[] };
  memory: MemoryWrite[];
  /** In order; a finding may stand there several times. */
  findings: Finding[];
  /** Deleted before `findings` are written. */
  withdrawn: string[];
  rejects: Reject[];
}

/** The pipeline's face of the store. */
export interface PipelineStore {
  checkpoint(source: string, partition: string): Promise<Checkpoint | undefined>;
  /** Whether a commit of this id was applied before. */
  committed(id: string): Promise<boolean>;
  /** The ids among these that were not seen within the dedupe window. */
  fresh(source: string, ids: string[]): Promise<Set<string>>;
  recall(refs: MemoryRef[]): Promise<MemoryRow[]>;
  /** Memories whose `wakeAt` is at or before `now`, earliest first. */
  due(now: number, limit: number): Promise<MemoryRow[]>;
  /**
   * ONE transaction. Already committed: `applied: false` and nothing changes.
   * @throws AppError "conflict" when a memory moved on: recall and fold again
   */
  commit(commit: Commit): Promise<{ applied: boolean }>;
}

export interface FindingFilter {
  statuses?: Finding["status"][];
}

/** The readers' face of the store. */
export interface QueryStore {
  /** Most severe first, then newest; `cursor` continues a page. */
  findings(filter: FindingFilter, cursor?: string, limit?: number): Promise<{ findings: Finding[]; cursor?: string }>;
  finding(id: string): Promise<Finding | undefined>;
  /** How many findings there are of each status that any has. */
  countFindings(): Promise<{ [status in Finding["status"]]?: number }>;
  rejects(cursor?: string, limit?: number): Promise<{ rejects: Reject[]; cursor?: string }>;
}

export interface Store extends PipelineStore, QueryStore {
  close(): Promise<void>;
}
