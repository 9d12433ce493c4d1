import { Command } from "commander";
import type { Shell } from "../command.ts";
import { rulesCheck } from "./check.ts";
import { rulesTest } from "./test.ts";

const COMMANDS = [rulesCheck, rulesTest];

export function rules(shell: Shell): Command {
  const parent = new Command("rules").description("check and test rules, filter patterns and queries");
  for (const command of COMMANDS) parent.addCommand(command(shell));
  return parent;
}
