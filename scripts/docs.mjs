// Writes docs/reference/{configuration,components,falco-fields,rules-lint,pack-eks}.md and binnacle.schema.json from the schemas of the build; with
// --check says whether they are up to date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { stringify } from "yaml";
import { z } from "zod";
import { components } from "../dist/app/components.js";
import { configSchema, configVariables } from "../dist/app/config/index.js";
import { fieldsOf } from "../dist/rules/falco/fields/index.js";
import { LINTS } from "../dist/rules/lint/codes.js";
import { packPage } from "./pack-page.mjs";

const folder = new URL("../docs/reference/", import.meta.url);
const schema = configSchema();
const escape = (text) => text.replaceAll("|", "\\|").replaceAll("<", "\\<");
const table = (head, rows) => [head, head.map(() => "---"), ...rows].map((row) => `| ${row.join(" | ")} |`).join("\n");
const NOTE = "<!-- Generated from the program by scripts/docs.mjs; edit the schemas, not this page. -->";

/** What may stand for a value, in words. */
function typeOf(node) {
  if (node.const !== undefined) return `\`${JSON.stringify(node.const)}\``;
  if (node.enum) return node.enum.map((value) => `\`${value}\``).join(", ");
  if (node.anyOf) return node.anyOf.map(typeOf).join(" or ");
  if (node.type === "array") return `list of ${typeOf(node.items)}`;
  if (node.type === "object") return "mapping";
  return node.type === "string" ? "text" : node.type;
}

/** One row for each key, those inside it after it. */
function keyRows(node, path, required) {
  const usual = node.default !== undefined ? `\`${JSON.stringify(node.default)}\`` : required ? "required" : "";
  const own = path === "" ? [] : [[`\`${path}\``, typeOf(node), usual, escape(node.description ?? "")]];
  const inside = node.type === "array" ? node.items : node;
  const below = (inside.anyOf ?? [inside]).flatMap(({ properties = {}, required: needed = [] }) =>
    Object.entries(properties).flatMap(([key, child]) => {
      const prefix = path === "" ? "" : `${path}${node.type === "array" ? "[]" : ""}.`;
      return keyRows(child, prefix + key, needed.includes(key));
    }),
  );
  return [...own, ...below];
}

const configuration = [
  NOTE,
  "# Configuration keys",
  "The keys of `binnacle.yaml`. Any other key is an error. [Configuration](../configuration.md) explains them;" +
    " [binnacle.schema.json](binnacle.schema.json) is their JSON Schema for editors.",
  table(["Key", "Value", "Default", "What it is"], keyRows(schema, "")),
  "## Environment variables",
  "A variable sets its key in place of the file's value. Any other variable whose name starts with `BINNACLE_` is an" +
    " error, unless the file refers to it (`env:BINNACLE_…`).",
  table(
    ["Variable", "Key"],
    configVariables().map(({ variable, key }) => [`\`${variable}\``, `\`${key}\``]),
  ),
];

const KINDS = [
  ["source", "Sources", "Where events are read from."],
  ["state", "Terraform states", "Where states are read from: entries of `state`."],
  ["detector", "Detectors", "What judges events."],
  ["store", "Stores", "What keeps findings, and the memory from which they come."],
];

function componentSection({ type, summary, options, example }) {
  const rows = keyRows(z.toJSONSchema(options, { io: "input" }), "", false);
  const parts = [`### ${type}`, summary];
  if (rows.length > 0) parts.push(table(["Option", "Value", "Default", "What it is"], rows));
  if (Object.keys(example).length > 0) parts.push(`\`\`\`yaml\n${stringify(example)}\`\`\``);
  return parts.join("\n\n");
}

const componentPage = [
  NOTE,
  "# Components",
  "The parts that a run is put together from, with their options.",
  ...KINDS.flatMap(([kind, title, what]) => {
    const members = components.filter((component) => component.kind === kind);
    return [`## ${title}`, what, ...members.map(componentSection)];
  }),
];

const ARGUMENTS = { none: "", index: "`[0]`, may be left out", key: "`[…]`" };

function fieldTable(fields) {
  const rows = fields.map(({ name, type, isList, argument, summary }) => {
    const what = type === "string" ? "text" : type;
    return [`\`${name}\``, isList ? `list of ${what}s` : what, ARGUMENTS[argument], escape(summary)];
  });
  return table(["Field", "Value", "Argument", "What it is"], rows);
}

const isGeneric = ({ name }) => /^(evt|jevt|json)\./.test(name);
const [auditFields, callFields] = ["k8s_audit", "aws_cloudtrail"].map(fieldsOf);

const fieldPage = [
  NOTE,
  "# Fields of Falco rules",
  "What conditions and outputs may name, by the source of the rule. A text is present where its member is, also empty or" +
    " `null`; an empty list is absent. Numbers, objects and lists that are shown as a text are JSON without blanks," +
    " numbers spelled and keys ordered as in the record, texts with no more escapes than they need.",
  "## Any source",
  fieldTable(auditFields.filter(isGeneric)),
  "`static.NAME` is a constant of the configuration.",
  "## Kubernetes audit events (`k8s_audit`)",
  "All are absent where the record has no `auditID`. `ka.req.*` read what was sent: a patch holds only what it names.",
  fieldTable(auditFields.filter((field) => !isGeneric(field))),
  "## CloudTrail records (`aws_cloudtrail`)",
  fieldTable(callFields.filter((field) => !isGeneric(field))),
  "PATH is a path of names with dots between them, as the record writes them: `ct.request.scalingConfig.maxSize`. A field" +
    " of the table wins: `ct.request.host` is `requestParameters.Host`. Steps into lists, and keys with other characters," +
    " are read by `jevt.value[/requestParameters/…]`.",
];

const lintPage = [
  NOTE,
  "# What `rules lint` finds",
  "`binnacle rules lint` looks at rules without any event: at Falco conditions and outputs, filter patterns and queries" +
    " alike. An **error** is a rule that can never match; then it exits 1. A **warning** is a part that can never be so" +
    " while others can, or something that was likely not meant. A **note** is something to know. What `rules check` says is" +
    " said again, unknown keys as errors.",
  "Examples are conditions of Falco rules unless they begin with `filter:` or `query:`.",
  table(
    ["Code", "What it finds", "Set off by"],
    Object.entries(LINTS).map(([code, { finds, example }]) => [`\`${code}\``, escape(finds), exampleCell(example)]),
  ),
];

/** Examples in words have their code marked already. */
function exampleCell(example) {
  return example.includes("`") ? example : `\`${example.replaceAll("|", "\\|")}\``;
}

const PACK_NOTE = "<!-- Generated from packs/eks/rules by scripts/docs.mjs; edit the rules, not this page. -->";
const packEks = [PACK_NOTE, "# Pack eks", ...(await packPage("eks"))];

const pages = {
  "configuration.md": `${configuration.join("\n\n")}\n`,
  "components.md": `${componentPage.join("\n\n")}\n`,
  "falco-fields.md": `${fieldPage.join("\n\n")}\n`,
  "rules-lint.md": `${lintPage.join("\n\n")}\n`,
  "pack-eks.md": `${packEks.join("\n\n")}\n`,
  "binnacle.schema.json": `${JSON.stringify(schema, null, 2)}\n`,
};

mkdirSync(folder, { recursive: true });
for (const [name, text] of Object.entries(pages)) {
  const page = new URL(name, folder);
  if (!process.argv.includes("--check")) {
    writeFileSync(page, text);
  } else if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
    console.error(`docs/reference/${name} is not what the program says: run \`npm run docs\``);
    process.exitCode = 1;
  }
}
