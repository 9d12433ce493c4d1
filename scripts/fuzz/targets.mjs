/** What is fuzzed: seeds, tokens that mean something to the parser, and how a case is run. */
import { existsSync, readFileSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { judgingTargets } from "./judging.mjs";

const root = path.dirname(path.dirname(path.dirname(fileURLToPath(import.meta.url))));
const SAMPLES = path.resolve(process.env.SAMPLES ?? path.join(root, "../shared/samples"));
const BIGGEST_SEED = 64 * 1024;
const FACTS = { terraform: { holds: () => false, find: () => [], ties: () => [], clusters: [], states: [] } };

const FALCO_TOKENS = [
  "and",
  " or ",
  "not ",
  "(",
  ")",
  ",",
  "=",
  "!=",
  "in (",
  "exists",
  "contains ",
  "regex ",
  "glob ",
  "val(",
  "toupper(",
  "b64(",
  "join(",
  "[",
  "]",
  '"',
  "'",
  "\\",
  "ka.verb",
  "ct.name",
  "jevt.value[/a]",
  "ka.user.groups",
  "oneof (",
  "<NA>",
  "0x1",
  "-1",
  "\u0000",
  "é",
  "*",
];
const YAML_TOKENS = [
  "- rule: x\n",
  "- macro: m\n  condition: m\n",
  "- list: l\n  items: [l]\n",
  "&a ",
  "*a ",
  "  ",
  "\t",
  "\n",
  ": ",
  "- ",
  "|",
  ">",
  "{",
  "}",
  "[",
  "]",
  "---\n",
  "override:\n    condition: append\n",
  "append: true\n",
  "? ",
  "!!binary ",
  "%TAG\n",
  "<<: *a\n",
  '"',
  "'",
  "#",
  "\u0000",
  ...FALCO_TOKENS.slice(0, 12),
];
const PATTERN_TOKENS = [
  "{",
  "}",
  "$.",
  "[",
  "]",
  "...",
  "&&",
  "||",
  "=",
  "!=",
  ">",
  "IS NULL",
  "NOT EXISTS",
  "%",
  '"',
  "*",
  "?",
  "-",
  "(",
  ")",
  "1e9",
  "[*]",
];
const QUERY_TOKENS = [
  "fields ",
  "filter ",
  "stats ",
  "sort ",
  "limit ",
  "parse ",
  "dedup ",
  "display ",
  "|",
  "count(*)",
  "by ",
  "bin(5m)",
  " as ",
  " and ",
  " not ",
  " in [",
  "]",
  "like /",
  "/",
  "=~",
  "(",
  ")",
  "`",
  '"',
  "#",
  "@message",
  "pct(x, 99)",
  "^",
  "%",
  "1e9",
];
const JSON_TOKENS = [
  "{",
  "}",
  "[",
  "]",
  '"',
  ",",
  ":",
  "null",
  "\\u0000",
  '"__proto__":',
  '"Records":[',
  '"items":[',
  '"kind":"Event"',
  "1e999",
  "\n",
  "\ufeff",
  "[Truncated...]",
];

/** Settings of a configuration that sets nothing. */
const SETTINGS = { minimumPriority: "Debug", appendedOutput: [], fields: {} };
const dist = (file) => import(path.join(root, "dist", file));
const isAppError = (error) => error?.name === "AppError" && error.code !== "internal";
const named =
  (...names) =>
  (error) =>
    names.includes(error?.name) || names.includes(error?.constructor?.name);
const text = (bytes) => bytes.toString("utf8");

function filesUnder(folder, extension) {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => extension.test(name))
    .map((name) => path.join(folder, name))
    .filter((file) => statSync(file).isFile() && statSync(file).size > 0)
    .toSorted();
}

const ruleFiles = () =>
  filesUnder(path.join(root, "packs/eks"), /(?<!cases.*)\.ya?ml$/).map((file) => readFileSync(file));
const recordFiles = () => {
  if (!existsSync(SAMPLES)) console.log(`# no samples at ${SAMPLES}: only the project's own records are mutated`);
  const files = [
    ...filesUnder(path.join(root, "test/fixtures"), /\.(json|jsonl|log|gz)$/),
    ...filesUnder(SAMPLES, /\.(json|jsonl|log|gz)$/),
  ];
  return files.map((file) => readFileSync(file).subarray(0, BIGGEST_SEED));
};

/** Pieces of rule files that one parser reads. */
function pieces(pattern) {
  const found = ruleFiles().flatMap((bytes) =>
    [...text(bytes).matchAll(pattern)].map(([, piece]) => Buffer.from(piece.replaceAll(/\n\s*/g, " ").trim())),
  );
  return found.length > 0 ? found : [Buffer.from("ka.verb = get")];
}

