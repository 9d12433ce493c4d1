import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { audit } from "../../test/falco-records.ts";
import type { AppError } from "../model/errors.ts";
import { loadConfig } from "./config/index.ts";
import { loadRuleSet } from "./rules.ts";
import type { RuleSetOptions } from "./rules.ts";

const folder = mkdtempSync(path.join(tmpdir(), "rule-set-"));
const at = (...names: string[]) => path.join(folder, ...names);
afterAll(() => rmSync(folder, { recursive: true }));

const rule = (name: string, more = "") =>
  `- {rule: ${name}, condition: ka.verb = get, output: on %evt.hostname, desc: d, priority: notice, source: k8s_audit${more}}\n`;

beforeAll(() => {
  mkdirSync(at("rules"));
  writeFileSync(at("rules", "own.yaml"), rule("Own"));
  writeFileSync(at("more.yaml"), `${rule("More")}- {rule: Own, enabled: false, override: {enabled: replace}}\n`);
  writeFileSync(
    at("broken.yaml"),
    rule("Right") + rule("Wrong").replace("ka.verb", "ka.vreb") + rule("Odd", ", tgas: [x]"),
  );
  writeFileSync(at("disabling.yaml"), "- rule: Command run in a pod\n  enabled: no\n  override: {enabled: replace}\n");
});

async function load(config: string, options: Omit<RuleSetOptions, "config"> = {}) {
  writeFileSync(at("binnacle.yaml"), config);
  return loadRuleSet({ config: await loadConfig(at("binnacle.yaml"), {}), env: {}, ...options });
}

const names = ({ rules }: { rules: readonly { id: string }[] }) => rules.map(({ id }) => id);

describe("the rules of a run", () => {
  it("are those of the pack eks where nothing is said", async () => {
    const { rules, problems, matching } = await load("");
    expect({ problems, matching }).toEqual({ problems: [], matching: "all" });
    expect(rules.length).toBeGreaterThan(20);
    expect(rules.every(({ pack, at: { file } }) => pack === "eks" && file.startsWith("packs/eks/rules/"))).toBe(true);
  });

  it("come from packs, then from the configuration, then from the command line, and may change what came before", async () => {
    const loaded = await load("packs: [eks]\nrules: [rules]", { paths: [at("more.yaml"), at("disabling.yaml")] });
    expect(names(loaded).slice(-2)).toEqual(["Own", "More"]);
    expect(loaded.rules.find(({ id }) => id === "Own")!.enabled).toBe(false);
    expect(loaded.rules.find(({ id }) => id === "Command run in a pod")!.enabled).toBe(false);
  });

  it.each([
    [
      "packs of the command line in place of those configured",
      "packs: [eks]\nrules: [rules]",
      { packs: ["none"] },
      ["Own"],
    ],
    ["no pack", "packs: []\nrules: [rules]", {}, ["Own"]],
    ["files of the command line alone", "rules: [rules]", { paths: [at("rules/own.yaml")], alone: true }, ["Own"]],
    ["a file once, however often it is named", "packs: []\nrules: [rules]", { paths: [at("rules/own.yaml")] }, ["Own"]],
  ])("are %s", async (_, config, options, expected) => {
    expect(names(await load(config, options))).toEqual(expected);
  });

  it("follow the configuration's Falco settings", async () => {
    const event = audit('"verb":"get"');
    const text = "packs: []\nrules: [rules]\nfalco: { rule_matching: first, priority: warning, hostname: collector }";
    const { rules, matching } = await load(text);
    expect({ matching, rules: rules.map((one) => [one.enabled, one.render(event)]) }).toEqual({
      matching: "first",
      rules: [[false, "on collector"]],
    });
    const named = await load("packs: []\nrules: [rules]", { env: { FALCO_HOSTNAME: "falco-0" } });
    expect(named.rules[0]!.render(event)).toBe("on falco-0");
  });
});

describe("rules that do not load", () => {
  const paths = [at("broken.yaml"), at("gone.yaml")];

  it("are all named, one a line", async () => {
    const error = await load("packs: []", { paths }).catch((thrown: unknown) => thrown as AppError);
    expect(error).toMatchObject({ code: "rule.invalid", details: { problems: { length: 3 } } });
    expect((error as AppError).message.replaceAll(`${folder}/`, "").split("\n")).toEqual([
      "gone.yaml:1:1     no such file or folder; check the name",
      "broken.yaml:2:28  Wrong: unknown field `ka.vreb`; did you mean `ka.verb`?",
    ]);
  });

  it("are left out where the user wants to go on", async () => {
    const loaded = await load("packs: []", { paths, keepGoing: true });
    expect(names(loaded)).toEqual(["Right", "Odd"]);
    expect(loaded.failed).toEqual([{ name: "Wrong", at: { file: at("broken.yaml"), line: 2, column: 10 } }]);
    expect(loaded.problems.map(({ code }) => code)).toEqual([
      "LOAD_ERR_FILE_READ",
      "LOAD_ERR_COMPILE_CONDITION",
      "LOAD_UNKNOWN_KEY",
    ]);
  });

  it("may be of a pack that is not there", async () => {
    await expect(load("", { packs: ["ekss"] })).rejects.toMatchObject({
      code: "config.invalid",
      message: "no pack `ekss`",
      hint: "did you mean `eks`?",
    });
  });
});
