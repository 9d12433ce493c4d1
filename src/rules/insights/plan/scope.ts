import { fieldReader } from "../records/read.ts";
import type { FieldReader } from "../records/read.ts";
import type { Evaluate, Row } from "../run/row.ts";
import { textOf } from "../values/value.ts";

/** A field of the messages that a query reads, and the slot it is kept in. */
export interface MessageField {
  name: string;
  slot: number;
  read: FieldReader;
}

/**
 * Which name stands for what at a place of the query. Each value has a slot of its own that is set once: a name that is
 * given again stands for another slot from there on.
 */
export class Scope {
  readonly fields: MessageField[] = [];
  #slots = 0;
  #aliases = new Map<string, number>();
  #ofMessages = true;
  readonly #known = new Map<string, MessageField>();

  /** How many slots rows need. */
  get size(): number {
    return this.#slots;
  }

  /** Whether names may stand for fields of the messages: before the first stats. */
  get ofMessages(): boolean {
    return this.#ofMessages;
  }

  newSlot(): number {
    return this.#slots++;
  }

  /** From here on a name stands for a new slot, which is returned. */
  define(name: string): number {
    const slot = this.newSlot();
    this.#aliases.set(name, slot);
    return slot;
  }

  /** From here on there is nothing but these names: what stats leaves. */
  restart(names: ReadonlyMap<string, number>): void {
    this.#aliases = new Map(names);
    this.#ofMessages = false;
  }

  /** Reads what a name stands for here. */
  value(name: string): Evaluate {
    const slot = this.#aliases.get(name);
    if (slot !== undefined) return (row) => row.slots[slot] ?? null;
    return this.#ofMessages ? reading(this.#field(name, false)) : () => null;
  }

  /** The same as text; fields of messages as they are spelled there. */
  text(name: string): (row: Row) => string | null {
    const slot = this.#aliases.get(name);
    if (slot !== undefined) return (row) => textOf(row.slots[slot] ?? null);
    if (!this.#ofMessages) return () => null;
    const read = reading(this.#field(name, true));
    return (row) => textOf(read(row));
  }

  /** Whether a name stands for a field of the messages here. */
  isField(name: string): boolean {
    return this.#ofMessages && !this.#aliases.has(name);
  }

  #field(name: string, asText: boolean): MessageField {
    const key = `${asText ? "text" : "value"} ${name}`;
    let field = this.#known.get(key);
    if (!field) {
      field = { name, slot: this.newSlot(), read: fieldReader(name, asText) };
      this.#known.set(key, field);
      this.fields.push(field);
    }
    return field;
  }
}

function reading({ slot, read }: MessageField): Evaluate {
  return (row: Row) => {
    const known = row.slots[slot];
    if (known !== undefined) return known;
    const value = row.record ? read(row.record, row.run) : null;
    row.slots[slot] = value;
    return value;
  };
}
