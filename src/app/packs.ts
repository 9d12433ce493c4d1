import { existsSync, readdirSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { nearest } from "../lib/nearest.ts";

/** Beside the build when installed, in the repository's `packs` when run from the sources. */
const FOLDERS = ["../packs", "../../packs"];

/** Folder of everything that is shipped with the program. */
export function packsFolder(): string {
  const folders = FOLDERS.map((folder) => fileURLToPath(new URL(folder, import.meta.url)));
  return folders.find((folder) => existsSync(folder)) ?? folders[0]!;
}

/** Names of the packs that hold rules, in alphabetical order. */
export function packNames(): string[] {
  const names = existsSync(packsFolder()) ? readdirSync(packsFolder()) : [];
  return names.filter((name) => existsSync(rulesOfPack(name))).toSorted();
}

/** Folder of a pack's rules. */
export function rulesOfPack(name: string): string {
  return path.join(packsFolder(), name, "rules");
}

/** What is said of a name that is no pack. */
export function noPack(name: string): { message: string; hint: string } {
  const names = packNames();
  const meant = nearest(name, names);
  return {
    message: `no pack \`${name}\``,
    hint: meant ? `did you mean \`${meant}\`?` : `packs: ${names.join(", ") || "none is installed"}`,
  };
}
