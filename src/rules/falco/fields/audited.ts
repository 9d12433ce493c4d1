import type { Row } from "./row.ts";

/** Fields of audit events are absent where the record has no audit id. */
export function audited(row: Row): Row {
  return {
    ...row,
    read: (event, argument, settings) =>
      Object.hasOwn(event.raw, "auditID") ? row.read(event, argument, settings) : undefined,
  };
}
