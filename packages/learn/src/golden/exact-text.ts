/** A number as text that tells all numbers apart: the shortest spelling that reads back to the same bits, and a zero with its sign. */
export function exactText(value: number): string {
  return Object.is(value, -0) ? '-0' : String(value);
}
