import { createHash } from "node:crypto";
import type { Hash } from "node:crypto";
import { open, readdir } from "node:fs/promises";
import path from "node:path";
import { parseArn } from "../../lib/arn.ts";
import type { Position } from "../../model/errors.ts";
import type { Notice } from "../../model/source.ts";
import type { ResourceCode } from "../../model/terraform.ts";
import { modulesOf, parseAddress } from "../address.ts";
import { addressText, blocksOf, stringOf, stringsOf } from "./block.ts";
import type { Block, ParsedFile } from "./block.ts";
import { terraformParser } from "./grammar.ts";
import { readHcl } from "./hcl.ts";
import { overridden, resourceCode } from "./resource-code.ts";
import { readTfJson } from "./tf-json.ts";

const MAX_FILE_BYTES = 8 * 2 ** 20;
const MAX_FILES = 2000;
const SOURCE_FILE = /\.(tf|tofu)(\.json)?$/;
const OVERRIDE = /(^|_)override\.(tf|tofu)(\.json)?$/;

/** `module.a` or `module.a.aws_x.y`, relative to the module that says it; instance keys left out. */
export interface RelativeAddress {
  modules: readonly string[];
  resource?: { type: string; name: string };
}

export interface ProviderCode {
  alias?: string;
  region?: string;
  account?: string;
  ignoreTags: { keys: string[]; prefixes: string[] };
}

/** What one directory of Terraform source says. */
export interface ModuleSource {
  directory: string;
  /** By `type.name`. */
  resources: Map<string, ResourceCode>;
  /** Name of a module call → its source as written; empty where it is no literal. */
  calls: Map<string, string>;
  moved: { from: RelativeAddress; to: RelativeAddress }[];
  /** `removed` blocks that leave the object alive. */
  released: RelativeAddress[];
  /** Providers with the local name `aws`. */
  providers: ProviderCode[];
  notices: Notice[];
  /** Hash over the files. */
  digest: string;
}

/** Reads the `.tf` and `.tf.json` files of one directory; a directory that cannot be read holds none, and a notice. */
export async function readModule(directory: string): Promise<ModuleSource> {
  const source: ModuleSource = {
    directory,
    resources: new Map(),
    calls: new Map(),
    moved: [],
    released: [],
    providers: [],
    notices: [],
    digest: "",
  };
  const hash = createHash("sha256");
  for (const file of await sourceFiles(directory, source.notices)) {
    const parsed = await readSource(file, source.notices, hash);
    if (parsed.fault) source.notices.push(syntaxNotice(parsed.fault));
    for (const block of parsed.blocks) addBlock(source, block, OVERRIDE.test(path.basename(file)));
  }
  source.digest = hash.digest("hex");
  return source;
}

/** Override files last, as Terraform merges them; OpenTofu reads `x.tofu` in place of `x.tf`. */
async function sourceFiles(directory: string, notices: Notice[]): Promise<string[]> {
  let names: string[];
  try {
    names = (await readdir(directory)).filter((name) => SOURCE_FILE.test(name) && !name.startsWith("."));
  } catch (thrown) {
    notices.push(unreadable(directory, thrown));
    return [];
  }
  const present = new Set(names);
  const used = names.filter((name) => !present.has(name.replace(/\.tf(\.json)?$/, ".tofu$1")) || /\.tofu/.test(name));
  if (used.length > MAX_FILES) {
    const text = `${directory}: ${used.length} files of source; the first ${MAX_FILES} are read`;
    notices.push({ code: "terraform-code-limit", text, unit: directory });
  }
  const sorted = used.toSorted((a, b) => (mergeOrder(a) < mergeOrder(b) ? -1 : 1)).slice(0, MAX_FILES);
  return sorted.map((name) => path.join(directory, name));
}

function mergeOrder(name: string): string {
  return `${OVERRIDE.test(name) ? 1 : 0}${name}`;
}

async function readSource(file: string, notices: Notice[], hash: Hash): Promise<ParsedFile> {
  const parser = await terraformParser(); // outside: a parser that cannot be loaded is no fault of the file
  try {
    const handle = await open(file, "r");
    try {
      const found = await handle.stat();
      if (!found.isFile()) return { blocks: [] };
      if (found.size > MAX_FILE_BYTES) {
        const text = `${file}: ${Math.round(found.size / 2 ** 20)} MiB are more than Terraform source may have; not read`;
        notices.push({ code: "terraform-code-limit", text, unit: file });
        return { blocks: [] };
      }
      const bytes = await handle.readFile();
      hash.update(`${file} ${bytes.length}\n`).update(bytes);
      if (file.endsWith(".json")) return readTfJson(bytes, file);
      return readHcl(parser, bytes.toString("utf8").replace(/^\uFEFF/, ""), file);
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    notices.push(unreadable(file, thrown));
    return { blocks: [] };
  }
}

function addBlock(source: ModuleSource, block: Block, overrides: boolean): void {
  const [type, name] = block.labels;
  if (block.type === "resource" && type !== undefined && name !== undefined) {
    const key = `${type}.${name}`;
    const first = source.resources.get(key);
    if (!first) source.resources.set(key, resourceCode(block));
    else if (overrides) source.resources.set(key, overridden(first, block));
  } else if (block.type === "module" && type !== undefined) {
    source.calls.set(type, stringOf(block.arguments.get("source")) ?? source.calls.get(type) ?? "");
  } else if (block.type === "moved") {
    const [from, to] = [relativeAddress(block, "from"), relativeAddress(block, "to")];
    if (from && to) source.moved.push({ from, to });
  } else if (block.type === "removed") {
    const destroys = blocksOf(block, "lifecycle").map((each) => each.arguments.get("destroy"));
    const from = relativeAddress(block, "from");
    if (from && destroys.some((value) => value && "literal" in value && value.literal === false)) {
      source.released.push(from);
    }
  } else if (block.type === "provider" && type === "aws") source.providers.push(providerCode(block));
}

function relativeAddress(block: Block, argument: string): RelativeAddress | undefined {
  const text = addressText(block.arguments.get(argument));
  if (text === undefined) return undefined;
  const resource = parseAddress(text);
  if (resource) return { modules: resource.modules, resource: { type: resource.type, name: resource.name } };
  const { modules, rest } = modulesOf(text);
  return modules.length > 0 && rest === text.length ? { modules } : undefined;
}

function providerCode(block: Block): ProviderCode {
  const ignored = blocksOf(block, "ignore_tags");
  const assumed = blocksOf(block, "assume_role").map((each) => stringOf(each.arguments.get("role_arn")));
  const allowed = stringsOf(block.arguments.get("allowed_account_ids"));
  const accounts = [
    ...assumed.flatMap((arn) => parseArn(arn ?? "")?.account ?? []),
    ...(allowed.length === 1 ? allowed : []),
  ];
  return {
    alias: stringOf(block.arguments.get("alias")),
    region: stringOf(block.arguments.get("region")),
    account: accounts.at(-1),
    ignoreTags: {
      keys: ignored.flatMap((each) => stringsOf(each.arguments.get("keys"))),
      prefixes: ignored.flatMap((each) => stringsOf(each.arguments.get("key_prefixes"))),
    },
  };
}

function syntaxNotice({ file, line, column }: Position): Notice {
  const text = `${file}:${line}:${column}: the source is broken here; what else could be read is used`;
  return { code: "terraform-code-syntax", text, unit: file };
}

function unreadable(file: string, thrown: unknown): Notice {
  const why = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown error";
  return { code: "terraform-code-unreadable", text: `${file}: the source cannot be read (${why})`, unit: file };
}
