import { addresses } from "./addresses.ts";
import { auditBodies } from "./audit-bodies.ts";
import { auditStages } from "./audit-stages.ts";
import { auditWords } from "./audit-words.ts";
import { containers } from "./containers.ts";
import { eventNames } from "./event-names.ts";
import { keyIds } from "./key-ids.ts";
import { recordMembers } from "./record-members.ts";
import { requestMembers } from "./request-members.ts";
import { subtractions } from "./subtractions.ts";
import type { Check } from "./site.ts";

/** What is asked of every claim of every condition. */
export const checks: readonly Check[] = [
  eventNames,
  recordMembers,
  requestMembers,
  containers,
  keyIds,
  auditWords,
  auditStages,
  auditBodies,
  addresses,
  subtractions,
];
