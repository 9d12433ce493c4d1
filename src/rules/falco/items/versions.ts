import type { Item } from "../../files/item.ts";
import { KIND_WORDS } from "../../files/node.ts";
import type { MapNode, Node } from "../../files/node.ts";

type Version = readonly [major: number, minor: number, patch: number];

/** The rule language that is spoken here: that of Falco 0.44. */
const ENGINE: Version = [0, 62, 0];

/** Plugins whose fields and events are known here, without them being loaded. */
const PLUGINS: ReadonlyMap<string, Version> = new Map([
  ["k8saudit", [0, 18, 0]],
  ["k8saudit-eks", [0, 12, 0]],
  ["cloudtrail", [0, 17, 1]],
  ["json", [0, 7, 4]],
]);

const INVALID = { code: "LOAD_ERR_VALIDATE" };

/** Says what is wrong with a `required_engine_version` item: a number N stands for 0.N.0. */
export function checkEngineVersion(item: Item): void {
  const text = item.text("required_engine_version");
  if (text === undefined) {
    if (!item.hasFailed) item.missing("required_engine_version");
    return;
  }
  const wanted: Version | undefined = /^\d{1,9}$/.test(text.text) ? [0, Number(text.text), 0] : parseVersion(text.text);
  if (wanted === undefined) {
    item.fail(item.place, `\`${text.text}\` is no version`, { hint: "write a number, or a version like 0.62.0" });
  } else if (!serves(ENGINE, wanted)) {
    item.fail(item.place, `these rules ask for engine version ${words(wanted)}, this one is ${words(ENGINE)}`, {
      ...INVALID,
      hint: "look for what the rules use that is newer than Falco 0.44, and lower the number",
    });
  }
}

/** Says what is wrong with a `required_plugin_versions` item; of each entry one alternative must be there. */
export function checkPluginVersions(item: Item): void {
  for (const entry of item.list("required_plugin_versions")?.items ?? []) {
    if (entry.kind !== "map") {
      item.fail(entry.place, `expected a mapping with \`name\` and \`version\`, not ${KIND_WORDS[entry.kind]}`);
      continue;
    }
    const others = entry.entries.get("alternatives")?.value;
    if (others !== undefined && others.kind !== "list") {
      item.fail(others.place, `\`alternatives\` must be a list, not ${KIND_WORDS[others.kind]}`);
      continue;
    }
    checkEntry(item, [entry, ...(others?.items ?? [])]);
  }
}

function checkEntry(item: Item, alternatives: readonly Node[]): void {
  const wanted = alternatives.map((alternative) => requirement(item, alternative));
  const place = alternatives[0]!.place;
  if (wanted.some((one) => one === undefined)) return;
  const names = wanted.map((one) => one!.name);
  const seen = new Set<string>();
  const twice = names.find((name) => seen.has(name) || !seen.add(name));
  if (twice !== undefined) {
    item.fail(place, `the plugin \`${twice}\` stands twice in one entry`, INVALID);
  } else if (!wanted.some((one) => serves(PLUGINS.get(one!.name) ?? [-1, 0, 0], one!.version))) {
    const what = wanted.map((one) => `${one!.name} ${words(one!.version)}`).join(" or ");
    const known = [...PLUGINS].map(([name, version]) => `${name} ${words(version)}`).join(", ");
    item.fail(place, `these rules ask for the plugin ${what}`, { ...INVALID, hint: `spoken here: ${known}` });
  }
}

function requirement(item: Item, node: Node): { name: string; version: Version } | undefined {
  if (node.kind !== "map") {
    return item.fail(node.place, `expected a mapping with \`name\` and \`version\`, not ${KIND_WORDS[node.kind]}`);
  }
  const [name, version] = [member(item, node, "name"), member(item, node, "version")];
  if (name === undefined || version === undefined) return undefined;
  const parsed = parseVersion(version);
  if (parsed !== undefined) return { name, version: parsed };
  const { place } = node.entries.get("version")!.value;
  return item.fail(place, `\`${version}\` is no version like 0.18.0`, INVALID);
}

function member(item: Item, node: MapNode, key: string): string | undefined {
  const value = node.entries.get(key)?.value;
  if (value?.kind === "text" && value.text !== "") return value.text;
  return item.fail(value?.place ?? node.place, `\`${key}\` of a plugin must be a text that is not empty`);
}

/** Semantic versions; what follows the three numbers does not count. */
function parseVersion(text: string): Version | undefined {
  const match = /^(\d{1,9})\.(\d{1,9})\.(\d{1,9})(?:[-+][\w.+-]+)?$/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : undefined;
}

/** Of the same major number and not older. */
function serves([major, minor, patch]: Version, wanted: Version): boolean {
  return major === wanted[0] && (minor > wanted[1] || (minor === wanted[1] && patch >= wanted[2]));
}

function words(version: Version): string {
  return version.join(".");
}
