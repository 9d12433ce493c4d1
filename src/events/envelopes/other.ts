import { inside } from "./context.ts";
import type { Envelope } from "./envelope.ts";

/** A record that Firehose could not process; its payload is read, or events would be missing. */
export const firehoseError: Envelope = {
  name: "firehose-error",
  fits: (value) => typeof value.rawData === "string" && typeof value.errorCode === "string",
  read({ value, context }, sink) {
    const flags = [...(context.flags ?? []), "firehose-error"];
    return sink.base64(value.rawData as string, inside(context, "firehose-error", { flags }));
  },
};

/** A CloudTrail digest: the verifier's business. */
export const digest: Envelope = {
  name: "digest",
  fits: (value) => typeof value.digestS3Object === "string" && Array.isArray(value.logFiles),
  read: ({ context }, sink) => sink.skip("digest", inside(context, "digest")),
};
