import type { JsonObject } from "../../../model/json.ts";

/** One log event as a query sees it. What a transport does not say is absent. */
export interface LogRecord {
  /** Epoch ms. */
  readonly timestamp: number;
  readonly message: string;
  readonly ingestionTime?: number | undefined;
  readonly logStream?: string | undefined;
  /** `account:group`. */
  readonly log?: string | undefined;
  /** Names this event and no other. */
  readonly ptr?: string | undefined;
  /** The message, where all of it is one JSON object. */
  readonly json: JsonObject | undefined;
  /** Members of the message that are known without reading all of it; others are looked up in `json`. */
  readonly glanced?: JsonObject | undefined;
}
