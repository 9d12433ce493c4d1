import type { AttributeChange, NewValue } from "../../model/change.ts";
import type { Absence, AttributeRow } from "../../tables/types.ts";
import { updateParams } from "./call.ts";
import type { Call } from "./call.ts";
import { stateForm } from "./value.ts";
import { wireFirst } from "./wire.ts";

const MEANING: { [absence in Exclude<Absence, "keep">]: NewValue } = {
  serviceChosen: { unknown: "chosen by the service" },
  maybeClear: { unknown: "omitted: cleared unless re-sent", omitted: true },
  confirm: { unknown: "omitted: kept or cleared, the service does not say", omitted: true },
};

/** What it means that a call leaves an attribute's member out; nothing where the value is kept. */
export function absent(call: Call, row: AttributeRow): AttributeChange[] {
  const absence = row.absence?.[call.action] ?? "keep";
  if (absence === "keep") return [];
  const chosen = absence === "serviceChosen" ? chosenValue(call, row) : undefined;
  return [{ path: row.path, kind: row.kind, value: chosen ?? MEANING[absence] }];
}

/** The answer tells what the service chose: an update in its parameters, a creation in the object. */
function chosenValue(call: Call, row: AttributeRow): NewValue | undefined {
  const params = updateParams(call);
  const named = [row.updateParam ?? []].flat().find((name) => params.has(name));
  const value =
    named === undefined ? row.describe && wireFirst(call.response, row.describe) : (params.get(named) ?? undefined);
  return value === undefined ? undefined : { set: stateForm(value, row) };
}
