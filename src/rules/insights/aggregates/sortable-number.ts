const BYTES = Buffer.alloc(8);

/** 16 hexadecimal digits whose order as text is the order of the numbers. */
export function sortableNumber(value: number): string {
  BYTES.writeDoubleBE(value === 0 ? 0 : value);
  // IEEE 754 sorts like integers once negative numbers are turned around and put before the others.
  if (BYTES[0]! >= 0x80) for (let at = 0; at < 8; at++) BYTES[at]! ^= 0xff;
  else BYTES[0]! ^= 0x80;
  return BYTES.toString("hex");
}

export function numberFrom(sortable: string): number {
  BYTES.write(sortable, "hex");
  if (BYTES[0]! >= 0x80) BYTES[0]! ^= 0x80;
  else for (let at = 0; at < 8; at++) BYTES[at]! ^= 0xff;
  return BYTES.readDoubleBE();
}