export const targets = {
  ...judgingTargets({ dist, root, recordFiles, settings: SETTINGS, jsonTokens: JSON_TOKENS }),
  async records() {
    const [{ decode }, { loadRules }, { ruleSetOf }] = await Promise.all([
      dist("events/decode.js"),
      dist("rules/load.js"),
      dist("rules/matcher/index.js"),
    ]);
    const files = filesUnder(path.join(root, "packs/eks/rules"), /^[^/]*\.yaml$/).map((file) => ({
      file,
      text: readFileSync(file, "utf8"),
    }));
    let fault;
    const { rules } = loadRules(files, SETTINGS);
    const set = ruleSetOf(rules, {
      matching: "all",
      onFault: ({ rule, error }) => (fault = new Error(`rule ${rule}: ${error.stack}`)),
    });
    return {
      seeds: recordFiles(),
      tokens: JSON_TOKENS,
      isExpected: () => false,
      async run(bytes) {
        fault = undefined;
        for await (const { events } of decode({ name: "fuzz" }, bytes, { receivedAt: 0 })) {
          for (const event of events) for (const { rule } of set.matches(event, FACTS)) rule.render(event);
        }
        if (fault) throw fault;
      },
    };
  },
  async rules() {
    const { loadRules } = await dist("rules/load.js");
    return {
      seeds: ruleFiles(),
      tokens: YAML_TOKENS,
      isExpected: () => false,
      run: (bytes) => loadRules([{ file: "fuzz.yaml", text: text(bytes) }], SETTINGS),
    };
  },
  async condition() {
    const { parseCondition, compileCondition, formatCondition } = await dist("rules/falco/condition/index.js");
    return {
      seeds: pieces(/condition: >?\s*([\s\S]*?)\n {2}\w+:/g),
      tokens: FALCO_TOKENS,
      isExpected: named("ConditionError"),
      run(bytes) {
        const condition = parseCondition(text(bytes));
        formatCondition(condition);
        compileCondition(condition, { source: "k8s_audit", text: text(bytes), macros: new Map() });
      },
    };
  },
  async output() {
    const { compileOutput } = await dist("rules/falco/output/index.js");
    return {
      seeds: pieces(/output: >?\s*([\s\S]*?)\n {2}\w+:/g),
      tokens: ["%", "%20", "%ka.verb", "[", "]", "(", ")", ...FALCO_TOKENS],
      isExpected: named("OutputError"),
      run: (bytes) => compileOutput(text(bytes), "k8s_audit"),
    };
  },
  async pattern() {
    const { compilePattern } = await dist("rules/filter-pattern/index.js");
    const line = '{"verb":"get","user":{"username":"a"},"n":[1,{"b":2.50}]}';
    return {
      seeds: [
        '{ ($.verb != "get") && ($.a IS NULL || $.b[0] = %x+% ) }',
        "[ip, user, ..., status = 4* || status = 5*]",
        'ERROR ?a -"b c"',
      ].map((one) => Buffer.from(one)),
      tokens: PATTERN_TOKENS,
      isExpected: named("PatternError"),
      run: (bytes) => compilePattern(text(bytes)).matches(line),
    };
  },
  async query() {
    const { compileQuery } = await dist("rules/insights/index.js");
    return {
      seeds: [
        'fields @timestamp, eventName | filter eventSource = "eks.amazonaws.com" and a.b.0 in ["x", 1] | sort @timestamp desc | limit 20',
        'filter @message like /(?i)x+/ | parse @message "a=*, b=*" as a, b | stats count(*) as n, pct(l, 95) by bin(5m), a | sort n desc',
        "fields concat(a, substr(b, 1, 2)) as c, -d ^ 2 % 3 | dedup c",
      ].map((one) => Buffer.from(one)),
      tokens: QUERY_TOKENS,
      isExpected: named("QueryError"),
      run: (bytes) => void compileQuery(text(bytes)),
    };
  },
  async cases() {
    const { parseCases } = await dist("rules/cases/index.js");
    const seeds = filesUnder(path.join(root, "packs/eks/rules/cases"), /\.yaml$/).map((file) =>
      readFileSync(file).subarray(0, BIGGEST_SEED),
    );
    return {
      seeds,
      tokens: YAML_TOKENS,
      isExpected: isAppError,
      run: (bytes) => void parseCases({ file: "fuzz.yaml", text: text(bytes) }),
    };
  },
};
