import type { Event } from "../../../model/event.ts";
import { isUnseen } from "../fields/index.ts";

let asked: Event | undefined;
let answer: readonly string[] = [];

/** `event.unseen`, worked out once for all rules that ask about the same event in a row. */
export function unseenOf(event: Event): readonly string[] {
  if (event !== asked) {
    answer = event.unseen;
    asked = event;
  }
  return answer;
}

/** Whether the record of an event with these unseen paths may lack something of what is read. */
export type Lacks = (event: Event, unseen: readonly string[]) => boolean;

/** @param reads  as `BoundField.reads` */
export function lacksAnyOf(reads: readonly string[]): Lacks {
  const members = new Set(reads.map(memberOf));
  return (event, unseen) => {
    for (const path of unseen) if (members.has(memberOf(path))) return isUnseen(reads, event);
    return false;
  };
}

/** The record's own member that a path leads into. */
function memberOf(path: string): string {
  const end = path.search(/[.[]/);
  return end === -1 ? path : path.slice(0, end);
}
