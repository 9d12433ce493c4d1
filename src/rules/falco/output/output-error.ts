/** An output that does not load; the offset counts characters of the format. */
export class OutputError extends Error {
  readonly offset: number;
  /** What stands where a field was expected; undefined where nothing does. */
  readonly unknownField: string | undefined;
  readonly hint: string | undefined;

  constructor(message: string, offset: number, more: { unknownField?: string; hint?: string } = {}) {
    super(message);
    this.name = "OutputError";
    this.offset = offset;
    this.unknownField = more.unknownField;
    this.hint = more.hint;
  }
}
