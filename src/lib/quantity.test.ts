import { expect, it } from "vitest";
import { quantityOf } from "./quantity.ts";

it.each([
  ["1000m", "1"],
  ["0.1", "100m"],
  ["1Gi", "1024Mi"],
  ["1e3", "1k"],
  ["1500M", "1.5G"],
  ["300m", "0.3"],
])("%s is %s", (a, b) => expect(quantityOf(a)).toBe(quantityOf(b)));

it("tells powers of two from powers of ten", () => expect(quantityOf("1Gi")).not.toBe(quantityOf("1G")));

it.each(["", "ten", "1 Gi", "1GiB", "--1", "1e9999"])("%j is none", (text) => expect(quantityOf(text)).toBeUndefined());

it("takes one pass over digits, however many", () => {
  expect(quantityOf(`${"1".repeat(500_000)}x`)).toBeUndefined();
});
