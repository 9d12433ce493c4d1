/** An audit event that the API server made and could not write, as its text log tells it. */
export interface LostAudit {
  auditId: string;
  /** When the request came, epoch ms; undefined where the line's time cannot be read. */
  time: number | undefined;
  stage: string;
  /** Absent where nobody was authenticated. */
  user?: string;
  /** The user it acted as. */
  actsAs?: string;
  /** The verb of the audit event. */
  verb: string;
  uri: string;
  namespace?: string;
  /** HTTP status; absent while the request went on. */
  code?: string;
  /** The first address the request named, which is the client's word where there were several. */
  firstIp?: string;
  userAgent?: string;
  /** What the server's audit backend said; absent where only the line of the event was delivered. */
  error?: string;
}
