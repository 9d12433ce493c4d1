import type { ClusterRef } from "../../model/cluster.ts";
import type { Piece } from "./unit.ts";

export interface SizedFile {
  name: string;
  /** 0 where it cannot be told. */
  bytes: number;
}

/** Reads files ahead of the caller, and gives what they hold in the order of the files. */
export interface FileReaders {
  /**
   * The pieces of the next file, once those of the file before were taken.
   * @throws AppError "internal" when a reader broke down
   */
  next(): AsyncIterable<Piece>;
  /** Stops reading; what waits for a piece is told so. */
  close(): Promise<void>;
}

/** Begins to read these files; undefined where that is not worth the while. */
export type ReadElsewhere = (files: readonly SizedFile[], cluster: ClusterRef | undefined) => FileReaders | undefined;
