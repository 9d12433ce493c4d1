import type { Row } from "./row.ts";

/** A stage at work: rows are pushed into it, it pushes rows on. */
export interface StageRun {
  push(row: Row): void;
  /** No more rows come. */
  end(): void;
  /** Removes what it keeps in files. */
  close(): void;
}

/** Where a stage pushes its rows. */
export interface Next {
  push(row: Row): void;
  end(): void;
}
