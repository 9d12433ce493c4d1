import type { Scope } from "./scope.ts";
import type { Column } from "./stages.ts";

/** A column, read by name once all commands have run, or from a slot. */
export type ColumnSource = { title: string } & ({ name: string } | { slot: number });

/** What commands asked to be shown. */
export interface Shown {
  fields?: ColumnSource[];
  display?: ColumnSource[];
  stats?: ColumnSource[];
}

/** Columns of several `fields`, each once. */
export function union(before: ColumnSource[], more: ColumnSource[]): ColumnSource[] {
  const titles = new Set(before.map(({ title }) => title));
  return [...before, ...more.filter(({ title }) => !titles.has(title))];
}

/** The columns of a result: those of the last `display`, else of all `fields`, else of the last stats, else these two. */
export function columnsOf({ display, fields, stats }: Shown, scope: Scope): Column[] {
  const shown = display ?? fields ?? stats ?? ["@timestamp", "@message"].map((name) => ({ title: name, name }));
  return shown.map((column) => ({
    title: column.title,
    value: "name" in column ? scope.value(column.name) : (row) => row.slots[column.slot] ?? null,
  }));
}
