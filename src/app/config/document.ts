import { readFile, stat } from "node:fs/promises";
import { LineCounter, isMap, parseDocument, visit } from "yaml";
import type { Document } from "yaml";
import { AppError } from "../../model/errors.ts";
import type { ErrorCode } from "../../model/errors.ts";
import { Positions } from "./positions.ts";
import type { Problem } from "./problems.ts";

const MAX_BYTES = 1 << 20;
/** How many aliases there may be, and how often one may be copied with what it stands for. */
const MAX_ALIASES = 100;

/** A YAML file as data; `data` is absent where its problems left nothing to look at. */
export interface ConfigDocument {
  data?: { [key: string]: unknown };
  positions: Positions;
  problems: Problem[];
}

/**
 * Reads the file's text.
 * @throws AppError "not.found", "auth.denied", "config.invalid" (a folder, too large, not UTF-8)
 */
export async function readConfig(file: string): Promise<string> {
  try {
    const found = await stat(file);
    if (!found.isFile()) throw refused("config.invalid", file, "not a file", "Name a YAML file with --config.");
    if (found.size > MAX_BYTES) throw refused("config.invalid", file, "larger than 1 MB", "Name a configuration file.");
    return new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
  } catch (error) {
    if (error instanceof AppError) throw error;
    const code = (error as NodeJS.ErrnoException).code;
    if (code === "ENOENT" || code === "ENOTDIR") {
      throw refused("not.found", file, "no such file", "Check the name given with --config.", error);
    }
    if (code === "ERR_ENCODING_INVALID_ENCODED_DATA") {
      throw refused("config.invalid", file, "not UTF-8 text", "Save it as UTF-8.", error);
    }
    throw refused("auth.denied", file, `cannot be read (${code})`, "Give this user the right to read it.", error);
  }
}

/** Parses YAML 1.2: one document, a mapping, no key twice, aliases bounded. */
export function parseConfig(file: string, text: string): ConfigDocument {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false, version: "1.2" });
  const positions = new Positions(file, document, lines);
  const problems: Problem[] = [...document.errors, ...document.warnings].map(({ code, message, pos }) => ({
    at: positions.at(pos[0]),
    path: "",
    message: SAID[code] ?? message,
  }));
  problems.push(...unknownAliases(document, positions));
  if (problems.length > 0) return { positions, problems };
  if (document.contents === null) return { data: {}, positions, problems };
  if (!isMap(document.contents)) {
    const at = positions.value([]);
    return { positions, problems: [{ at, path: "", message: "expected a mapping of keys to values" }] };
  }
  try {
    return { data: document.toJS({ maxAliasCount: MAX_ALIASES }) as { [key: string]: unknown }, positions, problems };
  } catch {
    return { positions, problems: [{ at: positions.at(0), path: "", message: "aliases stand for too much" }] };
  }
}

function unknownAliases(document: Document, positions: Positions): Problem[] {
  const problems: Problem[] = [];
  let aliases = 0;
  visit(document, {
    Alias(_, alias) {
      if (++aliases > MAX_ALIASES) return visit.BREAK;
      if (alias.resolve(document)) return undefined;
      const message = `*${alias.source}: no &${alias.source} stands before it`;
      problems.push({ at: positions.at(alias.range?.[0] ?? 0), path: "", message });
      return undefined;
    },
  });
  if (aliases > MAX_ALIASES)
    problems.push({ at: positions.at(0), path: "", message: `more than ${MAX_ALIASES} aliases` });
  return problems;
}

/** YAML error codes whose own words do not help. */
const SAID: { [code: string]: string } = {
  DUPLICATE_KEY: "this key stands here twice",
  TAB_AS_INDENT: "a tab cannot indent YAML; use spaces",
  MULTIPLE_DOCS: "a second document starts here; keep one",
  TAG_RESOLVE_FAILED: "tags (!…) are not supported",
};

function refused(code: ErrorCode, file: string, what: string, hint: string, cause?: unknown): AppError {
  return new AppError(code, `${file}: ${what}`, { hint, cause });
}
