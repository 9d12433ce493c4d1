import type { AttributeChange, ResourceChange, ResourceRef } from "../src/model/change.ts";
import type { Json, JsonObject } from "../src/model/json.ts";
import { cloudtrailEvent } from "../src/events/cloudtrail.ts";

/** Builders for tests of what a CloudTrail record changes: the record of a call, and the parts of what is expected. */
const SCOPE = { partition: "aws", account: "111122223333", region: "eu-west-1", cluster: undefined };

/** What the event of an accepted call tells; `call` is `service/Operation`. */
export function changes(call: string, requestParameters: Json, responseElements: Json = null, rest: JsonObject = {}) {
  const [service, eventName] = call.split("/");
  const raw: JsonObject = {
    eventSource: `${service}.amazonaws.com`,
    eventName: eventName!,
    awsRegion: "eu-west-1",
    recipientAccountId: "111122223333",
    eventID: "e-1",
    readOnly: false,
    requestParameters,
    responseElements,
    ...rest,
  };
  return cloudtrailEvent(raw, "", { unit: "f", record: 1, offset: 0, chain: [] }, 0).changes({} as never);
}

export const ref = (type: string, key: string, match: ResourceRef["match"]): ResourceRef => ({
  type,
  ...SCOPE,
  key,
  match,
});
/** An IAM object: global. */
export const iam = (type: string, key: string, match: ResourceRef["match"]): ResourceRef => ({
  ...ref(type, key, match),
  region: undefined,
});
export const set = (path: string, kind: AttributeChange["kind"], value: Json): AttributeChange => ({
  path,
  kind,
  value: { set: value },
});
export const told = (
  target: ResourceRef,
  what: ResourceChange["what"],
  attributes: AttributeChange[] = [],
  rest: Partial<ResourceChange> = {},
) => ({ target, what, attributes, arguments: [], ...rest });
