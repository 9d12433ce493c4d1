// Writes docs/reference/cli.md from the command tree of the build; with --check says whether it is up to date.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { EXIT_CODES } from "../dist/cli/exit-code.js";
import { processIo } from "../dist/cli/io.js";
import { build } from "../dist/cli/program.js";

const page = new URL("../docs/reference/cli.md", import.meta.url);
const program = build({ io: processIo(process), app: () => Promise.reject(), finish: () => {} });
const escape = (text) => text.replaceAll("|", "\\|").replaceAll("<", "\\<");
const table = (head, rows) => [`| ${head} | |`, "|---|---|", ...rows.map((row) => `| ${row.join(" | ")} |`)].join("\n");
const sentence = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;

function optionRow(option) {
  const choices = option.argChoices ? ` One of ${option.argChoices.map((choice) => `\`${choice}\``).join(", ")}.` : "";
  const usual = typeof option.defaultValue === "string" ? ` Default \`${option.defaultValue}\`.` : "";
  return [`\`${option.flags}\``, `${escape(sentence(option.description))}${choices}${usual}`];
}

function section(command, parents) {
  const name = [...parents, command.name()].join(" ");
  const inputs = command.registeredArguments.map((argument) => [
    `\`${argument.name()}${argument.variadic ? "…" : ""}\``,
    escape(sentence(argument.description)),
  ]);
  const rows = [...inputs, ...command.options.map(optionRow)];
  const own = [`## ${name}`, sentence(command.description()), ...(rows.length > 0 ? [table(`\`${name}\``, rows)] : [])];
  const below = command.commands.map((sub) => section(sub, [...parents, command.name()]));
  return [...(command.commands.length > 0 ? [] : [own.join("\n\n")]), ...below].join("\n\n");
}

const text = `${[
  "<!-- Generated from the program by scripts/cli-docs.mjs; edit the commands, not this page. -->",
  "# Command line",
  sentence(program.description()),
  table("Every command", program.options.map(optionRow)),
  ...program.commands.map((command) => section(command, [program.name()])),
  "## Exit codes",
  table(
    "Code",
    EXIT_CODES.map(([code, meaning]) => [String(code), escape(meaning)]),
  ),
].join("\n\n")}\n`;

if (process.argv.includes("--check")) {
  if (!existsSync(page) || readFileSync(page, "utf8") !== text) {
    console.error("docs/reference/cli.md is not what the program says: run `npm run docs`");
    process.exitCode = 1;
  }
} else {
  mkdirSync(new URL(".", page), { recursive: true });
  writeFileSync(page, text);
}
