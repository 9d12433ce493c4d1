import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { AppError } from "../../model/errors.ts";
import { loadConfig, renderConfig } from "./index.ts";
import type { Environment } from "./environment.ts";
import type { Problem } from "./problems.ts";

const folder = mkdtempSync(path.join(tmpdir(), "binnacle-config-"));
const file = path.join(folder, "binnacle.yaml");
afterAll(() => rmSync(folder, { recursive: true }));

async function load(text: string | Buffer, env: Environment = {}) {
  writeFileSync(file, text);
  return loadConfig(file, env);
}

/** The mistakes of a configuration: `line:column path: message`. */
async function mistakes(text: string | Buffer, env: Environment = {}): Promise<string[]> {
  const error = await load(text, env).then(
    () => new AppError("internal", "no mistake was found"),
    (thrown: unknown) => thrown as AppError,
  );
  const problems = (error.details["problems"] ?? []) as Problem[];
  if (problems.length === 0) return [`${error.code} ${error.message.replace(file, "FILE")}; ${error.hint}`];
  expect(error.code).toBe("config.invalid");
  return problems.map(({ at, path: where, message }) =>
    [at ? `${at.line}:${at.column}` : "", where === "" ? "" : `${where}:`, message]
      .filter((part) => part !== "")
      .join(" "),
  );
}

const lines = (...text: string[]) => `${text.join("\n")}\n`;

describe("defaults", () => {
  const rendered = lines(
    "version: 1",
    "state: []",
    "code: []",
    "clusters: []",
    "trust:",
    "  admin_principals: []",
    "  apply_roles: []",
    "  gitops_identities: []",
    "  pod_identities: []",
    "accounts: []",
    "drift_rules: []",
    "packs:",
    "  - eks",
    "rules: []",
    "falco:",
    "  rule_matching: all",
    "  priority: debug",
    "  append_output: []",
    "  hostname: null",
    "  static_fields: {}",
    "time:",
    "  lateness: 20m",
    "  dedupe_window: 25h",
    "  backfill_window: 24h",
    "  settle: 15m",
  );
  it.each([
    ["an empty file", ""],
    ["comments only", "# nothing\n"],
    ["a version", "version: 1\n"],
    ["a byte order mark", "\ufeffversion: 1\n"],
  ])("are all there for %s", async (_, text) => {
    const loaded = await load(text);
    expect(renderConfig(loaded)).toBe(rendered);
    expect(loaded).toMatchObject({ file, notices: [] });
    expect(loaded.storeUrl).toBeUndefined();
  });

  it("are printed so that they can be read again", async () => {
    const loaded = await load("time: { lateness: 1h30m, settle: 1500ms, dedupe_window: 2d, backfill_window: 0s }");
    expect(loaded.config.time).toEqual({
      lateness: 5_400_000,
      settle: 1500,
      dedupe_window: 172_800_000,
      backfill_window: 0,
    });
    expect((await load(renderConfig(loaded))).config).toEqual(loaded.config);
  });
});

describe("a right configuration", () => {
  it("sees its paths from its own folder", async () => {
    const { config, storeUrl } = await load(
      lines(
        "store: sqlite:./b.db",
        "state: [{ path: ./infra/a.tfstate }, { path: /abs/b }]",
        "code: [infra]",
        "rules: [./rules, /abs/r.yaml]",
      ),
    );
    expect(config.rules).toEqual([path.join(folder, "rules"), "/abs/r.yaml"]);
    expect(config.state).toEqual([{ path: path.join(folder, "infra/a.tfstate") }, { path: "/abs/b" }]);
    expect(config.code).toEqual([path.join(folder, "infra")]);
    expect(storeUrl).toBe(`sqlite:${path.join(folder, "b.db")}`);
  });

  it("says what of Falco's own configuration counts", async () => {
    const { config } = await load(
      lines(
        "packs: []",
        "falco:",
        "  rule_matching: first",
        "  priority: notice",
        "  hostname: collector-1",
        "  static_fields: { site: north }",
        "  append_output:",
        "    - match: { source: k8s_audit, tags: [pods] }",
        "      extra_output: on %evt.hostname",
        "      extra_fields: [ka.verb, { who: '%ka.user.name' }]",
      ),
    );
    expect({ packs: config.packs, falco: config.falco }).toEqual({
      packs: [],
      falco: {
        rule_matching: "first",
        priority: "notice",
        hostname: "collector-1",
        static_fields: { site: "north" },
        append_output: [
          {
            match: { source: "k8s_audit", tags: ["pods"] },
            extra_output: "on %evt.hostname",
            extra_fields: ["ka.verb", { who: "%ka.user.name" }],
            suggested_output: true,
          },
        ],
      },
    });
  });

  it("may name the store by a variable, which is not shown", async () => {
    const loaded = await load("store: env:BINNACLE_STORE_URL", { BINNACLE_STORE_URL: "sqlite:/var/lib/b.db" });
    expect(loaded.storeUrl).toBe("sqlite:/var/lib/b.db");
    expect(renderConfig(loaded)).toContain("store: env:BINNACLE_STORE_URL\n");
  });

  it("is overridden by variables", async () => {
    const { config, storeUrl } = await load("time: { lateness: 5m, settle: 1m }", {
      BINNACLE_STORE: "sqlite:./b.db",
      BINNACLE_TIME_LATENESS: "1h",
      HOME: "/",
    });
    expect(config.time).toMatchObject({ lateness: 3_600_000, settle: 60_000 });
    expect(storeUrl).toBe("sqlite:./b.db");
  });

  it("keeps the drift rules of an older tool", async () => {
    const { config, notices } = await load(
      lines(
        "drift_rules:",
        '  - name: "EKS Cluster Configuration"',
        "    resource_types:",
        '      - "aws_eks_cluster"',
        "    watched_attributes:",
        '      - "version"',
        '      - "resources_vpc_config"',
        '      - "logging"',
        '    severity: "high"',
      ),
    );
    expect(config.drift_rules).toEqual([
      {
        name: "EKS Cluster Configuration",
        resource_types: ["aws_eks_cluster"],
        watched_attributes: ["version", "resources_vpc_config", "logging"],
        severity: "high",
      },
    ]);
    expect(notices).toEqual([]);
  });
});

