import type { FieldType, FieldValue } from "../fields/field.ts";

/** What an argument or a result is. */
export interface ValueShape {
  type: FieldType;
  isList: boolean;
}

interface Transform {
  /** What it gives for arguments of these shapes; a sentence where it cannot take them. */
  shape(shapes: readonly ValueShape[]): ValueShape | string;
  /** Every argument is there. */
  apply(values: readonly Present[]): FieldValue;
}

type Present = Exclude<FieldValue, undefined>;

const TEXT: ValueShape = { type: "string", isList: false };
const isText = (shape: ValueShape | undefined) => shape?.type === "string" && !shape.isList;

/** A transformer of one text; of a list it takes every element, and one that fails fails the list. */
function ofText(transform: (text: string) => string | undefined): Transform {
  return {
    shape: ([first, ...more]) => {
      if (!first || more.length > 0) return "takes one argument";
      return first.type === "string" ? first : "takes a text or a list of texts";
    },
    apply: ([value]) => {
      if (typeof value === "string") return transform(value);
      const texts = (value as readonly string[]).map(transform);
      return texts.every((text) => text !== undefined) ? texts : undefined;
    },
  };
}

const ascii = (pattern: RegExp, change: (letters: string) => string) => ofText((text) => text.replace(pattern, change));

/** Source: transformers of Falco 0.44 conditions and outputs. */
const TRANSFORMS: { readonly [name: string]: Transform } = {
  tolower: ascii(/[A-Z]+/g, (letters) => letters.toLowerCase()),
  toupper: ascii(/[a-z]+/g, (letters) => letters.toUpperCase()),
  b64: ofText(decoded),
  basename: ofText((text) => text.slice(text.lastIndexOf("/") + 1)),
  len: {
    shape: ([first, ...more]) => {
      if (!first || more.length > 0) return "takes one argument";
      return first.type === "string" ? { type: "number", isList: false } : "takes a text or a list of texts";
    },
    apply: ([value]) =>
      BigInt(typeof value === "string" ? Buffer.byteLength(value) : (value as readonly string[]).length),
  },
  join: {
    shape: ([separator, list, ...more]) => {
      const fits = isText(separator) && list?.type === "string" && list.isList && more.length === 0;
      return fits ? TEXT : "takes a separator and a list of texts";
    },
    apply: ([separator, list]) => (list as readonly string[]).join(separator as string),
  },
  concat: {
    shape: (shapes) => (shapes.length >= 2 && shapes.every(isText) ? TEXT : "takes two texts or more"),
    apply: (values) => values.join(""),
  },
  getopt: {
    shape: () => "takes the arguments of a process apart, which no audit record has",
    apply: () => undefined,
  },
};

/** Standard alphabet, padding optional; cut at NUL as a C string is. */
function decoded(text: string): string | undefined {
  const letters = text.replace(/={0,2}$/, "");
  if (!/^[A-Za-z0-9+/]*$/.test(letters) || letters.length % 4 === 1) return undefined;
  return Buffer.from(letters, "base64").toString("utf8").split("\0", 1)[0];
}

/**
 * What a transformer gives for arguments of these shapes.
 * @returns the rest of a sentence that begins with the transformer's name, where it does not take them
 */
export function transformedShape(name: string, shapes: readonly ValueShape[]): ValueShape | string {
  return TRANSFORMS[name]!.shape(shapes);
}

/**
 * A transformer's value; the shapes were found to fit by `transformedShape`.
 * @returns undefined where an argument is absent or cannot be transformed
 */
export function applyTransformer(name: string, values: readonly FieldValue[]): FieldValue {
  return values.includes(undefined) ? undefined : TRANSFORMS[name]!.apply(values as readonly Present[]);
}
