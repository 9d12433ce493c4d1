import { describe, expect, it } from "vitest";
import { loadRules } from "../../load.ts";

function said(text: string): string[] {
  const { problems } = loadRules([{ file: "r", text }], { minimumPriority: "Debug", appendedOutput: [], fields: {} });
  return problems.map(({ at, level, code, message }) => `${at.line}:${at.column} ${level} ${code} ${message}`);
}

describe("required_engine_version", () => {
  it.each(["62", "0.62.0", "0.31.0", "'10'", "0.62.0-rc1", "0"])("%s is met", (version) => {
    expect(said(`- required_engine_version: ${version}\n`)).toEqual([]);
  });

  it.each([
    ["63", "1:28 error LOAD_ERR_VALIDATE these rules ask for engine version 0.63.0, this one is 0.62.0"],
    ["0.62.1", "1:28 error LOAD_ERR_VALIDATE these rules ask for engine version 0.62.1, this one is 0.62.0"],
    ["1.0.0", "1:28 error LOAD_ERR_VALIDATE these rules ask for engine version 1.0.0, this one is 0.62.0"],
    ["0.62", "1:28 error LOAD_ERR_YAML_VALIDATE `0.62` is no version"],
    ["-1", "1:28 error LOAD_ERR_YAML_VALIDATE `-1` is no version"],
    ["", "1:3 error LOAD_ERR_YAML_VALIDATE `required_engine_version` must be text, not nothing"],
    ["[1]", "1:28 error LOAD_ERR_YAML_VALIDATE `required_engine_version` must be text, not a list"],
  ])("%s is not", (version, line) => expect(said(`- required_engine_version: ${version}\n`)).toEqual([line]));
});

describe("required_plugin_versions", () => {
  const plugins = (entries: string) => said(`- required_plugin_versions: [${entries}]\n`);

  it.each([
    ["a plugin spoken here", "{name: k8saudit, version: 0.7.0}"],
    ["several", "{name: json, version: 0.7.4}, {name: cloudtrail, version: 0.17.1}"],
    ["one of its alternatives", "{name: other, version: 1.0.0, alternatives: [{name: k8saudit-eks, version: 0.4.0}]}"],
    ["the plugin, not its alternative", "{name: json, version: 0.1.0, alternatives: [{name: other, version: 1.0.0}]}"],
  ])("is met by %s", (_, entry) => expect(plugins(entry)).toEqual([]));

  it.each([
    [
      "a newer one",
      "{name: k8saudit, version: 0.19.0}",
      "1:30 error LOAD_ERR_VALIDATE these rules ask for the plugin k8saudit 0.19.0",
    ],
    [
      "another major version",
      "{name: json, version: 1.0.0}",
      "1:30 error LOAD_ERR_VALIDATE these rules ask for the plugin json 1.0.0",
    ],
    [
      "other plugins",
      "{name: a, version: 1.0.0, alternatives: [{name: b, version: 2.0.0}]}",
      "1:30 error LOAD_ERR_VALIDATE these rules ask for the plugin a 1.0.0 or b 2.0.0",
    ],
    [
      "a version that is none",
      "{name: json, version: '7'}",
      "1:52 error LOAD_ERR_VALIDATE `7` is no version like 0.18.0",
    ],
    [
      "one plugin twice",
      "{name: json, version: 0.7.0, alternatives: [{name: json, version: 0.6.0}]}",
      "1:30 error LOAD_ERR_VALIDATE the plugin `json` stands twice in one entry",
    ],
    [
      "no name",
      "{version: 0.7.0}",
      "1:30 error LOAD_ERR_YAML_VALIDATE `name` of a plugin must be a text that is not empty",
    ],
    ["a text", "json", "1:30 error LOAD_ERR_YAML_VALIDATE expected a mapping with `name` and `version`, not text"],
    [
      "alternatives that are no list",
      "{name: json, version: 0.7.0, alternatives: json}",
      "1:73 error LOAD_ERR_YAML_VALIDATE `alternatives` must be a list, not text",
    ],
  ])("is not met by %s", (_, entry, line) => expect(plugins(entry)).toEqual([line]));

  it("is told before all else, and the other items are tried", () => {
    const text = "- {macro: m, condition: ka.verb =}\n- required_engine_version: 99\n";
    expect(said(text)).toEqual([
      "2:28 error LOAD_ERR_VALIDATE these rules ask for engine version 0.99.0, this one is 0.62.0",
      "1:34 error LOAD_ERR_COMPILE_CONDITION expected a value, found the end",
    ]);
  });
});