describe("mistakes", () => {
  it("are all named at once, each at its place, in the file's order", async () => {
    const text = lines(
      "version: 2",
      "store: env:DB_URL",
      "state:",
      "  - path: ./infra/terraform.tfstate",
      "  - s3: { bucket: tf-states }",
      "  - pth: x",
      "  - path: https://user:secret@example.com/state",
      "clusters:",
      '  - match: { nam: "prod-*" }',
      "    labels: { env: prod, tier: 5 }",
      "trust: { apply_role: [x], admin_principals: [arn:aws:iam::12:role/x] }",
      "accounts: [{ id: 111122223333, name: acme }]",
      "drift_rules:",
      "  - name: A",
      "    resource_types: []",
      "    watched_attributes: version",
      "    severity: HIGH",
      "time: { settle: 20 minutes, latness: 5m }",
      "packs: [esk]",
      "falco: { priority: WARN, append_output: [{ extra_outptu: x }] }",
      "sources: []",
    );
    expect(await mistakes(text, { BINNACLE_TIME_LATNESS: "1h", BINNACLE_TIME_LATENESS: "soon" })).toEqual([
      "1:10 version: this program reads version 1",
      "2:8 store: DB_URL is not set in the environment",
      "5:5 state[1].s3: a state behind `s3` is not supported yet; run `terraform state pull > FILE` and give that file as `path`",
      "6:5 state[2].path: is missing",
      "6:5 state[2].pth: unknown key, did you mean `path`?",
      "7:11 state[3].path: a https URL is not supported yet; run `terraform state pull > FILE` and give that file as `path`",
      "9:14 clusters[0].match.nam: unknown key, did you mean `name`?",
      "10:32 clusters[0].labels.tier: expected text, not 5; put it in quotes",
      "11:10 trust.apply_role: unknown key, did you mean `apply_roles`?",
      "11:46 trust.admin_principals[0]: not an IAM ARN (arn:aws:iam::111122223333:role/Name)",
      "12:18 accounts[0].id: expected an account id: 12 digits in quotes",
      "15:21 drift_rules[0].resource_types: name at least one type",
      '16:25 drift_rules[0].watched_attributes: expected a list, not "version"',
      '17:15 drift_rules[0].severity: expected one of info, low, medium, high, critical, not "HIGH"; did you mean `high`?',
      "18:17 time.settle: expected a duration like 20m, 1h30m or 7d",
      "18:29 time.latness: unknown key, did you mean `lateness`?",
      "19:9 packs[0]: no pack `esk`; did you mean `eks`?",
      '20:20 falco.priority: expected one of emergency, alert, critical, error, warning, notice, informational, debug, not "WARN"',
      "20:44 falco.append_output[0].extra_outptu: unknown key, did you mean `extra_output`?",
      "21:1 sources: unknown key; known here: version, store, state, code, clusters, trust, accounts, drift_rules, packs, rules, falco, time",
      "BINNACLE_TIME_LATNESS: unknown variable, did you mean BINNACLE_TIME_LATENESS?",
      "BINNACLE_TIME_LATENESS: expected a duration like 20m, 1h30m or 7d",
    ]);
  });

  it("are the message of the error, one a line, their places in one column", async () => {
    const thrown = load(lines("stroe: x", "time: { settle: 1, latness: 5m }"));
    await expect(thrown).rejects.toThrow(
      [
        `${file}:1:1  stroe: unknown key, did you mean \`store\`?`,
        `${file}:2:17 time.settle: expected text, not 1; put it in quotes`,
        `${file}:2:20 time.latness: unknown key, did you mean \`lateness\`?`,
      ].join("\n"),
    );
  });

  it.each([
    ["no mapping", "- a\n", ["1:1 expected a mapping of keys to values"]],
    ["a text", "hello", ["1:1 expected a mapping of keys to values"]],
    ["a key twice", "code: [a]\ncode: [b]\n", ["2:1 this key stands here twice"]],
    ["a tab", "time:\n\tlateness: 5m\n", ["2:1 a tab cannot indent YAML; use spaces"]],
    ["two documents", "version: 1\n---\nversion: 1\n", ["2:1 a second document starts here; keep one"]],
    ["a tag", "code: !!js/function [a]\n", ["1:7 tags (!…) are not supported"]],
    ["an unknown alias", "code: *a\n", ["1:7 *a: no &a stands before it"]],
    ["a null", "time:\n", ["1:6 time: expected a mapping, not nothing"]],
    ["a list for a mapping", "trust: []\n", ["1:8 trust: expected a mapping, not a list"]],
    ["a prototype key", "__proto__: { a: 1 }\n", ["1:1 __proto__: unknown key; known here: "]],
    ["a year of years", "time: { settle: 5000d }\n", ["1:17 time.settle: longer than ten years"]],
    ["an empty store", 'store: ""\n', ["1:8 store: must not be empty"]],
    ["no store URL", "store: ./b.db\n", ["1:8 store: not a store URL; write sqlite:PATH."]],
    [
      "PostgreSQL",
      "store: postgres://h/b\n",
      ["1:8 store: postgres: is no kind of store that is supported; write sqlite:PATH."],
    ],
    [
      "a password",
      "store: postgres://u:secret@h/b\n",
      ["1:8 store: a password must not stand here; put the URL into a variable and write env:NAME"],
    ],
    ["a bad reference", "store: env:A-B\n", ["1:8 store: expected env:NAME of an environment variable"]],
  ])("%s", async (_, text, expected) => {
    const found = await mistakes(text);
    expect(found.map((line, n) => line.slice(0, expected[n]?.length))).toEqual(expected);
    expect(found.join("\n")).not.toContain("secret");
  });

  it.each([
    [
      "aliases that multiply",
      `a0: &a0 [x]\n${[1, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `a${n}: &a${n} [${`*a${n - 1},`.repeat(10)}]\n`).join("")}`,
      "1:1 aliases stand for too much",
    ],
    ["a thousand aliases", `a: &a x\ncode: [${"*a,".repeat(1000)}]\n`, "1:1 more than 100 aliases"],
    ["a megabyte", "#".repeat((1 << 20) + 1), "config.invalid FILE: larger than 1 MB; Name a configuration file."],
    ["no text", Buffer.from([0x76, 0xff, 0xfe]), "config.invalid FILE: not UTF-8 text; Save it as UTF-8."],
  ])("%s", async (_, text, expected) => expect(await mistakes(text)).toEqual([expected]));

  it.each([
    ["by a pattern", '{ name: "prod-*" }'],
    ["by its Region alone", "{ region: eu-west-1 }"],
  ])("a state given to clusters %s, though it can be but of one", async (_, match) => {
    expect(await mistakes(`clusters:\n  - match: ${match}\n    state: apps.tfstate\n`)).toEqual([
      "3:12 clusters[0].state: needs the one cluster it belongs to: a `match.name` without `*` and `?`",
    ]);
  });

  it("deep nesting ends in an error, not in the stack", async () => {
    await expect(load("[".repeat(100_000))).rejects.toMatchObject({ code: "config.invalid" });
  });

  it("of the file itself", async () => {
    mkdirSync(path.join(folder, "sub"));
    await expect(loadConfig(path.join(folder, "none.yaml"), {})).rejects.toMatchObject({ code: "not.found" });
    await expect(loadConfig(path.join(folder, "sub"), {})).rejects.toMatchObject({ code: "config.invalid" });
    await expect(loadConfig(path.join(file, "x"), {})).rejects.toMatchObject({ code: "not.found" });
  });
});

it("a file that is wrong elsewhere names its rules that never match as well", async () => {
  const rule = (name: string, attribute: string) => [
    `  - name: ${name}`,
    "    resource_types: [aws_eks_cluster]",
    `    watched_attributes: [${attribute}]`,
    "    severity: high",
  ];
  const text = lines("drift_rules:", ...rule("A", "versoin"), ...rule("B", "version"), "stat: []");
  expect(await mistakes(text)).toEqual([
    "4:26 drift_rules[0].watched_attributes[0]: never matches: aws_eks_cluster has no attribute versoin, did you mean `version`?",
    "10:1 stat: unknown key, did you mean `state`?",
  ]);
});
