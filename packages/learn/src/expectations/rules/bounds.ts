export interface Bounds {
  readonly min_value?: number | string | undefined;
  readonly max_value?: number | string | undefined;
  readonly strict_min?: boolean | undefined;
  readonly strict_max?: boolean | undefined;
}

/** Whether a value lies within bounds of its own type; a bound that is absent excludes nothing, NaN lies nowhere. */
export function isWithin<T extends number | string>(value: T, bounds: Bounds): boolean {
  const { min_value: least, max_value: most } = bounds;
  if (typeof value === 'number' && Number.isNaN(value)) return false;
  const isAbove = least === undefined || (bounds.strict_min === true ? value > least : value >= least);
  const isBelow = most === undefined || (bounds.strict_max === true ? value < most : value <= most);
  return isAbove && isBelow;
}
