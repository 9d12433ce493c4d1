import type { JsonObject } from "../../model/json.ts";
import { Glance } from "./glance.ts";
import type { GlancedMembers } from "./glance.ts";

// oxlint-disable-next-line no-control-regex
const NOT_ASCII = /[^\0-\x7f]/;

/** Glances at objects that are texts already, as messages inside other JSON are. */
export class TextGlance {
  readonly #glance: Glance;
  #bytes = Buffer.allocUnsafeSlow(64 * 1024);

  constructor(members: GlancedMembers) {
    this.#glance = new Glance(members);
  }

  /** The wanted members of a text that is one plain record and nothing else; undefined of any other. */
  of(text: string): JsonObject | undefined {
    if (text.charCodeAt(0) !== 0x7b || NOT_ASCII.test(text)) return undefined;
    if (text.length > this.#bytes.length) this.#bytes = Buffer.allocUnsafeSlow(2 * text.length);
    this.#bytes.write(text, 0, "latin1");
    return this.#glance.scan(this.#bytes, 0, text.length) === text.length ? this.#glance.members(text, 0) : undefined;
  }
}
