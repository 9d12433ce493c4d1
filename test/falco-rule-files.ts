import type { JsonObject } from "../src/model/json.ts";
import type { FalcoSource } from "../src/rules/falco/fields/field.ts";

/** A rule file, what is wrong with it, and what its rules say of a record. */
export interface RuleFileVector {
  /** In the description of the language. */
  number: number;
  about: string;
  file: string;
  source: FalcoSource;
  /** Of the record, beside the usual ones (`falco-records.ts`). */
  members: string;
  unseen?: readonly string[];
  /** Rules that loaded. */
  rules: readonly string[];
  /** Rules the record meets, and how. */
  met?: { readonly [rule: string]: true | "unknown" };
  /** Code and item of every error and warning. */
  problems?: readonly (readonly [code: string, item: string])[];
  /** The message of the first rule, and the values it names. */
  message?: string;
  values?: JsonObject;
}

type Rest = Omit<RuleFileVector, "number" | "about" | "file" | "source" | "members">;

function k8s(number: number, about: string, file: string, members: string, rest: Rest): RuleFileVector {
  return { number, about, file, source: "k8s_audit", members, ...rest };
}

/** A rule named R, further keys behind. */
function rule(condition: string, more = "", name = "R"): string {
  const keys = `condition: ${JSON.stringify(condition)}, desc: d, output: o, priority: info, source: k8s_audit${more}`;
  return `- {rule: ${name}, ${keys}}\n`;
}

const list = (name: string, items: string) => `- {list: ${name}, items: [${items}]}\n`;
const macro = (name: string, condition: string, more = "") =>
  `- {macro: ${name}, condition: ${JSON.stringify(condition)}${more}}\n`;

const fires: Rest = { rules: ["R"], met: { R: true } };
const quiet: Rest = { rules: ["R"] };
const fails = (code: string): Rest => ({ rules: [], problems: [[code, "R"]] });

const GET = '"verb":"get"';
const BY_BOB = ", exceptions: [{name: e, fields: [ka.user.name], values: [[bob]]}]";

