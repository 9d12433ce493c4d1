/** Narrower than this nobody can read a column that wants more. */
const NARROWEST = 10;

/**
 * How wide columns may be: those that want the most give way first.
 * @param wanted  what each takes to show all of it
 * @param room  columns of the terminal
 * @returns undefined where they cannot all be read side by side
 */
export function widthsWithin(wanted: readonly number[], room: number, gap: number): number[] | undefined {
  const available = room - gap * (wanted.length - 1);
  const least = wanted.reduce((sum, each) => sum + Math.min(each, NARROWEST), 0);
  if (least > available) return undefined;
  const most = widest(wanted, available);
  const widths = wanted.map((each) => Math.min(each, most));
  let left = available - widths.reduce((sum, each) => sum + each, 0);
  return widths.map((each, at) => {
    if (each === wanted[at] || left <= 0) return each;
    left -= 1;
    return each + 1;
  });
}

/** The greatest width that, given to each column which wants as much, fits. */
function widest(wanted: readonly number[], available: number): number {
  let rest = available;
  const ascending = wanted.toSorted((a, b) => a - b);
  for (const [at, each] of ascending.entries()) {
    const share = Math.floor(rest / (ascending.length - at));
    if (each > share) return share;
    rest -= each;
  }
  return ascending.at(-1) ?? 0;
}
