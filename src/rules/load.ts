import type { Position } from "../model/errors.ts";
import type { RuleProblem } from "../model/rule.ts";
import { FalcoItems } from "./falco/items/index.ts";
import type { RuleAside, Turn } from "./falco/items/index.ts";
import type { FalcoRule } from "./falco/items/falco-rule.ts";
import type { FalcoSettings } from "./falco/items/settings.ts";
import { Item } from "./files/item.ts";
import { KIND_WORDS } from "./files/node.ts";
import type { MapNode, Node } from "./files/node.ts";
import { positionOf, SourceFile } from "./files/source-file.ts";
import type { Place, RuleFileText } from "./files/source-file.ts";
import { readYaml } from "./files/yaml.ts";
import { ProblemList } from "./files/problem-list.ts";
import { readFilter } from "./items/filter.ts";
import type { PatternRule } from "./items/filter.ts";
import { isOwnKind, kindOf, unknownItem } from "./items/kinds.ts";
import type { Kind, OwnKind } from "./items/kinds.ts";
import { readQuery } from "./items/query.ts";
import type { QueryRule } from "./items/query.ts";

export type { FalcoRule, FalcoSettings, PatternRule, QueryRule, RuleAside, RuleFileText };

/** A rule of any language, with what it was made from. */
export type LoadedRule = FalcoRule | PatternRule | QueryRule;

/** What rule files hold. */
export interface LoadedRules {
  /** In the order of first definition, those that do not run among them. */
  rules: LoadedRule[];
  aside: RuleAside[];
  /** Rules that did not load, whatever their language. */
  failed: { name: string; at: Position }[];
  /** Errors and warnings: unmet versions first, then in the order of the files. */
  problems: RuleProblem[];
}

/**
 * Loads rule files into one collection: items one by one, so that a wrong one hides no other.
 * Nothing is thrown: what is wrong, or odd, is in `problems`.
 */
export function loadRules(files: readonly RuleFileText[], settings: FalcoSettings): LoadedRules {
  const loading = new Loading(settings);
  for (const file of files) loading.file(new SourceFile(file));
  return loading.end();
}

class Loading {
  readonly #problems = new ProblemList();
  /** What is wrong with required versions: it may be why all the rest is. */
  readonly #versions = new ProblemList();
  readonly #falco: FalcoItems;
  readonly #own: Turn<PatternRule | QueryRule>[] = [];
  readonly #ownNames = new Map<string, Place>();
  readonly #failed: { name: string; at: Position }[] = [];
  readonly #files: string[] = [];
  #number = 0;

  constructor(settings: FalcoSettings) {
    this.#falco = new FalcoItems(settings, this.#problems);
  }

  file(file: SourceFile): void {
    this.#files.push(file.name);
    const { documents, problems } = readYaml(file);
    this.#problems.pushAll(problems);
    for (const document of documents) {
      if (document.kind !== "list") this.#noItems(document);
      else for (const node of document.items) this.#element(node);
    }
    this.#falco.settle();
  }

  end(): LoadedRules {
    const { rules, aside } = this.#falco.finish();
    const turns: Turn<LoadedRule>[] = [...rules, ...this.#own];
    const failed = this.#falco.tables.failed.rule.entries().map(([name, at]) => ({ name, at }));
    return {
      rules: turns.toSorted((a, b) => a.first - b.first).map(({ rule }) => rule),
      aside,
      failed: [...failed, ...this.#failed],
      problems: [...this.#versions.inOrder(this.#files), ...this.#problems.inOrder(this.#files)],
    };
  }

  #element(node: Node): void {
    if (node.kind === "null" || this.#problems.isFull) return;
    if (node.kind !== "map") {
      this.#invalid(
        node.place,
        `expected an item, not ${KIND_WORDS[node.kind]}`,
        "write `- rule: NAME` and its keys below",
      );
      return;
    }
    this.#number += 1;
    const kind = kindOf(node);
    if (kind === undefined) this.#problems.push(unknownItem(node));
    else this.#take(node, kind);
  }

  #take(node: MapNode, kind: Kind): void {
    const isOwn = isOwnKind(kind);
    const sink = kind.startsWith("required_") ? this.#versions : this.#problems;
    const item = new Item(node, kind, sink, isOwn ? "item.invalid" : "LOAD_ERR_YAML_VALIDATE");
    if (!isOwn) {
      if (kind === "rule") this.#isFree(item);
      if (!item.hasFailed) this.#falco.take(item, kind, this.#number);
      return;
    }
    if (item.text(kind) !== undefined) this.#takeOwn(item, kind);
    if (item.hasFailed && item.name) this.#failed.push({ name: item.name, at: positionOf(item.place) });
  }

  #takeOwn(item: Item, kind: OwnKind): void {
    if (kind === "detection") {
      item.fail(item.place, "detections are not supported yet", { hint: "leave the item out" });
      return;
    }
    this.#isFree(item);
    this.#ownNames.set(item.name!, item.place);
    const rule = kind === "filter" ? readFilter(item) : readQuery(item);
    if (rule !== undefined && !item.hasFailed) this.#own.push({ first: this.#number, rule });
  }

  /** Says so where a rule of another language, or an item that cannot be changed, has the name. */
  #isFree(item: Item): void {
    const { rules } = this.#falco.tables;
    const other =
      this.#ownNames.get(item.name ?? "") ?? (item.node.entries.has("rule") ? undefined : rules.get(item.name!)?.place);
    if (other === undefined) return;
    const { file, line } = positionOf(other);
    item.fail(item.place, `\`${item.name}\` is the name of another rule (${file}:${line})`, {
      hint: "give it a name of its own",
    });
  }

  #noItems(document: Node): void {
    const hint = "begin each item with `- rule: NAME`, `- macro: NAME` or another kind";
    this.#invalid(document.place, `a rule file is a list of items, this is ${KIND_WORDS[document.kind]}`, hint);
  }

  #invalid(place: Place, message: string, hint: string): void {
    this.#problems.push({ level: "error", code: "LOAD_ERR_YAML_VALIDATE", at: positionOf(place), message, hint });
  }
}
