import type { Query } from "../insights/index.ts";
import type { Remark } from "./remark.ts";

/** What a query's own lints say. Where its results may differ from the service's is something to know, not to mend. */
export function queryRemarks({ lints }: Query): Remark[] {
  return lints.map(({ code, message, offset, hint, parity }) => ({
    code,
    message,
    ...(hint === undefined ? {} : { hint }),
    ...(parity ? { isNote: true } : {}),
    from: offset,
    to: offset,
  }));
}
