interface Network {
  family: 4 | 6;
  /** First address of the network. */
  base: bigint;
  prefix: number;
}

const BITS = { 4: 32, 6: 128 } as const;

/** Reads `10.0.0.0/8`, `2001:db8::/32` or a single address; host bits are cleared. Undefined where it is none. */
export function parseCidr(text: string): Network | undefined {
  const [address = "", prefixText] = text.trim().split("/", 2);
  const family = address.includes(":") ? 6 : 4;
  const value = family === 4 ? parseIpv4(address) : parseIpv6(address);
  const prefix = prefixText === undefined ? BITS[family] : /^\d{1,3}$/.test(prefixText) ? Number(prefixText) : -1;
  if (value === undefined || prefix < 0 || prefix > BITS[family]) return undefined;
  const host = BigInt(BITS[family] - prefix);
  return { family, base: (value >> host) << host, prefix };
}

/** The network form of a CIDR text (`10.1.2.3/8` → `10.0.0.0/8`); text that is no CIDR comes back as it is. */
export function networkForm(text: string): string {
  const network = parseCidr(text);
  if (!network) return text;
  return `${network.family === 4 ? formatIpv4(network.base) : formatIpv6(network.base)}/${network.prefix}`;
}

/** Whether every address of `inner` lies in one of the outer networks. */
export function isCovered(inner: string, outer: readonly string[]): boolean {
  const network = parseCidr(inner);
  return network !== undefined && outer.some((text) => contains(parseCidr(text), network));
}

/** `0.0.0.0/0` or `::/0`, however written. */
export function isWorld(text: string): boolean {
  return parseCidr(text)?.prefix === 0;
}

/** Whether the networks together hold every IPv4 or every IPv6 address: two halves are a whole. */
export function coverWorld(texts: readonly string[]): boolean {
  const networks = texts.flatMap((text) => parseCidr(text) ?? []);
  return ([4, 6] as const).some((family) => {
    let next = 0n;
    const own = networks.filter((network) => network.family === family);
    for (const { base, prefix } of own.toSorted((a, b) => (a.base < b.base ? -1 : a.base > b.base ? 1 : 0))) {
      if (base > next) return false;
      const end = base + (1n << BigInt(BITS[family] - prefix));
      if (end > next) next = end;
    }
    return next >= 1n << BigInt(BITS[family]);
  });
}

function contains(outer: Network | undefined, inner: Network): boolean {
  if (!outer || outer.family !== inner.family || outer.prefix > inner.prefix) return false;
  const host = BigInt(BITS[outer.family] - outer.prefix);
  return inner.base >> host === outer.base >> host;
}

function parseIpv4(text: string): bigint | undefined {
  const parts = text.split(".");
  if (parts.length !== 4 || !parts.every((part) => /^\d{1,3}$/.test(part) && Number(part) < 256)) return undefined;
  return parts.reduce((sum, part) => (sum << 8n) | BigInt(part), 0n);
}

function parseIpv6(text: string): bigint | undefined {
  const halves = text.split("::");
  if (halves.length > 2) return undefined;
  const groups = halves.map((half) => (half === "" ? [] : half.split(":")));
  const missing = 8 - groups.reduce((sum, part) => sum + part.length, 0);
  if (halves.length === 1 ? missing !== 0 : missing < 1) return undefined;
  const all = [...groups[0]!, ...Array.from({ length: Math.max(missing, 0) }, () => "0"), ...(groups[1] ?? [])];
  if (!all.every((group) => /^[0-9a-fA-F]{1,4}$/.test(group))) return undefined;
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

function formatIpv4(value: bigint): string {
  return [24n, 16n, 8n, 0n].map((shift) => (value >> shift) & 255n).join(".");
}

function formatIpv6(value: bigint): string {
  const groups = Array.from({ length: 8 }, (_, at) => ((value >> BigInt(112 - 16 * at)) & 0xffffn).toString(16));
  const zeros = /(^|:)0(:0)+(:|$)/.exec(groups.join(":"));
  return zeros ? groups.join(":").replace(zeros[0], "::") : groups.join(":");
}
