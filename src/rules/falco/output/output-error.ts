/** An output that does not load; the offset counts characters of the format. */
export class OutputError extends Error {
  readonly offset: number;
  /** What stands where a field was expected; undefined where nothing does. */
  readonly unknownField: string | undefined;
  readonly hint: string | undefined;
  /** What else is wrong with the same output, in order. */
  readonly others: readonly OutputError[];

  constructor(
    message: string,
    offset: number,
    more: { unknownField?: string; hint?: string; others?: readonly OutputError[] } = {},
  ) {
    super(message);
    this.name = "OutputError";
    this.offset = offset;
    this.unknownField = more.unknownField;
    this.hint = more.hint;
    this.others = more.others ?? [];
  }
}
