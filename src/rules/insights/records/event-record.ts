import type { Event } from "../../../model/event.ts";
import type { JsonObject } from "../../../model/json.ts";
import { objectIn } from "./log-line.ts";
import type { LogRecord } from "./record.ts";

/**
 * An event as a query sees it. `@timestamp` is that of its log group, else the event's time; a cut record is a text and
 * no JSON, as it is for the service; `@log` of what no log group delivered is the account and the folder of its file.
 */
export class EventRecord implements LogRecord {
  readonly event: Event;

  constructor(event: Event) {
    this.event = event;
  }

  get timestamp(): number {
    return this.event.origins[0]?.logTime ?? this.event.time;
  }

  get ingestionTime(): number | undefined {
    return this.event.origins[0]?.ingestionTime;
  }

  get message(): string {
    return this.event.text;
  }

  get logStream(): string | undefined {
    return this.event.origins[0]?.logStream;
  }

  get log(): string | undefined {
    const { account, origins } = this.event;
    const place = origins[0]?.logGroup ?? folderOf(origins[0]?.unit);
    return place === undefined ? undefined : `${account ?? ""}:${place}`;
  }

  get ptr(): string | undefined {
    const origin = this.event.origins[0];
    return origin && `${origin.unit}#${origin.record}`;
  }

  get json(): JsonObject | undefined {
    const { event } = this;
    if (event.partial) return undefined;
    return event.kind === "control_plane_log" || event.kind === "agent_log" ? objectIn(event.text) : event.raw;
  }

  get glanced(): JsonObject | undefined {
    return this.event.glanced;
  }
}

function folderOf(unit: string | undefined): string | undefined {
  const slash = unit?.lastIndexOf("/") ?? -1;
  return slash > 0 ? unit!.slice(0, slash) : unit;
}
