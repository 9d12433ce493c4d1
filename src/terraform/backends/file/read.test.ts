import { mkdtemp, mkdir, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stateBackends } from "../index.ts";
import { fileBackend } from "./read.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "states-"));
});
afterAll(() => rm(folder, { recursive: true }));

const STATE = '{"version":4,"serial":1,"lineage":"l","resources":[]}';
const write = async (files: { [name: string]: string }) => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  }
};

describe("a folder of states", () => {
  it("takes state files and whatever begins like one, under any name, and leaves the rest alone", async () => {
    await write({
      "a/terraform.tfstate": STATE,
      "a/terraform.tfstate.d/dev/terraform.tfstate": STATE,
      "a/pulled.json": `\n{ "terraform_version": "1.9.0", "version": 4 }`,
      "a/pulled": STATE,
      "a/broken.tfstate": "{",
      "a/terraform.tfstate.backup": STATE,
      "a/terraform.tfstate.1700000000.backup": STATE,
      "a/.terraform.tfstate.lock.info": '{"version":4}',
      "a/.terraform/terraform.tfstate": '{"version":3}',
      "a/events.json": '{"Records":[{"resources":[]}]}',
      "a/main.tf.json": '{"version":4}',
    });
    await symlink(path.join(folder, "a"), path.join(folder, "a/loop"));
    const { documents, failures } = await fileBackend(path.join(folder, "a")).documents();
    expect(documents.map((document) => path.relative(folder, document.path))).toEqual([
      "a/broken.tfstate",
      "a/pulled",
      "a/pulled.json",
      "a/terraform.tfstate",
      "a/terraform.tfstate.d/dev/terraform.tfstate",
    ]);
    expect([documents.some(({ named }) => named), failures]).toEqual([false, []]);
  });

  it("says when there is none", async () => {
    await write({ "none/readme.md": "x" });
    const { failures } = await fileBackend(path.join(folder, "none")).documents();
    expect(failures.map(({ error }) => error.message)).toEqual([`${folder}/none: no state in this folder`]);
  });
});

describe("one path", () => {
  it("is a state whatever its name", async () => {
    await write({ "x.backup": STATE });
    const { documents } = await fileBackend(path.join(folder, "x.backup")).documents();
    expect([documents[0]!.named, (await documents[0]!.read()).toString()]).toEqual([true, STATE]);
  });

  it("that does not exist or loops is refused", async () => {
    await symlink(path.join(folder, "self"), path.join(folder, "self"));
    const found = await Promise.all(
      ["missing", "self"].map((name) => fileBackend(path.join(folder, name)).documents()),
    );
    expect(found.map(({ failures }) => [failures[0]!.error.code, failures[0]!.error.message])).toEqual([
      ["not.found", `${folder}/missing: no such file or folder`],
      ["not.found", `${folder}/self: a symbolic link that points back to itself`],
    ]);
  });
});

describe("a URL", () => {
  it.each([
    ["s3://states/prod.tfstate", "s3://states/prod.tfstate: states at a URL are not supported yet"],
    ["gs://states/prod", "gs://states/prod: states at a URL are not supported yet"],
    ["https://host:8443/state?sig=abc", "https://host:8443/state: states at a URL are not supported yet"],
    ["https://bob@host/state", "https://host/state: states at a URL are not supported yet"],
    ["https://bob:hunter2@host/state", "https://host/state: a URL with a password is refused"],
    ["https://bob:hunt/er2@host/state", "https://…: a URL with a password is refused"],
    ["https://bob:hunt?er2@host/state", "https://…: a URL with a password is refused"],
  ])("%s", async (url, message) => {
    const { documents, failures } = await fileBackend(url).documents();
    expect([
      documents,
      failures.map(({ path: shown, error }) => [error.message.startsWith(shown), error.message]),
    ]).toEqual([[], [[true, message]]]);
    expect(failures[0]!.error.hint).toContain("terraform state pull > FILE");
  });
});

describe("the configuration's entry", () => {
  const [file] = stateBackends;
  it("names a path and nothing else", () => {
    expect(file.options.parse(file.example)).toEqual(file.example);
    expect(file.options.safeParse({ path: "" }).success).toBe(false);
    expect(file.options.safeParse({ path: "x", bucket: "y" }).success).toBe(false);
  });
});
