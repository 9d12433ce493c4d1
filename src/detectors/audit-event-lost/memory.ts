import type { FindingActor } from "../../model/finding.ts";
import type { History } from "../history.ts";

/** What one user sent to one URI, as far as complaints tell. */
export type Memory = History & {
  user: string | undefined;
  uri: string;
  /** Requests that were told already: the server complains of each once a backend. */
  requests: string[];
  /** The request the finding speaks of: the latest that was accepted, else the latest. */
  worst: { time: number; verb: string; code?: number; firstIp?: string; error?: string; actor: FindingActor };
};