/** Each was held against Falco 0.44.1 itself, but for what is ours alone. */
export const RULE_FILE_VECTORS: readonly RuleFileVector[] = [
  k8s(
    93,
    "an item with a blank is quoted",
    list("l", 'get, "x y"') + rule("ka.verb in (l, watch)"),
    '"verb":"x y"',
    fires,
  ),
  k8s(94, "a comma goes with an empty list", list("l", "") + rule("ka.verb in (l, watch)"), '"verb":"watch"', fires),
  k8s(
    95,
    "an unquoted special character",
    list("l", "a=b") + rule("ka.verb in (l)"),
    "",
    fails("LOAD_ERR_COMPILE_CONDITION"),
  ),
  k8s(96, "a list in a list", list("a", "x") + list("b", "a, y") + rule("ka.verb in (b)"), '"verb":"x"', fires),
  k8s(97, "a macro used before its definition", macro("m1", "m2") + macro("m2", "ka.verb=get") + rule("m1"), GET, {
    rules: [],
    problems: [
      ["LOAD_ERR_VALIDATE", "m1"],
      ["LOAD_ERR_VALIDATE", "R"],
    ],
  }),
  k8s(98, "rules see macros below them", rule("m") + macro("m", "ka.verb=get"), GET, fires),
  k8s(
    99,
    "a macro is one unit",
    macro("m", "ka.verb=get or ka.verb=list") + rule("m and ka.uri=/x"),
    `${GET},"requestURI":"/y"`,
    quiet,
  ),
  k8s(
    100,
    "text is appended",
    macro("m", "ka.verb=get") + macro("m", "or ka.verb=list", ", override: {condition: append}") + rule("m"),
    '"verb":"list"',
    fires,
  ),
  k8s(
    101,
    "a condition is one unit to its exceptions",
    rule("ka.verb=get or ka.verb=list", BY_BOB),
    `${GET},"user":{"username":"bob"}`,
    quiet,
  ),
  k8s(102, "an absent field excepts nothing", rule("ka.verb=get or ka.verb=list", BY_BOB), GET, fires),
  k8s(
    103,
    "too few values",
    rule("ka.verb=get", ", exceptions: [{name: e, fields: [ka.verb, ka.uri], values: [[x]]}]"),
    "",
    fails("LOAD_ERR_VALIDATE"),
  ),
  k8s(
    104,
    "one field with `=`",
    rule("ka.verb=get", ', exceptions: [{name: e, fields: ka.verb, comps: "="}]'),
    "",
    fails("LOAD_ERR_VALIDATE"),
  ),
  k8s(105, "a priority by its short name", rule("ka.verb=get"), GET, fires),
  k8s(105, "no priority", rule("ka.verb=get").replace("info", "Fatal"), "", fails("LOAD_ERR_YAML_VALIDATE")),
  k8s(106, "an override without its key", `${rule("ka.verb=get")}- {rule: R, override: {condition: replace}}\n`, GET, {
    ...fires,
    problems: [["LOAD_ERR_YAML_VALIDATE", "R"]],
  }),
  k8s(
    107,
    "an override that cannot be",
    `${rule("ka.verb=get")}- {rule: R, priority: info, override: {priority: append}}\n`,
    GET,
    {
      ...fires,
      problems: [["LOAD_ERR_YAML_VALIDATE", "R"]],
    },
  ),
  k8s(
    108,
    "nothing to append to",
    "- {rule: R, condition: ka.verb=get, append: true}\n",
    "",
    fails("LOAD_ERR_VALIDATE"),
  ),
  k8s(109, "a rule without a source", rule("ka.verb=get").replace(", source: k8s_audit", ""), GET, {
    rules: [],
    problems: [["LOAD_UNKNOWN_SOURCE", "R"]],
  }),
  k8s(
    110,
    "an unknown field in the output",
    rule("ka.verb=get").replace("output: o", "output: x %nope.field"),
    "",
    fails("LOAD_ERR_COMPILE_OUTPUT"),
  ),
  k8s(
    110,
    "an unknown field in the output, to be skipped",
    rule("ka.verb=get", ", skip-if-unknown-filter: true").replace("output: o", "output: x %nope.field"),
    "",
    fails("LOAD_UNKNOWN_FILTER"),
  ),
  k8s(
    111,
    "a percent sign at the end",
    rule("ka.verb=get").replace("output: o", "output: 100%"),
    "",
    fails("LOAD_ERR_COMPILE_OUTPUT"),
  ),
  k8s(
    112,
    "absent, listed and plain values",
    rule("ka.verb=get").replace("output: o", "output: u=%ka.user.name g=%ka.user.groups v=%ka.verb"),
    `"user":{"groups":["a","b"]},${GET}`,
    {
      ...fires,
      message: "u=<NA> g=(a,b) v=get",
      values: { "ka.user.name": null, "ka.user.groups": ["a", "b"], "ka.verb": "get" },
    },
  ),
  k8s(
    148,
    "what is wrong hides nothing that is right",
    rule("ka.verb=get", "", "A") +
      rule("ka.nope = x", "", "B") +
      macro("M", "ka.verb=get and") +
      rule("M", "", "C") +
      rule("ka.verb=get", "", "D"),
    GET,
    {
      rules: ["A", "D"],
      met: { A: true, D: true },
      problems: [
        ["LOAD_ERR_COMPILE_CONDITION", "B"],
        ["LOAD_ERR_COMPILE_CONDITION", "M"],
        ["LOAD_ERR_VALIDATE", "C"],
      ],
    },
  ),
  k8s(
    167,
    "an exception that may hold",
    rule("ka.verb=delete", ", exceptions: [{name: e, fields: [ka.auth.decision], values: [[forbid]]}]"),
    '"verb":"delete"',
    { rules: ["R"], met: { R: "unknown" }, unseen: ["annotations"] },
  ),
];
