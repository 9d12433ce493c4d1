import { expect, it } from "vitest";
import { nearest } from "./nearest.ts";

it.each([
  ["group", ["groups", "queue"], "groups"],
  ["lateness", ["lateness", "settle"], "lateness"],
  ["latness", ["lateness", "settle"], "lateness"],
  ["HIGH", ["high", "low"], "high"],
  ["stroe", ["state", "store"], "store"],
  ["apply_role", ["apply_roles", "admin_principals"], "apply_roles"],
  ["xyz", ["store", "state"], undefined],
  ["", ["store"], undefined],
])("%s among %j: %s", (word, words, expected) => expect(nearest(word, words)).toBe(expected));
