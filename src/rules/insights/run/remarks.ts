import { SERVICE_FIELDS } from "../records/leaves.ts";
import { formatName } from "../syntax/format.ts";
import type { QueryRun } from "./query-run.ts";

/** Something that a run of a query showed. */
export interface RunRemark {
  code: string;
  message: string;
  hint?: string;
}

/** What a reader of the rows should know, with numbers. */
export function runRemarks({ notes }: QueryRun): RunRemark[] {
  return [...missing(notes), ...nonLeaves(notes), ...hyphens(notes), ...beyond(notes)];
}

function missing({ missingNegation: count }: QueryRun["notes"]): RunRemark[] {
  if (count === 0) return [];
  return [
    {
      code: "missing-negation",
      message: `missing-negation: ${count.toLocaleString("en")}: events left out only because a negated field is not there`,
      hint: "write `not ispresent(field) or …` to keep them",
    },
  ];
}

function nonLeaves({ nonLeaves: found }: QueryRun["notes"]): RunRemark[] {
  return [...found].map(([name, { records, leaves }]) => ({
    code: "non-leaf-field",
    message: `${name} is an object or list in ${records.toLocaleString("en")} ${records === 1 ? "event" : "events"}, which gives nothing`,
    hint: `write one of its fields: ${leaves.map(formatName).join(", ")}`,
  }));
}

function hyphens({ hyphenated }: QueryRun["notes"]): RunRemark[] {
  return [...hyphenated].map((name) => ({
    code: "hyphen-in-field",
    message: `${name} is read as a subtraction, and there is a field of that name`,
    hint: `write ${formatName(name)}`,
  }));
}

function beyond({ beyondCap: count }: QueryRun["notes"]): RunRemark[] {
  if (count === 0) return [];
  return [
    {
      code: "beyond-field-cap",
      message: `the service discovers ${SERVICE_FIELDS} fields of an event: of ${count.toLocaleString("en")} ${count === 1 ? "event" : "events"} it would not see a field that this query reads`,
    },
  ];
}
