import { isAlias, isMap, isScalar, isSeq } from "yaml";
import type { Node as YamlNode, Scalar } from "yaml";
import type { RuleProblem } from "../../model/rule.ts";
import type { Node } from "./node.ts";
import { MOST_ERRORS } from "./problem-list.ts";
import type { ScalarStyle } from "./scalar-runs.ts";
import { positionOf } from "./source-file.ts";
import type { SourceFile } from "./source-file.ts";
import { documentsOf } from "./stream.ts";
import type { StreamDocument } from "./stream.ts";

/** How much aliases may stand for in one document: a file that means more was made to hurt. */
const MAX_ALIASED = 1 << 22;
const NULLS: ReadonlySet<string> = new Set(["", "~", "null", "Null", "NULL"]);

const SAID: { [code: string]: string } = {
  TAB_AS_INDENT: "a tab cannot indent YAML; use spaces",
};

/**
 * Reads a stream of YAML documents without giving scalars a meaning: numbers, dates and booleans stay as typed.
 * A document that does not parse is one problem, and the others are still read.
 * @returns the documents' contents; null documents are left out
 */
export function readYaml(file: SourceFile): { documents: Node[]; problems: RuleProblem[] } {
  const documents: Node[] = [];
  const problems: RuleProblem[] = [];
  for (const document of documentsOf(file.text)) {
    const node = new Reading(file, problems, document.from).document(document);
    if (node !== undefined && node.kind !== "null") documents.push(node);
    if (problems.length > MOST_ERRORS) break;
  }
  return { documents, problems };
}

/** The reading of one document. */
class Reading {
  readonly #file: SourceFile;
  /** Where the offsets of its nodes count from. */
  readonly #from: number;
  readonly #problems: RuleProblem[];
  /** What stands under an anchor; undefined while it is being read. */
  readonly #anchors = new Map<string, Node | undefined>();
  #aliased = 0;
  #broken = false;

  constructor(file: SourceFile, problems: RuleProblem[], from: number) {
    this.#file = file;
    this.#from = from;
    this.#problems = problems;
  }

  document({ document, error }: StreamDocument): Node | undefined {
    if (error !== undefined) {
      this.#fail(error.offset, SAID[error.code] ?? error.message);
      return undefined;
    }
    for (const { pos, message } of document.warnings) this.#warn(this.#from + pos[0], message);
    if (document.contents === null) return undefined;
    const node = this.#node(document.contents);
    return this.#broken ? undefined : node;
  }

  #node(node: YamlNode | null): Node {
    const offset = this.#offsetOf(node);
    const place = { file: this.#file, offset };
    if (this.#broken || node === null) return { kind: "null", place, weight: 1 };
    if (isAlias(node)) return this.#alias(node.source, offset);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, undefined);
    const read = this.#content(node);
    if (node.anchor !== undefined) this.#anchors.set(node.anchor, read);
    return read;
  }

  #content(node: YamlNode): Node {
    const place = { file: this.#file, offset: this.#offsetOf(node) };
    if (isScalar(node)) return this.#scalar(node);
    if (isSeq(node)) {
      const items = node.items.map((item) => this.#node(item as YamlNode | null));
      return { kind: "list", place, items, weight: total(items) };
    }
    const entries = new Map<string, { keyPlace: { file: SourceFile; offset: number }; value: Node }>();
    for (const pair of isMap(node) ? node.items : []) {
      const key = pair.key as YamlNode | null;
      const at = key ? this.#offsetOf(key) : place.offset;
      const name = this.#node(key);
      const value = this.#node(pair.value as YamlNode | null);
      if (name.kind !== "text") this.#warn(at, "a key that is no text is ignored");
      else if (entries.has(name.text))
        this.#warn(at, `the key \`${name.text}\` stands here twice; the first one counts`);
      else entries.set(name.text, { keyPlace: { file: this.#file, offset: at }, value });
    }
    return { kind: "map", place, entries, weight: total([...entries.values()].map(({ value }) => value)) };
  }

  #scalar(node: Scalar): Node {
    const [offset, end] = [this.#offsetOf(node), this.#from + (node.range?.[1] ?? 0)];
    const place = { file: this.#file, offset };
    const text = node.source ?? "";
    const style = STYLES[node.type ?? "PLAIN"] ?? "plain";
    if (style === "plain" && node.tag === undefined && NULLS.has(text)) return { kind: "null", place, weight: 1 };
    return { kind: "text", place, text, style, end, weight: 1 + text.length };
  }

  #alias(name: string, offset: number): Node {
    const meant = this.#anchors.get(name);
    if (meant === undefined) {
      const inside = this.#anchors.has(name);
      this.#fail(
        offset,
        inside ? `*${name} stands inside of what it stands for` : `*${name}: no &${name} stands before it`,
      );
      return { kind: "null", place: { file: this.#file, offset }, weight: 1 };
    }
    this.#aliased += meant.weight;
    if (this.#aliased > MAX_ALIASED) this.#fail(offset, "aliases stand for too much");
    return meant;
  }

  #offsetOf(node: YamlNode | null): number {
    return this.#from + (node?.range?.[0] ?? 0);
  }

  /** The first failure is the document's only one. */
  #fail(offset: number, message: string): void {
    if (this.#broken) return;
    this.#broken = true;
    const at = positionOf({ file: this.#file, offset });
    this.#problems.push({ level: "error", code: "LOAD_ERR_YAML_PARSE", at, message });
  }

  #warn(offset: number, message: string): void {
    const at = positionOf({ file: this.#file, offset });
    this.#problems.push({ level: "warning", code: "yaml.ignored", at, message });
  }
}

const STYLES: { [type: string]: ScalarStyle } = {
  PLAIN: "plain",
  QUOTE_SINGLE: "single",
  QUOTE_DOUBLE: "double",
  BLOCK_FOLDED: "block",
  BLOCK_LITERAL: "block",
};

function total(nodes: readonly Node[]): number {
  return nodes.reduce((sum, { weight }) => sum + weight, 1);
}
