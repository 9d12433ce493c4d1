import { Command } from "commander";
import type { Shell } from "../command.ts";
import { rulesCheck } from "./check.ts";
import { diff } from "./diff.ts";
import { rulesLint } from "./lint.ts";
import { rulesList } from "./list.ts";
import { rulesTest } from "./test.ts";

const COMMANDS = [rulesCheck, rulesList, rulesTest, rulesLint, diff];

export function rules(shell: Shell): Command {
  const parent = new Command("rules").description(
    "load, list, check, lint, test and backtest rules, filter patterns and queries",
  );
  for (const command of COMMANDS) parent.addCommand(command(shell));
  return parent;
}
