import { createHash } from "node:crypto";
import { readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import type { Notice } from "../../model/source.ts";
import type { ResourceCode } from "../../model/terraform.ts";
import { configKey, modulesOf, parseAddress } from "../address.ts";
import type { ConfigAddress } from "../address.ts";
import type { ModuleCache, ModuleTree } from "./module-tree.ts";
import { readTree } from "./module-tree.ts";
import type { ProviderCode, RelativeAddress } from "./module-source.ts";

const MAX_DIRECTORIES = 5000;
const SKIPPED: ReadonlySet<string> = new Set(["node_modules"]);

/** The source that a state was applied from. */
export interface StateCode {
  resource(address: string): ResourceCode | undefined;
  /** Account and region that a provider configuration names literally. */
  provider(address: string): Pick<ProviderCode, "account" | "region"> | undefined;
  ignoreTags: { keys: string[]; prefixes: string[] };
  /** Absolute addresses given up by `removed { lifecycle { destroy = false } }`. */
  released: RelativeAddress[];
  /** Hash over the files it was read from. */
  digest: string;
}

/** A state as the matching needs it. */
export interface Claimant {
  path: string;
  addresses: readonly string[];
}

/**
 * Reads all source under the given directories and finds for each state the root module it was applied from:
 * the one that holds most of its addresses, a state's own directory first among equals.
 */
export async function readCode(
  directories: readonly string[],
  states: readonly Claimant[],
): Promise<{ byState: Map<string, StateCode>; notices: Notice[] }> {
  const notices: Notice[] = [];
  const cache: ModuleCache = new Map();
  const trees: ModuleTree[] = [];
  for (const directory of await sourceDirectories(directories, notices)) trees.push(await readTree(directory, cache));
  for (const source of await Promise.all(cache.values())) notices.push(...source.notices);
  const byState = new Map<string, StateCode>();
  for (const state of states) {
    const addresses = distinct(state.addresses);
    const tree = bestTree(trees, addresses, state, notices);
    if (!tree) continue;
    notices.push(...missingModules(tree, addresses));
    byState.set(state.path, stateCode(tree));
  }
  return { byState, notices };
}

function distinct(addresses: readonly string[]): ConfigAddress[] {
  const parsed = addresses.flatMap((address) => parseAddress(address) ?? []);
  return [...new Map(parsed.map((address) => [configKey(address), address])).values()];
}

function bestTree(
  trees: readonly ModuleTree[],
  addresses: readonly ConfigAddress[],
  state: Claimant,
  notices: Notice[],
): ModuleTree | undefined {
  const home = path.resolve(path.dirname(state.path));
  const ranked = trees
    .map((tree) => ({
      tree,
      held: addresses.filter((address) => tree.resource(address) || tree.missing(address.modules)).length,
    }))
    .filter(({ held }) => held > 0)
    .toSorted((a, b) => b.held - a.held || Number(isHome(b.tree, home)) - Number(isHome(a.tree, home)));
  const [best, second] = ranked;
  if (!best && addresses.length > 0) {
    const text = `${state.path}: no resource of this state is in the source given; ignore_changes are unknown`;
    notices.push({ code: "terraform-code-unmatched", text, unit: state.path });
  }
  if (best && second && second.held === best.held && !isHome(best.tree, home)) {
    const text = `${state.path}: fits the source in ${best.tree.directory} and in ${second.tree.directory}; the first is used`;
    notices.push({ code: "terraform-code-ambiguous", text, unit: state.path });
  }
  return best?.tree;
}

/** Workspaces keep their states in `terraform.tfstate.d/NAME` beside the source. */
function isHome(tree: ModuleTree, home: string): boolean {
  const directory = path.resolve(tree.directory);
  return home === directory || path.dirname(home) === path.join(directory, "terraform.tfstate.d");
}

function missingModules(tree: ModuleTree, addresses: readonly ConfigAddress[]): Notice[] {
  const missing = new Set(addresses.flatMap(({ modules }) => tree.missing(modules) ?? []));
  return [...missing].map((module) => {
    const text = `${tree.directory}: the source of ${module} is not on disk, so its ignore_changes are unknown; run \`terraform init\` there`;
    return { code: "terraform-module-missing", text, unit: tree.directory };
  });
}

function stateCode(tree: ModuleTree): StateCode {
  const modules = [...tree.modules];
  const providers = modules.flatMap(([, source]) => source.providers);
  const hash = createHash("sha256");
  for (const [key, source] of modules) hash.update(`${key} ${source.digest}\n`);
  return {
    resource(address) {
      const parsed = parseAddress(address);
      return parsed && tree.resource(parsed);
    },
    provider(address) {
      const parsed = parseProvider(address);
      const declared = parsed && tree.modules.get(parsed.modules.join("."))?.providers;
      return declared?.find(({ alias }) => alias === parsed?.alias);
    },
    ignoreTags: {
      keys: providers.flatMap(({ ignoreTags }) => ignoreTags.keys),
      prefixes: providers.flatMap(({ ignoreTags }) => ignoreTags.prefixes),
    },
    digest: hash.digest("hex"),
    released: modules.flatMap(([key, source]) =>
      source.released.map((address) => ({
        ...address,
        modules: [...(key === "" ? [] : key.split(".")), ...address.modules],
      })),
    ),
  };
}

/** `module.eks.provider["registry.terraform.io/hashicorp/aws"].use1`; before Terraform 0.13 `provider.aws.use1`. */
function parseProvider(address: string): { modules: string[]; alias?: string } | undefined {
  const { modules, rest } = modulesOf(address);
  const match = /^provider(?:\["(?:[^"]*\/)?aws"\]|\.aws)(?:\.([\w-]+))?$/.exec(address.slice(rest));
  return match ? { modules, alias: match[1] } : undefined;
}

/** The given directories and all under them that hold source. Hidden ones hold copies, not roots. */
async function sourceDirectories(given: readonly string[], notices: Notice[]): Promise<string[]> {
  const found: string[] = [];
  const visited = new Set<string>();
  const waiting = given.toReversed();
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    try {
      const real = await realpath(here);
      if (visited.has(real)) continue;
      visited.add(real);
      const names = (await readdir(here)).toSorted();
      if (names.some((name) => /\.(tf|tofu)(\.json)?$/.test(name))) found.push(path.normalize(here));
      const below: string[] = [];
      for (const name of names) {
        if (name.startsWith(".") || SKIPPED.has(name)) continue;
        if (await isFolder(path.join(here, name))) below.push(path.join(here, name));
      }
      waiting.push(...below.toReversed());
    } catch (thrown) {
      const why = thrown instanceof Error && "code" in thrown ? String(thrown.code) : "unknown error";
      notices.push({
        code: "terraform-code-unreadable",
        text: `${here}: the source cannot be read (${why})`,
        unit: here,
      });
    }
    if (visited.size >= MAX_DIRECTORIES) {
      const text = `${given.join(", ")}: more than ${MAX_DIRECTORIES} directories; the first are read`;
      notices.push({ code: "terraform-code-limit", text });
      break;
    }
  }
  return found;
}

async function isFolder(file: string): Promise<boolean> {
  try {
    return (await stat(file)).isDirectory();
  } catch {
    return false;
  }
}
