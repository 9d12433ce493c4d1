import { formatPath } from "../lib/path.ts";

/** A resource's place in the configuration; instance keys are left out, they do not choose the block. */
export interface ConfigAddress {
  modules: readonly string[];
  data: boolean;
  type: string;
  name: string;
}

const NAME = "[\\p{L}_][\\p{L}\\p{N}_-]*";
const KEY = '(?:\\[(?:\\d+|"(?:[^"\\\\]|\\\\.)*")\\])?';
const MODULE = new RegExp(`module\\.(${NAME})${KEY}(?:\\.|$)`, "uy");
const RESOURCE = new RegExp(`(data\\.)?(${NAME})\\.(${NAME})${KEY}$`, "uy");

/** Takes `module.eks["prod/a"].aws_eks_cluster.this[0]` apart; undefined where the text is no resource's address. */
export function parseAddress(address: string): ConfigAddress | undefined {
  const { modules, rest } = modulesOf(address);
  RESOURCE.lastIndex = rest;
  const match = RESOURCE.exec(address);
  if (!match) return undefined;
  return { modules, data: match[1] !== undefined, type: match[2]!, name: match[3]! };
}

/** The names of the modules at the head of an address, and where the rest begins. */
export function modulesOf(address: string): { modules: string[]; rest: number } {
  const modules: string[] = [];
  let rest = 0;
  for (;;) {
    MODULE.lastIndex = rest;
    const match = MODULE.exec(address);
    if (!match) return { modules, rest };
    modules.push(match[1]!);
    rest = MODULE.lastIndex;
  }
}

/** One text per block: `module.eks.aws_eks_cluster.this`. */
export function configKey({ modules, data, type, name }: ConfigAddress): string {
  return [...modules.map((module) => `module.${module}`), `${data ? "data." : ""}${type}.${name}`].join(".");
}

/** Writes an instance's address as Terraform does; `index` is a number for count, a text for for_each. */
export function instanceAddress(parts: {
  module?: string;
  data: boolean;
  type: string;
  name: string;
  index?: number | string;
}): string {
  const head = parts.module === undefined ? "" : `${parts.module}.`;
  return `${head}${parts.data ? "data." : ""}${parts.type}.${parts.name}${indexText(parts.index)}`;
}

function indexText(index: number | string | undefined): string {
  if (index === undefined) return "";
  if (typeof index === "number") return formatPath([index]);
  // Inside a quoted template these two would begin an interpolation.
  return `[${JSON.stringify(index).replace(/[$%](?=\{)/g, "$&$&")}]`;
}
