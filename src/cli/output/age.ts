const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * When something happened, for eyes: `12 s ago`, or the date and time where it is older than a day or lies ahead.
 * @param time  ISO 8601
 * @param now   epoch ms; undefined where an age would be wrong: in files, pipes and recorded stories
 */
export function when(time: string, now?: number): string {
  const age = now === undefined ? Number.NaN : now - Date.parse(time);
  return age >= 0 && age < DAY ? `${ageWords(age)} ago` : stamp(time);
}

function ageWords(age: number): string {
  if (age < MINUTE) return `${Math.floor(age / SECOND)} s`;
  if (age < HOUR) return `${Math.floor(age / MINUTE)} min`;
  return `${Math.floor(age / HOUR)} h`;
}

/** `2026-03-12 10:15 UTC` */
export function stamp(time: string): string {
  const at = new Date(time);
  if (Number.isNaN(at.getTime())) return "at an unknown time";
  return `${at.toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
