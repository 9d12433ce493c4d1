import { Composer, Parser, isScalar, visit } from "yaml";
import type { CST, Document } from "yaml";

/** Deeper than anything a rule has. */
const MAX_DEPTH = 64;

/** A document of a stream; its offsets count from `from`. */
export interface StreamDocument {
  document: Document;
  from: number;
  /** What keeps it from being read. */
  error?: { offset: number; code: string; message: string };
}

/**
 * Reads the documents of a YAML stream, scalars as text. What is nested too deep is found without recursion, and not
 * read: a stack that overflows inside of the reader can end the process.
 */
export function* documentsOf(text: string): Iterable<StreamDocument> {
  for (let from: number | undefined = 0; from !== undefined;) {
    let next: number | undefined;
    for (const read of partOf(text, from)) {
      const start = unclosedQuote(read);
      if (start !== undefined) next = markerAfter(text, start);
      yield start === undefined
        ? read
        : { ...read, error: { offset: start, code: "QUOTE", message: "nothing closes this quote" } };
    }
    from = next;
  }
}

function* partOf(text: string, from: number): Iterable<StreamDocument> {
  const composer = new Composer({
    prettyErrors: false,
    resolveKnownTags: false,
    schema: "failsafe",
    uniqueKeys: false,
    version: "1.2",
  });
  const deep: (number | undefined)[] = [];
  function* shallow(tokens: Iterable<CST.Token>): Iterable<CST.Token> {
    for (const token of tokens) {
      const at = token.type === "document" ? tooDeepAt(token) : undefined;
      if (token.type === "document") deep.push(at);
      yield at === undefined ? token : { ...(token as CST.Document), value: undefined };
    }
  }
  for (const document of composer.compose(shallow(new Parser().parse(text.slice(from))))) {
    const [tooDeep, error] = [deep.shift(), document.errors[0]];
    if (tooDeep !== undefined) {
      yield { document, from, error: { offset: from + tooDeep, code: "TOO_DEEP", message: "nested too deep" } };
    } else {
      const { code = "", message = "", pos = [0] } = error ?? {};
      yield { document, from, ...(error && { error: { offset: from + pos[0], code, message } }) };
    }
  }
}

/** Offset of the first token that lies too deep. */
function tooDeepAt(document: CST.Document): number | undefined {
  let level: CST.Token[] = document.value ? [document.value] : [];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MAX_DEPTH) return level[0]!.offset;
    level = level.flatMap((token) => ("items" in token ? token.items.flatMap(inside) : []));
  }
  return undefined;
}

function inside({ key, value }: { key?: CST.Token | null; value?: CST.Token }): CST.Token[] {
  return [...(key ? [key] : []), ...(value ? [value] : [])];
}

/** Where a quote opens that nothing closes: it has taken all that follows, other documents too. */
function unclosedQuote({ document, from, error }: StreamDocument): number | undefined {
  if (error?.code !== "MISSING_CHAR" || !/^Missing closing .*quote/.test(error.message)) return undefined;
  let start: number | undefined;
  visit(document, {
    Scalar(_, scalar) {
      if (isScalar(scalar) && scalar.type?.startsWith("QUOTE_") && scalar.range) start = from + scalar.range[0];
    },
  });
  return start;
}

/** No quoted text goes on past a line that begins with `---`. */
function markerAfter(text: string, offset: number): number | undefined {
  const found = /^---(?=\s|$)/m.exec(text.slice(offset));
  return found ? offset + found.index : undefined;
}
