/**
 * Whether a text fits a pattern in which `*` stands for any characters and `?` for one; nothing else is special.
 * Takes time in proportion to both lengths, whatever the pattern.
 */
export function globMatches(pattern: string, text: string): boolean {
  let [at, star, resume] = [0, -1, 0];
  for (let here = 0; here < text.length;) {
    if (pattern[at] === "*") {
      star = at++;
      resume = here;
    } else if (at < pattern.length && (pattern[at] === "?" || pattern[at] === text[here])) {
      at += 1;
      here += 1;
    } else if (star >= 0) {
      at = star + 1;
      here = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[at] === "*") at += 1;
  return at === pattern.length;
}
