import { readFile, readdir, stat } from "node:fs/promises";
import path from "node:path";
import type { RuleProblem } from "../../model/rule.ts";
import type { RuleFileText } from "./source-file.ts";

const MAX_BYTES = 10 * 1024 * 1024;
const IS_YAML = /\.ya?ml$/;

/** What paths of rule files held. */
export interface ReadRuleFiles {
  files: RuleFileText[];
  /** `LOAD_ERR_FILE_READ`, at line 1 of the file; what could be read is in `files` all the same. */
  problems: RuleProblem[];
}

/**
 * Reads rule files in the order given, each once; nothing is thrown: what cannot be read is a problem.
 * @param paths  files, or folders: their *.yaml and *.yml files in lexicographic order, not those below
 * @param pack   the pack that the files belong to
 */
export async function readRuleFiles(paths: readonly string[], pack?: string): Promise<ReadRuleFiles> {
  const read: ReadRuleFiles = { files: [], problems: [] };
  const seen = new Set<string>();
  for (const given of paths) {
    try {
      for (const file of await filesAt(given, read.problems)) {
        if (!seen.has(path.resolve(file))) await readOne(file, pack, read);
        seen.add(path.resolve(file));
      }
    } catch (error) {
      read.problems.push(unreadable(given, error));
    }
  }
  return read;
}

async function filesAt(given: string, problems: RuleProblem[]): Promise<string[]> {
  const found = await stat(given);
  if (!found.isDirectory()) {
    if (IS_YAML.test(given)) return [given];
    problems.push(problem("warning", given, "not a rule file: left out", "name rule files *.yaml or *.yml"));
    return [];
  }
  const entries = await readdir(given, { withFileTypes: true });
  const names = entries.filter((entry) => IS_YAML.test(entry.name) && !entry.isDirectory()).map(({ name }) => name);
  if (names.length === 0) {
    const hint = "rule files are named *.yaml or *.yml; folders below this one are not read: name them";
    problems.push(problem("error", given, "no rule file in this folder", hint));
  }
  return names.toSorted().map((name) => path.join(given, name));
}

async function readOne(file: string, pack: string | undefined, { files, problems }: ReadRuleFiles): Promise<void> {
  try {
    const found = await stat(file);
    if (!found.isFile()) {
      problems.push(problem("error", file, "no regular file", "copy what it gives into one"));
      return;
    }
    if (found.size > MAX_BYTES) {
      problems.push(problem("error", file, "larger than 10 MB", "split the file"));
      return;
    }
    const text = new TextDecoder("utf-8", { fatal: true }).decode(await readFile(file));
    files.push({ file, text, ...(pack !== undefined && { pack }) });
  } catch (error) {
    problems.push(unreadable(file, error));
  }
}

const ANSWERS: { [code: string]: [string, string] } = {
  ENOENT: ["no such file or folder", "check the name"],
  ENOTDIR: ["no such file or folder", "check the name"],
  EISDIR: ["a folder, not a file", "name the files in it"],
  ERR_ENCODING_INVALID_ENCODED_DATA: ["not UTF-8 text", "save it as UTF-8"],
};

function unreadable(file: string, error: unknown): RuleProblem {
  const { code = "" } = error as NodeJS.ErrnoException;
  const [message, hint] = ANSWERS[code] ?? [`cannot be read (${code})`, "give this user the right to read it"];
  return problem("error", file, message, hint);
}

function problem(level: RuleProblem["level"], file: string, message: string, hint: string): RuleProblem {
  return { level, code: "LOAD_ERR_FILE_READ", at: { file, line: 1, column: 1 }, message, hint };
}
