import { existsSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Batch } from "../model/source.ts";
import { Gathering } from "./gathering.ts";

describe("rejects of a run", () => {
  // A device that is always full; only Linux has it.
  it.skipIf(!existsSync("/dev/full"))(
    "that cannot be written are an error that says where and what to do",
    async () => {
      const gathering = await Gathering.open("/dev/full");
      const reject = { unit: "u", offset: 1, reason: "json", detail: "d", sample: "s" };
      await expect(gathering.add({ rejects: [reject], notices: [] } as unknown as Batch)).rejects.toMatchObject({
        code: "rejected",
        message: "/dev/full: cannot be written (ENOSPC)",
        hint: expect.stringMatching(/space/),
      });
      await gathering.close();
    },
  );
});
