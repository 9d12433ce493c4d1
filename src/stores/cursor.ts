import { AppError } from "../model/errors.ts";

/** A place in an order, as an opaque word for URLs. */
export function cursorText(place: readonly (string | number)[]): string {
  return Buffer.from(JSON.stringify(place)).toString("base64url");
}

/**
 * The place a cursor stands for.
 * @param types `typeof` of each part
 * @throws AppError "rejected" where the text is no cursor of this order
 */
export function cursorOf(text: string, types: readonly ("string" | "number")[]): (string | number)[] {
  try {
    const place = JSON.parse(Buffer.from(text, "base64url").toString()) as unknown;
    if (Array.isArray(place) && place.length === types.length && types.every((type, at) => typeof place[at] === type)) {
      return place as (string | number)[];
    }
  } catch {
    // answered below
  }
  throw new AppError("rejected", "not a cursor of this list", { hint: "Use the cursor that the page before gave." });
}
