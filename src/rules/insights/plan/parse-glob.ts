/**
 * A pattern of literals and `*`: each star takes as little as possible, may be empty and runs over line breaks.
 * @returns what the stars stand for at the first place that matches; undefined where none does. Time grows with the text.
 */
export function globParser(glob: string): (text: string) => string[] | undefined {
  const literals = glob.split("*");
  const last = literals.length - 1;
  return (text) => {
    const first = text.indexOf(literals[0]!);
    if (first === -1) return undefined;
    const found: string[] = [];
    let at = first + literals[0]!.length;
    for (let index = 1; index <= last; index++) {
      const literal = literals[index]!;
      const isOpenEnd = index === last && literal === "";
      const next = isOpenEnd ? text.length : text.indexOf(literal, at);
      if (next === -1) return undefined;
      found.push(text.slice(at, next));
      at = next + literal.length;
    }
    return found;
  };
}
