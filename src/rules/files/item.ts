import { nearest } from "../../lib/nearest.ts";
import type { RuleProblem } from "../../model/rule.ts";
import type { ProblemSink } from "./problem-list.ts";
import { KIND_WORDS, tracedText } from "./node.ts";
import type { ListNode, MapNode, Node, TextNode } from "./node.ts";
import { positionOf } from "./source-file.ts";
import type { Place } from "./source-file.ts";
import { trimmed } from "./traced.ts";
import type { Traced } from "./traced.ts";

const BOOLEANS: { [word: string]: boolean } = {
  y: true,
  yes: true,
  true: true,
  on: true,
  n: false,
  no: false,
  false: false,
  off: false,
};

/** For how many keys of an item the one that was meant is looked for. */
const MOST_MEANT = 100;

/**
 * One item of a rule file while it is read: gives its values and gathers all that is wrong with them.
 * A reader of a value gives undefined where the key is not there, and where what stands there has become a problem.
 */
export class Item {
  readonly node: MapNode;
  /** What its author called it. */
  readonly name: string | undefined;
  /** Where its name stands. */
  readonly place: Place;
  readonly #problems: ProblemSink;
  /** Code of wrong shapes. */
  readonly #code: string;
  hasFailed = false;

  /** @param kind  the key that says what it is and, but for required versions, how it is called */
  constructor(node: MapNode, kind: string, problems: ProblemSink, code: string) {
    this.node = node;
    const named = node.entries.get(kind)?.value;
    this.name = named?.kind === "text" && !kind.startsWith("required_") ? named.text : undefined;
    this.place = named?.kind === "text" ? named.place : node.place;
    this.#problems = problems;
    this.#code = code;
  }

  has(key: string): boolean {
    return this.node.entries.has(key);
  }

  /** @param code  absent: that of a wrong shape */
  fail(place: Place, message: string, { hint, code = this.#code }: { hint?: string; code?: string } = {}): undefined {
    this.hasFailed = true;
    this.#say("error", code, place, message, hint);
  }

  warn(code: string, place: Place, message: string, hint?: string): void {
    this.#say("warning", code, place, message, hint);
  }

  /** Where a key stands, or the item where it does not. */
  keyPlace(key: string): Place {
    return this.node.entries.get(key)?.keyPlace ?? this.place;
  }

  /** The keys that are none of the given, each with the one that may have been meant. */
  unknownKeys(known: readonly string[]): { key: string; place: Place; hint: string }[] {
    const others = [...this.node.entries].filter(([key]) => !known.includes(key));
    return others.map(([key, { keyPlace }], n) => {
      const meant = n < MOST_MEANT ? nearest(key, known) : undefined;
      return { key, place: keyPlace, hint: meant ? `did you mean \`${meant}\`?` : `known here: ${known.join(", ")}` };
    });
  }

  missing(key: string): undefined {
    this.fail(this.place, `\`${key}\` is missing`);
  }

  /** A text that may not be empty. */
  text(key: string): Traced | undefined {
    const node = this.#scalar(key);
    if (node === undefined) return undefined;
    if (node.text !== "") return tracedText(node);
    return this.fail(node.place, `\`${key}\` is empty`);
  }

  /** A text without the white space around it. */
  trimmedText(key: string): Traced | undefined {
    const text = this.text(key);
    return text && trimmed(text);
  }

  /** The text of a key that names something, "" where nothing stands there. */
  word(key: string): string | undefined {
    const node = this.node.entries.get(key)?.value;
    if (node?.kind === "null") return "";
    return this.#scalar(key)?.text;
  }

  flag(key: string): boolean | undefined {
    const node = this.#scalar(key);
    if (node === undefined) return undefined;
    const word = node.text.toLowerCase();
    const isSpelt = [word, word.toUpperCase(), word.charAt(0).toUpperCase() + word.slice(1)].includes(node.text);
    if (isSpelt && Object.hasOwn(BOOLEANS, word)) return BOOLEANS[word];
    return this.fail(node.place, `\`${key}\` must be true or false, not ${quoted(node.text)}`);
  }

  /** One of the given words. */
  choice<T extends string>(key: string, words: readonly T[]): T | undefined {
    const node = this.#scalar(key);
    if (node === undefined) return undefined;
    if ((words as readonly string[]).includes(node.text)) return node.text as T;
    const meant = nearest(node.text, words);
    const hint = meant ? `did you mean \`${meant}\`?` : `allowed: ${words.join(", ")}`;
    return this.fail(node.place, `\`${key}\` cannot be ${quoted(node.text)}`, { hint });
  }

  /** A list of texts. */
  texts(key: string): TextNode[] | undefined {
    const list = this.list(key);
    return list && this.textsOf(list, key);
  }

  /** The texts of a list; undefined where one of them is none. */
  textsOf(list: ListNode, what: string): TextNode[] | undefined {
    const others = list.items.filter((item) => item.kind !== "text");
    for (const other of others)
      this.fail(other.place, `\`${what}\` holds ${KIND_WORDS[other.kind]} where text is expected`);
    return others.length > 0 ? undefined : (list.items as TextNode[]);
  }

  list(key: string): ListNode | undefined {
    return this.#ofKind(key, "list");
  }

  map(key: string): MapNode | undefined {
    return this.#ofKind(key, "map");
  }

  #scalar(key: string): TextNode | undefined {
    return this.#ofKind(key, "text");
  }

  #ofKind<K extends "text" | "list" | "map">(key: string, kind: K): Extract<Node, { kind: K }> | undefined {
    const node = this.node.entries.get(key)?.value;
    if (node === undefined) return undefined;
    if (node.kind === kind) return node as Extract<Node, { kind: K }>;
    const place = node.kind === "null" ? this.keyPlace(key) : node.place;
    return this.fail(place, `\`${key}\` must be ${KIND_WORDS[kind]}, not ${KIND_WORDS[node.kind]}`);
  }

  #say(level: RuleProblem["level"], code: string, place: Place, message: string, hint: string | undefined): void {
    const item = this.name === undefined ? {} : { item: this.name };
    this.#problems.push({ level, code, ...item, at: positionOf(place), message, ...(hint !== undefined && { hint }) });
  }
}

function quoted(text: string): string {
  return `\`${text.length > 60 ? `${text.slice(0, 59)}…` : text}\``;
}
