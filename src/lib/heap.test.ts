import { array, assert, integer, option, property } from "fast-check";
import { expect, it } from "vitest";
import { Heap } from "./heap.ts";

it("gives what a sorted list would give, whatever the order of pushes and pops", () => {
  assert(
    property(array(option(integer(), { nil: "pop" as const })), (steps) => {
      const heap = new Heap<number>((a, b) => a < b);
      const list: number[] = [];
      const popped = steps.flatMap((step) => {
        if (step === "pop") return [[heap.pop(), list.shift(), heap.peek(), list[0]]];
        heap.push(step);
        list.push(step);
        list.sort((a, b) => a - b);
        return [[heap.peek(), list[0]]];
      });
      for (const pair of popped)
        expect(pair.filter((_, at) => at % 2 === 0)).toEqual(pair.filter((_, at) => at % 2 === 1));
    }),
  );
});
