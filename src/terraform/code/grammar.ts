import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { fileURLToPath } from "node:url";
import type { Parser } from "web-tree-sitter";
import { AppError } from "../../model/errors.ts";

let ready: Promise<Parser> | undefined;

/**
 * The parser for Terraform source; loaded once, and only when source is read.
 * @throws AppError "internal" where a file of the package is missing
 */
export function terraformParser(): Promise<Parser> {
  ready ??= load();
  return ready;
}

async function load(): Promise<Parser> {
  try {
    const { Parser, Language } = await import("web-tree-sitter");
    await Parser.init();
    const parser = new Parser();
    parser.setLanguage(await Language.load(grammarFile()));
    return parser;
  } catch (cause) {
    const hint = "install Binnacle again: its package is not complete";
    throw new AppError("internal", "the parser of Terraform source cannot be loaded", { hint, cause });
  }
}

/** The build copies the grammar beside this file; a source checkout finds it in its development dependencies. */
function grammarFile(): string {
  const built = fileURLToPath(new URL("./tree-sitter-terraform.wasm", import.meta.url));
  if (existsSync(built)) return built;
  const require = createRequire(import.meta.url);
  return require.resolve("@tree-sitter-grammars/tree-sitter-hcl/tree-sitter-terraform.wasm");
}
