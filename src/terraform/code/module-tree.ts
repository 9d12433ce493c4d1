import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { isObject } from "../../model/json.ts";
import type { Json } from "../../model/json.ts";
import type { ResourceCode } from "../../model/terraform.ts";
import type { ConfigAddress } from "../address.ts";
import { readModule } from "./module-source.ts";
import type { ModuleSource, RelativeAddress } from "./module-source.ts";

const MAX_CALL_DEPTH = 32;
const MAX_CALLS = 5000;
const MAX_MANIFEST_BYTES = 16 * 2 ** 20;

/** Directories already read, by normalised path: modules are called from many places. */
export type ModuleCache = Map<string, Promise<ModuleSource>>;

/** A root module with every module it calls, as far as their source lies on this disk. */
export class ModuleTree {
  readonly directory: string;
  /** By module path joined with dots; the root is "". */
  readonly modules: ReadonlyMap<string, ModuleSource>;

  constructor(directory: string, modules: ReadonlyMap<string, ModuleSource>) {
    this.directory = directory;
    this.modules = modules;
  }

  /** What the source says about a state's resource; `moved` blocks lead from its old address to the new one. */
  resource(address: ConfigAddress): ResourceCode | undefined {
    const seen = new Set<string>();
    let here: ConfigAddress | undefined = address;
    while (here) {
      const key = `${here.modules.join(".")}|${here.type}.${here.name}`;
      if (seen.has(key)) return undefined;
      seen.add(key);
      const found = this.modules.get(here.modules.join("."))?.resources.get(`${here.type}.${here.name}`);
      if (found) return found;
      here = this.moved(here);
    }
    return undefined;
  }

  private moved(address: ConfigAddress): ConfigAddress | undefined {
    for (let depth = address.modules.length; depth >= 0; depth--) {
      const above = address.modules.slice(0, depth);
      const below = address.modules.slice(depth);
      for (const { from, to } of this.modules.get(above.join("."))?.moved ?? []) {
        const next = follow(from, to, { ...address, modules: below });
        if (next) return { ...next, modules: [...above, ...next.modules] };
      }
    }
    return undefined;
  }

  /** The first module of a path whose source is not on this disk. */
  missing(modules: readonly string[]): string | undefined {
    const at = modules.findIndex((_, index) => !this.modules.has(modules.slice(0, index + 1).join(".")));
    const caller = at === -1 ? undefined : this.modules.get(modules.slice(0, at).join("."));
    return caller?.calls.has(modules[at]!)
      ? modules
          .slice(0, at + 1)
          .map((name) => `module.${name}`)
          .join(".")
      : undefined;
  }
}

function follow(from: RelativeAddress, to: RelativeAddress, address: ConfigAddress): ConfigAddress | undefined {
  const head = address.modules.slice(0, from.modules.length);
  if (head.join(".") !== from.modules.join(".")) return undefined;
  const rest = address.modules.slice(from.modules.length);
  if (!from.resource) return to.resource ? undefined : { ...address, modules: [...to.modules, ...rest] };
  const same = rest.length === 0 && from.resource.type === address.type && from.resource.name === address.name;
  return same && to.resource ? { ...address, modules: to.modules, ...to.resource } : undefined;
}

/** Reads a root directory and what it calls: first where `.terraform/modules/modules.json` says, else by a local path. */
export async function readTree(directory: string, cache: ModuleCache): Promise<ModuleTree> {
  const manifest = await moduleDirectories(directory);
  const modules = new Map<string, ModuleSource>();
  const waiting: { names: string[]; at: string }[] = [{ names: [], at: directory }];
  for (let next = waiting.pop(); next && modules.size < MAX_CALLS; next = waiting.pop()) {
    const { names, at } = next;
    const source = await cached(at, cache);
    modules.set(names.join("."), source);
    if (names.length === MAX_CALL_DEPTH) continue;
    for (const [name, written] of source.calls) {
      const below = [...names, name];
      const listed = manifest.get(below.join("."));
      const local = /^\.{1,2}(\/|$)/.test(written) ? path.join(at, written) : undefined;
      const found = listed === undefined ? local : path.join(directory, listed);
      if (found !== undefined && (await isDirectory(found))) waiting.push({ names: below, at: found });
    }
  }
  return new ModuleTree(directory, modules);
}

function cached(directory: string, cache: ModuleCache): Promise<ModuleSource> {
  const known = cache.get(directory);
  if (known) return known;
  const reading = readModule(directory);
  cache.set(directory, reading);
  return reading;
}

async function isDirectory(directory: string): Promise<boolean> {
  try {
    return (await stat(directory)).isDirectory();
  } catch {
    return false;
  }
}

/** `Key` → `Dir` of the manifest that `terraform init` writes; empty where there is none or it is broken. */
async function moduleDirectories(root: string): Promise<Map<string, string>> {
  const directories = new Map<string, string>();
  try {
    const file = path.join(root, ".terraform/modules/modules.json");
    if ((await stat(file)).size > MAX_MANIFEST_BYTES) return directories;
    const manifest = JSON.parse(await readFile(file, "utf8")) as Json;
    const listed = isObject(manifest) && Array.isArray(manifest["Modules"]) ? manifest["Modules"] : [];
    for (const entry of listed) {
      if (!isObject(entry)) continue;
      const { Key, Dir } = entry;
      if (typeof Key === "string" && typeof Dir === "string" && !path.isAbsolute(Dir)) directories.set(Key, Dir);
    }
  } catch {
    // not initialised: modules that need it are named when a state has resources in them
  }
  return directories;
}
