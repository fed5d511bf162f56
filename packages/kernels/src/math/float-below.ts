import { nextBelow } from './next-below.ts';

/** The largest float32 that is not above `value`: a float32 is <= it exactly where it is <= `value`. */
export function floatBelow(value: number): number {
  const rounded = Math.fround(value);
  return rounded > value ? nextBelow(rounded) : rounded;
}
