/*
 * Loops over the numbers of a column, NaN where a value is missing. Each does one thing, and adds the outcome of a
 * comparison where a branch would be taken at random: that is several times as fast as one loop that does it all.
 */

/** How many numbers are known. */
export function countKnown(values: Float64Array): number {
  let count = 0;
  for (let row = 0; row < values.length; row++) count += Number(!Number.isNaN(values[row] as number));
  return count;
}

/** The least and the greatest known number; Infinity and -Infinity where none is known. */
export function extremesOf(values: Float64Array): { readonly low: number; readonly high: number } {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (let row = 0; row < values.length; row++) {
    const value = values[row] as number;
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return { low, high };
}

/** The sum of the known numbers, added from the first to the last. */
export function sumOf(values: Float64Array, isComplete: boolean): number {
  let sum = 0;
  if (isComplete) for (let row = 0; row < values.length; row++) sum += values[row] as number;
  else
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      if (!Number.isNaN(value)) sum += value;
    }
  return sum;
}

/** The sum of the squares of the distances of known numbers to `mean`, added from the first to the last. */
export function squaresAround(values: Float64Array, mean: number, isComplete: boolean): number {
  let squares = 0;
  if (isComplete && Number.isFinite(mean))
    for (let row = 0; row < values.length; row++) {
      const distance = (values[row] as number) - mean;
      squares += distance * distance;
    }
  else
    for (let row = 0; row < values.length; row++) {
      const distance = (values[row] as number) - mean;
      if (!Number.isNaN(distance)) squares += distance * distance;
    }
  return squares;
}

/** In which order the known numbers stand. */
export interface NumberOrder {
  readonly isAscending: boolean;
  readonly isDescending: boolean;
  /** Whether neighbours are equal; only told of a column in order. */
  readonly hasTies: boolean;
}

/** The order of the known numbers: looks no further than where both orders are broken. */
export function orderOf(values: Float64Array): NumberOrder {
  let isAscending = true;
  let isDescending = true;
  let hasTies = false;
  let before = Number.NaN;
  for (let row = 0; row < values.length && (isAscending || isDescending); row++) {
    const value = values[row] as number;
    if (Number.isNaN(value)) continue;
    if (value < before) isAscending = false;
    if (value > before) isDescending = false;
    if (value === before) hasTies = true;
    before = value;
  }
  return { isAscending, isDescending, hasTies };
}

/** A range of numbers; a strict bound is no part of it. */
export interface NumberRange {
  readonly least: number;
  readonly most: number;
  readonly isStrictMin?: boolean;
  readonly isStrictMax?: boolean;
}

/** How many known numbers lie outside a range. */
export function countOutside(
  values: Float64Array,
  { least, most, isStrictMin = false, isStrictMax = false }: NumberRange,
): number {
  let count = 0;
  if (isStrictMin || isStrictMax)
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      const isBelow = isStrictMin ? value <= least : value < least;
      const isAbove = isStrictMax ? value >= most : value > most;
      count += Number(isBelow || isAbove);
    }
  // An empty range has all outside, not twice.
  else if (least > most) count = countKnown(values);
  else
    for (let row = 0; row < values.length; row++) {
      const value = values[row] as number;
      count += Number(value < least) + Number(value > most);
    }
  return count;
}

/** How many known numbers have a score, (number - mean) / deviation, of less than `threshold`; of its size where double sided. */
export function countScoresBelow(
  values: Float64Array,
  { mean, deviation, threshold, isDoubleSided }: ScoreLimit,
): number {
  let count = 0;
  if (isDoubleSided)
    for (let row = 0; row < values.length; row++)
      count += Number(Math.abs(((values[row] as number) - mean) / deviation) < threshold);
  else
    for (let row = 0; row < values.length; row++)
      count += Number(((values[row] as number) - mean) / deviation < threshold);
  return count;
}

/** A limit of the distance to the mean in standard deviations. */
export interface ScoreLimit {
  readonly mean: number;
  readonly deviation: number;
  readonly threshold: number;
  readonly isDoubleSided: boolean;
}
