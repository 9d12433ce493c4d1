import { nearest } from "../../../lib/nearest.ts";
import type { Item } from "../../files/item.ts";
import { OVERRIDABLE } from "./kinds.ts";

export type Override = ReadonlyMap<string, "append" | "replace">;

/** The `override` of an item; undefined where it has none, or a wrong one, which has become a problem. */
export function readOverride(item: Item, kind: keyof typeof OVERRIDABLE): Override | undefined {
  const mapping = item.map("override");
  if (mapping === undefined) return undefined;
  const allowed = OVERRIDABLE[kind];
  const override = new Map<string, "append" | "replace">();
  if (item.flag("append") === true) {
    item.fail(item.keyPlace("append"), "`append: true` and `override` exclude each other", {
      hint: "write `override: { … : append }` alone",
    });
  }
  for (const [key, { keyPlace, value }] of mapping.entries) {
    const word = value.kind === "text" ? value.text : "";
    if (word !== "append" && word !== "replace") {
      const meant = nearest(word, ["append", "replace"]);
      const hint = meant ? `did you mean \`${meant}\`?` : "write `append` or `replace`";
      item.fail(value.place, `\`override\` cannot do \`${word}\` to \`${key}\``, { hint });
    } else if (!allowed[word].includes(key)) {
      const other = word === "append" && allowed.replace.includes(key);
      const hint = other ? "it can only be replaced" : `it can ${word} ${allowed[word].join(", ")}`;
      item.fail(keyPlace, `\`override\` cannot ${word} \`${key}\``, { hint });
    } else if (!item.has(key)) {
      item.fail(keyPlace, `\`override\` is to ${word} \`${key}\`, which the item does not have`, {
        hint: `give \`${key}\`, or leave it out of \`override\``,
      });
    } else {
      override.set(key, word);
    }
  }
  for (const key of new Set([...allowed.append, ...allowed.replace])) {
    if (!item.has(key) || mapping.entries.has(key)) continue;
    item.fail(item.keyPlace(key), `\`${key}\` stands beside \`override\`, which does not name it`, {
      hint: `add \`${key}: replace\` to \`override\`${allowed.append.includes(key) ? ", or `append`" : ""}`,
    });
  }
  if (mapping.entries.size === 0) item.fail(item.keyPlace("override"), "`override` names no key");
  return item.hasFailed ? undefined : override;
}
