import type { Actor } from "./event.ts";

/** An audit event that the API server made and could not write, as its text log tells it. */
export interface LostAudit {
  auditId: string;
  /** When the request came, epoch ms; undefined where the line's time cannot be read. */
  time: number | undefined;
  /** User name as the cluster has it; absent where nobody was authenticated. */
  user?: string;
  /** Without a source address: the line has only the first, see `firstIp`. */
  actor: Actor;
  /** The verb of the audit event. */
  verb: string;
  uri: string;
  /** HTTP status; absent while the request went on. */
  code?: number;
  /** The first address the request named, which is the client's word where there were several. */
  firstIp?: string;
  /** What the server's audit backend said; absent where only the line of the event was delivered. */
  error?: string;
}
