// Builds dist/: compiles the sources and copies what the program reads at run time beside them.
import { execFileSync } from "node:child_process";
import { chmodSync, copyFileSync, cpSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import path from "node:path";

const root = path.dirname(path.dirname(fileURLToPath(import.meta.url)));
rmSync(path.join(root, "dist"), { recursive: true, force: true });
execFileSync(process.execPath, [path.join(root, "node_modules/typescript/bin/tsc"), "-p", "tsconfig.build.json"], {
  cwd: root,
  stdio: "inherit",
});
chmodSync(path.join(root, "dist/cli/main.js"), 0o755);

// The grammar package is a development dependency only: its wasm travels with the build, and its licence with it.
const grammar = path.join(root, "node_modules/@tree-sitter-grammars/tree-sitter-hcl");
const code = path.join(root, "dist/terraform/code");
copyFileSync(path.join(grammar, "tree-sitter-terraform.wasm"), path.join(code, "tree-sitter-terraform.wasm"));
copyFileSync(path.join(grammar, "LICENSE"), path.join(code, "tree-sitter-terraform.LICENSE"));

// Packs of rules, and the recorded story that `binnacle demo` replays.
cpSync(path.join(root, "packs"), path.join(root, "dist/packs"), { recursive: true });
