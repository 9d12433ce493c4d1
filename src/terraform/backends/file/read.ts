import type { FileHandle } from "node:fs/promises";
import { open, readdir, realpath, stat } from "node:fs/promises";
import path from "node:path";
import { refused, refusedBySystem } from "../../state/refusals.ts";
import type { StateBackend, StateDocument, StateFailure } from "../backend.ts";
import { refusedUrl } from "./url.ts";

const MAX_BYTES = 2 ** 30;
/** Copies of provider code, modules and settings: no states of their own. */
const SKIPPED_FOLDERS: ReadonlySet<string> = new Set([".terraform", ".git", "node_modules"]);
const SKIPPED_FILES =
  /(\.backup|\.lock\.info|\.tflock|\.lock\.hcl|\.gz|\.zip|\.tf|\.tf\.json|\.tfvars|\.tfvars\.json)$/;
/** The first member of anything that can be a state; in a folder nothing else is read further. */
const FIRST_MEMBER =
  /^\uFEFF?\s*\{\s*"(version|format_version|terraform_version|serial|lineage|outputs|resources|modules|values|prior_state|planned_values|meta|check_results|encrypted_data|encryption_version)"/;

/** States in a file, or in all files under a folder. */
export function fileBackend(location: string): StateBackend {
  return {
    async documents() {
      const url = refusedUrl(location);
      if (url) return { documents: [], failures: [url] };
      try {
        const found = await stat(location);
        if (!found.isDirectory()) return { documents: [documentAt(location, true)], failures: [] };
        return await documentsUnder(location);
      } catch (thrown) {
        return { documents: [], failures: [{ path: location, error: refusedBySystem(location, thrown) }] };
      }
    },
  };
}

function documentAt(file: string, named: boolean): StateDocument {
  return { path: file, named, read: () => readWhole(file) };
}

async function documentsUnder(folder: string): Promise<{ documents: StateDocument[]; failures: StateFailure[] }> {
  const documents: StateDocument[] = [];
  const failures: StateFailure[] = [];
  const visited = new Set<string>();
  const waiting = [folder];
  for (let here = waiting.pop(); here !== undefined; here = waiting.pop()) {
    try {
      const real = await realpath(here);
      if (visited.has(real)) continue;
      visited.add(real);
      const entries = (await readdir(here)).toSorted();
      const folders: string[] = [];
      for (const name of entries) {
        const kind = await kindOf(path.join(here, name), name);
        if (kind === "folder") folders.push(path.join(here, name));
        if (kind === "state") documents.push(documentAt(path.join(here, name), false));
      }
      waiting.push(...folders.toReversed());
    } catch (thrown) {
      failures.push({ path: here, error: refusedBySystem(here, thrown) });
    }
  }
  if (documents.length + failures.length === 0) failures.push({ path: folder, error: refused(folder, "nothing") });
  return { documents, failures };
}

async function kindOf(file: string, name: string): Promise<"folder" | "state" | undefined> {
  const bySuffix = name.endsWith(".tfstate") ? "state" : undefined;
  try {
    const found = await stat(file);
    if (found.isDirectory()) return SKIPPED_FOLDERS.has(name) ? undefined : "folder";
    if (!found.isFile() || SKIPPED_FILES.test(name)) return undefined;
    return bySuffix ?? (FIRST_MEMBER.test(await head(file)) ? "state" : undefined);
  } catch {
    return bySuffix; // what is called a state is reported when it is read; of other files nobody asked
  }
}

async function head(file: string): Promise<string> {
  const handle = await open(file, "r");
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(512), 0, 512, 0);
    const encoding = buffer[0] === 0xff && buffer[1] === 0xfe ? "utf16le" : "utf8";
    return buffer.toString(encoding, 0, bytesRead);
  } finally {
    await handle.close();
  }
}

/** One buffer of the right size: `readFile` would hold a large file twice. */
async function readInto(handle: FileHandle, buffer: Buffer): Promise<Buffer> {
  let filled = 0;
  while (filled < buffer.length) {
    const { bytesRead } = await handle.read(buffer, filled, buffer.length - filled, filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return buffer.subarray(0, filled);
}

async function readWhole(file: string): Promise<Buffer> {
  try {
    const handle = await open(file, "r");
    try {
      const { size } = await handle.stat();
      if (size > MAX_BYTES) throw refused(file, "tooLarge", String(Math.round(size / 2 ** 20)));
      return size > 0 ? await readInto(handle, Buffer.allocUnsafeSlow(size)) : await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw refusedBySystem(file, thrown);
  }
}
