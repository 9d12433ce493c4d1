/** The kinds of Falco items, in the order in which their key decides. */
export const FALCO_KINDS = ["required_engine_version", "required_plugin_versions", "list", "macro", "rule"] as const;
export type FalcoKind = (typeof FALCO_KINDS)[number];

/** Keys of a rule that Falco does not know. */
const OWN_RULE_KEYS = ["unknown", "control", "runbook", "severity"] as const;

/** Keys of each kind; others are ignored with a warning. Source: Falco 0.44, rule file reference. */
export const KEYS: { readonly [kind in FalcoKind]: readonly string[] } = {
  required_engine_version: ["required_engine_version"],
  required_plugin_versions: ["required_plugin_versions"],
  list: ["list", "items", "append", "override"],
  macro: ["macro", "condition", "append", "override"],
  rule: [
    "rule",
    "condition",
    "output",
    "desc",
    "priority",
    "source",
    "enabled",
    "capture",
    "capture_duration",
    "warn_evttypes",
    "skip-if-unknown-filter",
    "tags",
    "exceptions",
    "override",
    "append",
    ...OWN_RULE_KEYS,
  ],
};

interface Overridable {
  append: readonly string[];
  replace: readonly string[];
}

const RULE_TEXTS = ["condition", "output", "desc", "tags", "exceptions"];

/** What `override` may do to which key. */
export const OVERRIDABLE: { readonly [kind in "list" | "macro" | "rule"]: Overridable } = {
  list: { append: ["items"], replace: ["items"] },
  macro: { append: ["condition"], replace: ["condition"] },
  rule: {
    append: RULE_TEXTS,
    replace: [
      ...RULE_TEXTS,
      "priority",
      "enabled",
      "capture",
      "capture_duration",
      "warn_evttypes",
      "skip-if-unknown-filter",
      ...OWN_RULE_KEYS,
    ],
  },
};
