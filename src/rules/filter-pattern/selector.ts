import { takeQuoted } from "./literal.ts";
import { ANY } from "./pattern.ts";
import type { Selector, Step } from "./pattern.ts";
import type { Scanner } from "./scanner.ts";

/**
 * Reads `$.a.b[0]`. Ours beside CloudWatch's: `[*]` is any element, `["a.b"]` a key with signs in it; both are noted as
 * extensions.
 */
export function takeSelector(scanner: Scanner): Selector {
  const from = scanner.at;
  if (!scanner.take("$"))
    scanner.fail(`a field is expected, not ${scanner.seen()}`, "fields begin with `$.`, for instance $.eventName");
  const steps: Step[] = [];
  for (let step = takeStep(scanner); step !== undefined; step = takeStep(scanner)) steps.push(step);
  if (steps.length === 0) scanner.fail("a field has no name", "for instance $.eventName", from);
  return { text: scanner.text.slice(from, scanner.at), steps, from, to: scanner.at };
}

function takeStep(scanner: Scanner): Step | undefined {
  if (scanner.next(".[") && /\.\[["']/y.test(scanner.text.slice(scanner.at, scanner.at + 3))) scanner.at += 1;
  if (scanner.take("[")) return takeBracket(scanner);
  if (!scanner.take(".")) return undefined;
  const key = scanner.match(/[A-Za-z0-9_-]+/y);
  return key ?? scanner.fail(`a name is expected, not ${scanner.seen()}`, 'other signs are quoted: $["a.b"]');
}

function takeBracket(scanner: Scanner): Step {
  const quote = scanner.text[scanner.at];
  let step: Step | undefined;
  if (quote === '"' || quote === "'") {
    step = takeQuoted(scanner, quote).value;
    scanner.extensions.add("quoted key");
  } else if (scanner.take("*")) {
    step = ANY;
    scanner.extensions.add("[*]");
  } else {
    const digits = scanner.match(/\d{1,9}/y);
    if (digits !== undefined) step = Number(digits);
  }
  if (step === undefined) scanner.fail(`an index is expected, not ${scanner.seen()}`, "for instance $.sourceIPs[0]");
  if (!scanner.take("]")) scanner.fail(`\`]\` is expected, not ${scanner.seen()}`);
  return step;
}
