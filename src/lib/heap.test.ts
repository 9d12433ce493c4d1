import fc from "fast-check";
import { expect, it } from "vitest";
import { Heap } from "./heap.ts";

it("gives what a sorted list would give, whatever the order of pushes and pops", () => {
  fc.assert(
    fc.property(fc.array(fc.option(fc.integer(), { nil: "pop" as const })), (steps) => {
      const heap = new Heap<number>((a, b) => a < b);
      const list: number[] = [];
      for (const step of steps) {
        if (step === "pop") {
          expect(heap.pop()).toBe(list.shift());
        } else {
          heap.push(step);
          list.push(step);
          list.sort((a, b) => a - b);
        }
        expect(heap.peek()).toBe(list[0]);
      }
    }),
  );
});
