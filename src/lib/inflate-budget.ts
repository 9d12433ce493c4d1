import { AppError } from "../model/errors.ts";

export interface InflateLimits {
  /** Inflated bytes over all layers of one unit. */
  bytes: number;
  /** Inflated : read, once `ratioFrom` inflated bytes are passed. */
  ratio: number;
  ratioFrom: number;
}

/** The bounds that docs/inputs.md and SECURITY.md name; plain bytes have no limit. */
export const INFLATE_LIMITS: InflateLimits = { bytes: 4 * 1024 ** 3, ratio: 300, ratioFrom: 64 * 1024 ** 2 };

/** What one unit has read and inflated so far, over all its layers and embedded payloads. */
export class InflateBudget {
  /** Bytes of the unit as it lies. */
  input = 0;
  /** Bytes that gunzip made of them. */
  output = 0;
  readonly limits: InflateLimits;

  constructor(limits: InflateLimits = INFLATE_LIMITS) {
    this.limits = limits;
  }

  /** @throws AppError "limit.exceeded" with details.reason `bomb` */
  spend(inflated: number): void {
    this.output += inflated;
    const { bytes, ratio, ratioFrom } = this.limits;
    if (this.output > bytes) throw bomb(`inflates to more than ${bytes} bytes`);
    if (this.output > ratioFrom && this.output > ratio * this.input)
      throw bomb(`inflates to more than ${ratio} times its size`);
  }
}

function bomb(what: string): AppError {
  return new AppError("limit.exceeded", `${what}: taken for a decompression bomb, the rest was not read`, {
    details: { reason: "bomb" },
  });
}
