import type { FindingActor } from "../../model/finding.ts";
import type { Json } from "../../model/json.ts";
import type { History } from "../history.ts";
import type { Try } from "./attempts.ts";

/** What one principal did to one object, as one rule sees it. */
export type SingleMemory = History & {
  /** The rule's word on the latest event. */
  latest: { time: number; event: string; output: string; actor: FindingActor };
  tries: Try[];
};

/** Windows of a query that are not over, and the subjects that earlier ones found. Keys of windows are their beginnings. */
export type WindowMemory = {
  rule: string;
  cluster: { name: string; account?: string; region?: string } | undefined;
  /** Epoch ms of the latest event. */
  greatest: number;
  windows: { [begin: string]: { state: Json; history: History } };
  found: { [subject: string]: History & { output: string } };
};
