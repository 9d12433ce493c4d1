import { mkdtemp, writeFile } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { expect, it } from "vitest";
import { readableDirectories } from "./directories.ts";

it("parts directories from what is none", async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), "binnacle-code-"));
  const file = path.join(folder, "main.tf");
  await writeFile(file, "");
  const missing = path.join(folder, "nowhere");
  const { usable, failures } = await readableDirectories([folder, file, missing]);
  expect(usable).toEqual([folder]);
  expect(failures.map(({ error }) => [error.code, error.message])).toEqual([
    ["rejected", `${file}: Terraform source is read from directories, this is none`],
    ["not.found", `${missing}: there is no such directory of Terraform source`],
  ]);
});
