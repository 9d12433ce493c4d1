import { readFileSync } from "node:fs";
import { decode } from "../src/events/decode.ts";
import type { Event } from "../src/model/event.ts";

/** When the fixtures are read, epoch ms: long before anything in them, so that no time is mistaken for one of theirs. */
export const RECEIVED_AT = 1;

/** What the reader makes of a file of `test/fixtures/k8s-audit`: lines of a real API server. */
export async function auditEvents(file: string): Promise<Event[]> {
  const bytes = readFileSync(new URL(`fixtures/k8s-audit/${file}`, import.meta.url));
  const events: Event[] = [];
  for await (const slab of decode({ name: file }, bytes, { receivedAt: RECEIVED_AT })) events.push(...slab.events);
  return events;
}
