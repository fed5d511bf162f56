/** In which order the known numbers stand. */
export interface NumberOrder {
  readonly isAscending: boolean;
  readonly isDescending: boolean;
  /** Whether neighbours are equal; only told of a column in order. */
  readonly hasTies: boolean;
}

/** The order of the known numbers, NaN where one is missing: looks no further than where both orders are broken. */
export function orderOf(values: Float64Array): NumberOrder {
  // Keys and times ascend: one comparison a row tells that they do.
  let row = 1;
  while (row < values.length && (values[row] as number) > (values[row - 1] as number)) row++;
  let isAscending = true;
  let isDescending = row === 1;
  let hasTies = false;
  let before = values[row - 1] ?? Number.NaN;
  for (; row < values.length && (isAscending || isDescending); row++) {
    const value = values[row] as number;
    if (value > before) isDescending = false;
    else if (value < before) isAscending = false;
    else if (value === before) hasTies = true;
    if (!Number.isNaN(value)) before = value;
  }
  return { isAscending, isDescending, hasTies };
}
