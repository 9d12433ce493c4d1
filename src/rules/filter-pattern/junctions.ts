import type { Span, Tree } from "./pattern.ts";
import type { Scanner } from "./scanner.ts";

/** Reads checks joined with `||`, `&&` and brackets; `&&` binds tighter. */
export function takeTree<C extends Span & { kind: "check" }>(scanner: Scanner, takeCheck: () => C): Tree<C> {
  return joined(scanner, "or", "||", () => joined(scanner, "and", "&&", () => single(scanner, takeCheck)));
}

function joined<C extends Span>(scanner: Scanner, kind: "and" | "or", sign: string, take: () => Tree<C>): Tree<C> {
  const parts = [take()];
  for (scanner.skipBlanks(); scanner.take(sign); scanner.skipBlanks()) {
    scanner.skipBlanks();
    parts.push(take());
  }
  const [first] = parts;
  return parts.length === 1 ? first! : { kind, parts, from: first!.from, to: parts.at(-1)!.to };
}

function single<C extends Span & { kind: "check" }>(scanner: Scanner, takeCheck: () => C): Tree<C> {
  const from = scanner.at;
  if (!scanner.take("(")) return takeCheck();
  scanner.skipBlanks();
  const inner = takeTree(scanner, takeCheck);
  scanner.skipBlanks();
  if (!scanner.take(")"))
    scanner.fail(`a closing bracket is expected, not ${scanner.seen()}`, "it closes the one opened before", scanner.at);
  return { ...inner, from, to: scanner.at };
}
