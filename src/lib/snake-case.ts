/** `nonResourceURLs` → `non_resource_urls`, `podIP` → `pod_ip`. */
export function snakeCase(name: string): string {
  return name
    .replace(
      /(?<![A-Z])([A-Z]{2,})s(?![a-z])/g,
      (_, letters: string) => `${letters[0]}${letters.slice(1).toLowerCase()}s`,
    )
    .replace(/(?<![A-Z])([A-Z]+)([A-Z][a-z])/g, "$1_$2")
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase();
}

/** `policies` → `policy`, `containers` → `container`; words that are no plural by their ending stay. */
export function singular(name: string): string {
  if (name.endsWith("ies")) return `${name.slice(0, -3)}y`;
  if (/(ss|ch|sh|x)es$/.test(name)) return name.slice(0, -2);
  return /[^su]s$/.test(name) ? name.slice(0, -1) : name;
}
