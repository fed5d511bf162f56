/** In which order the known numbers stand. */
export interface NumberOrder {
  readonly isAscending: boolean;
  readonly isDescending: boolean;
  /** Whether neighbours are equal; only told of a column in order. */
  readonly hasTies: boolean;
}

/** The order of the known numbers, NaN where one is missing: looks no further than where both orders are broken. */
export function orderOf(values: Float64Array): NumberOrder {
  let isAscending = true;
  let isDescending = true;
  let hasTies = false;
  let before = Number.NaN;
  for (let row = 0; row < values.length && (isAscending || isDescending); row++) {
    const value = values[row] as number;
    // The usual case first: keys and times ascend.
    if (value > before) isDescending = false;
    else if (value < before) isAscending = false;
    else if (value === before) hasTies = true;
    if (!Number.isNaN(value)) before = value;
  }
  return { isAscending, isDescending, hasTies };
}
