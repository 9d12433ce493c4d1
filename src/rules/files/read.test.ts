import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { readRuleFiles } from "./read.ts";

const folder = mkdtempSync(path.join(tmpdir(), "rule-files-"));
const at = (...names: string[]) => path.join(folder, ...names);
const write = (name: string, text: string | Buffer) => writeFileSync(at(name), text);

beforeAll(() => {
  mkdirSync(at("rules", "below.yaml"), { recursive: true });
  mkdirSync(at("empty"));
  write("rules/b.yaml", "- b");
  write("rules/a.yml", "\ufeff- a");
  write("rules/readme.md", "# no");
  write("rules/below.yaml/c.yaml", "- c");
  write("notes.txt", "- n");
  write("latin.yaml", Buffer.from([0x2d, 0x20, 0xe9]));
  write("large.yaml", `- ${"x".repeat(10 * 1024 * 1024)}`);
  symlinkSync(at("gone.yaml"), at("link.yaml"));
  symlinkSync("/dev/null", at("device.yaml"));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** What was read, and what was said. */
async function read(...names: string[]) {
  const { files, problems } = await readRuleFiles(names.map((name) => at(name)));
  return {
    texts: files.map(({ file, text }) => `${path.relative(folder, file)}: ${text}`),
    said: problems.map(({ level, code, at: place, message, hint }) => {
      expect({ code, line: place.line, column: place.column }).toEqual({
        code: "LOAD_ERR_FILE_READ",
        line: 1,
        column: 1,
      });
      return `${path.relative(folder, place.file)} ${level}: ${message}; ${hint}`;
    }),
  };
}

describe("rule files", () => {
  it("are read in the order given, each once; those of a folder by name, not those below it", async () => {
    expect(await read("rules/b.yaml", "rules")).toEqual({
      texts: ["rules/b.yaml: - b", "rules/a.yml: - a"],
      said: [],
    });
  });

  it("keep the name the user gave, and their pack", async () => {
    const relative = path.relative(".", at("rules/b.yaml"));
    expect((await readRuleFiles([relative], "eks")).files).toEqual([{ file: relative, text: "- b", pack: "eks" }]);
  });

  it("are all tried, whatever is wrong with some", async () => {
    expect(
      await read(
        "gone.yaml",
        "notes.txt",
        "latin.yaml",
        "large.yaml",
        "link.yaml",
        "device.yaml",
        "empty",
        "rules/b.yaml",
      ),
    ).toEqual({
      texts: ["rules/b.yaml: - b"],
      said: [
        "gone.yaml error: no such file or folder; check the name",
        "notes.txt warning: not a rule file: left out; name rule files *.yaml or *.yml",
        "latin.yaml error: not UTF-8 text; save it as UTF-8",
        "large.yaml error: larger than 10 MB; split the file",
        "link.yaml error: no such file or folder; check the name",
        "device.yaml error: no regular file; copy what it gives into one",
        "empty error: no rule file in this folder; rule files are named *.yaml or *.yml; folders below this one are not read: name them",
      ],
    });
  });

  it.skipIf(process.getuid?.() === 0)("say so where they may not be read", async () => {
    write("secret.yaml", "- s");
    chmodSync(at("secret.yaml"), 0);
    expect((await read("secret.yaml")).said).toEqual([
      "secret.yaml error: cannot be read (EACCES); give this user the right to read it",
    ]);
  });
});
